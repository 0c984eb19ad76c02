/** Randomness that nobody can foresee, from bytes that are such. */
import type { Random } from '../util/random/random.ts';

/** Bytes that are drawn at a time: the most that crypto.getRandomValues gives. */
const BYTES = 65_536;
const BYTES_EACH = 8;

/**
 * @param fill overwrites all bytes with random ones, as crypto.getRandomValues does
 * @returns numbers of 53 bits each; normals by Marsaglia's polar method
 */
export function secureRandom(fill: (bytes: Uint8Array<ArrayBuffer>) => void): Random {
  const bytes = new Uint8Array(BYTES);
  const words = new Uint32Array(bytes.buffer);
  let next = BYTES / 4;
  const uniform = (): number => {
    if (next === words.length) {
      fill(bytes);
      next = 0;
    }
    next += BYTES_EACH / 4;
    return ((words[next - 2] >>> 5) * 0x400_0000 + (words[next - 1] >>> 6)) / 2 ** 53;
  };
  let spare: number | null = null;
  return {
    uniform,
    integer: (n) => Math.floor(uniform() * n),
    exponential: (rate) => (rate > 0 ? -Math.log(1 - uniform()) / rate : Number.POSITIVE_INFINITY),
    normal() {
      if (spare !== null) {
        const kept = spare;
        spare = null;
        return kept;
      }
      for (;;) {
        const u = 2 * uniform() - 1;
        const v = 2 * uniform() - 1;
        const square = u * u + v * v;
        if (square >= 1 || square === 0) continue;
        const factor = Math.sqrt((-2 * Math.log(square)) / square);
        spare = v * factor;
        return u * factor;
      }
    },
  };
}
