/** Seeded randomness: the only source of chance in the core, handed in so that a run can be replayed. */
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { logarithm } from './logarithm.ts';

export interface Random {
  /** Uniform in [0, 1), 32 bits of it. */
  uniform(): number;
  /** A whole number in 0..n-1; n at most 2^32. */
  integer(n: number): number;
  /** Exponential with the given rate (mean 1/rate); Infinity when the rate is 0. */
  exponential(rate: number): number;
  /** Standard normal. */
  normal(): number;
}

/** A 32-bit hash of numbers and strings (FNV-1a with murmur3's finaliser): turns a seed and names into a seed. */
export function hashSeed(...parts: readonly (number | string)[]): number {
  let hash = 0x811c9dc5;
  const add = (byte: number): void => {
    hash = Math.imul(hash ^ byte, 0x01000193);
  };
  for (const part of parts) {
    const text = String(part);
    for (let i = 0; i < text.length; i++) {
      add(text.charCodeAt(i) & 0xff);
      add(text.charCodeAt(i) >>> 8);
    }
    add(0x1f); // so that ('a', 'bc') and ('ab', 'c') differ
  }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * A stream of random numbers that is a function of the seed and the names alone, the same on every machine, and
 * independent in practice of streams with other names. Xoroshiro128+; normals by Marsaglia's polar method.
 */
export function createRandom(seed: number, ...names: readonly (number | string)[]): Random {
  const generator = xoroshiro128plus(hashSeed(seed, ...names));
  // The first outputs of close seeds are alike.
  for (let i = 0; i < 8; i++) generator.next();
  const uniform = (): number => (generator.next() >>> 0) / 0x1_0000_0000;
  let spareNormal: number | null = null;
  return {
    uniform,
    integer: (n) => Math.floor(uniform() * n),
    exponential: (rate) => (rate > 0 ? -logarithm(1 - uniform()) / rate : Number.POSITIVE_INFINITY),
    normal() {
      if (spareNormal !== null) {
        const spare = spareNormal;
        spareNormal = null;
        return spare;
      }
      for (;;) {
        const u = 2 * uniform() - 1;
        const v = 2 * uniform() - 1;
        const square = u * u + v * v;
        if (square >= 1 || square === 0) continue;
        const factor = Math.sqrt((-2 * logarithm(square)) / square);
        spareNormal = v * factor;
        return u * factor;
      }
    },
  };
}

/** Shuffles in place (Fisher-Yates). */
export function shuffle(values: Uint32Array, random: Random): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    const held = values[i];
    values[i] = values[j];
    values[j] = held;
  }
}
