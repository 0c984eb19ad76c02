/** A short stand-in for a long vector: sums of sketches are sketches of sums, and lengths come out about right. */

/** Sums in a sketch, a power of 2: lengths are right within 10 % or so. */
const BUCKETS_LOG = 7;
export const SKETCH_LENGTH = 1 << BUCKETS_LOG;
/** Numbers that are looked at, about: of a longer vector one of each so many, by chance. */
const SAMPLED = 4096;
const SIGN_BIT = 1 << 20;

/**
 * A count sketch (Charikar, Chen, Farach-Colton 2002): each number, by a sign of its own, is added to one of the sums.
 * @param key which numbers, signs and sums, 32 bits: who does not know it cannot make a long vector whose sketch is short
 * @param other what is subtracted first; null for nothing. What a vector has behind the other's end does not count
 * @param into `SKETCH_LENGTH` long, overwritten
 */
export function sketchOf(
  vector: Float32Array,
  other: Float32Array | null,
  key: number,
  into: Float32Array,
): void {
  into.fill(0);
  const length = other?.length ?? vector.length;
  const stride = 2 ** Math.max(0, Math.round(Math.log2(length / SAMPLED)));
  const scale = Math.sqrt(stride);
  for (let first = 0; first < length; first += stride) {
    const hash = mixed(first ^ key);
    const at = first + ((hash >>> 8) & (stride - 1));
    if (at >= length) break;
    const value = other === null ? vector[at] : vector[at] - other[at];
    into[hash >>> (32 - BUCKETS_LOG)] += (hash & SIGN_BIT) === 0 ? scale * value : -scale * value;
  }
}

/** MurmurHash3's finaliser (Appleby): all bits depend on all. */
function mixed(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
