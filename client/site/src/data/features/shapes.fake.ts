/** Pictures of three classes as numbers: discs, squares and triangles of any colour, size and place on grounds of any colour. */
import { createRandom } from '@hearsay/shared/util/random/random.ts';

/** @returns count pictures of `side` x `side` x 3 bytes, of classes 0, 1, 2, 0, and so on */
export function shapes(count: number, side: number, seed: number): Uint8Array<ArrayBuffer> {
  const random = createRandom(seed, 'shapes');
  const colour = (): number[] => [random.integer(256), random.integer(256), random.integer(256)];
  const pixels = new Uint8Array(count * side * side * 3);
  for (let i = 0; i < count; i++) {
    const radius = side * (0.15 + 0.2 * random.uniform());
    const place = (): number => radius + random.uniform() * (side - 2 * radius);
    const [left, top, ground, ink] = [place(), place(), colour(), colour()];
    for (let at = 0; at < side * side; at++) {
      const [x, y] = [((at % side) - left) / radius, (Math.floor(at / side) - top) / radius];
      const inside = [
        x * x + y * y < 1,
        Math.max(Math.abs(x), Math.abs(y)) < 0.85,
        y < 0.7 && Math.abs(x) < (y + 0.9) * 0.62,
      ];
      const [red, green, blue] = inside[i % 3] ? ink : ground;
      const noise = random.integer(30) - 15;
      const to = 3 * (i * side * side + at);
      [red, green, blue].forEach((value, k) => {
        pixels[to + k] = Math.max(0, Math.min(255, value + noise));
      });
    }
  }
  return pixels;
}
