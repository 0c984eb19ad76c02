/** Copies of a picture that show the same, as a camera held a little differently would have it. */
import { createRandom } from '@hearsay/shared/util/random/random.ts';

/** Shares of the side that a copy is moved by, and nearer or farther, at most. */
const MOVED = 0.08;
const ZOOMED = 0.1;
/** How much brighter or darker it is, at most. */
const BRIGHTER = 0.2;

/**
 * @param picture side x side x 3 bytes, see `readPicture` @param seed the same gives the same copy
 * @returns perhaps mirrored, a little moved, nearer or farther, brighter or darker; its border goes on where it ends
 */
export function augment(picture: Uint8Array, side: number, seed: number): Uint8Array<ArrayBuffer> {
  const random = createRandom(seed, 'augment');
  const within = (most: number): number => most * (2 * random.uniform() - 1);
  const flip = random.uniform() < 0.5 ? -1 : 1;
  const scale = 1 / (1 + within(ZOOMED));
  const [right, down] = [within(MOVED) * side, within(MOVED) * side];
  const light = 1 + within(BRIGHTER);
  const middle = (side - 1) / 2;
  const copy = new Uint8Array(picture.length);
  let to = 0;
  for (let row = 0; row < side; row++) {
    const y = clamp(middle + scale * (row - middle - down), side);
    for (let column = 0; column < side; column++) {
      const x = clamp(middle + flip * scale * (column - middle - right), side);
      const [left, top] = [Math.floor(x), Math.floor(y)];
      const next = left + 1 < side ? 3 : 0;
      const below = top + 1 < side ? 3 * side : 0;
      const [a, b] = [x - left, y - top];
      for (let k = 0, at = 3 * (top * side + left); k < 3; k++, at++, to++) {
        const above = picture[at] * (1 - a) + picture[at + next] * a;
        const under = picture[at + below] * (1 - a) + picture[at + below + next] * a;
        copy[to] = Math.min(255, Math.round(light * (above * (1 - b) + under * b)));
      }
    }
  }
  return copy;
}

function clamp(place: number, side: number): number {
  return Math.max(0, Math.min(side - 1, place));
}

/**
 * Of several pictures, each as it is or a copy.
 * @param pixels one picture behind the other @param seeds one for each picture: 0 for itself
 */
export function variantsOf(
  pixels: Uint8Array,
  side: number,
  seeds: readonly number[],
): Uint8Array<ArrayBuffer> {
  const length = side * side * 3;
  const variants = new Uint8Array(pixels.length);
  for (const [i, seed] of seeds.entries()) {
    const picture = pixels.subarray(i * length, (i + 1) * length);
    variants.set(seed === 0 ? picture : augment(picture, side, seed), i * length);
  }
  return variants;
}
