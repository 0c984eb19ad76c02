/**
 * Which numbers of a vector a message is about, in the way that takes fewest bytes, or hardly more:
 *
 *     0  all of them
 *     1  a bit for each number, the lowest of a byte first
 *     2  for each position how many lie between it and the one before, in groups of 4 bits, the lower half of a byte first:
 *        3 bits of the count from the lowest, and the highest bit set where more follow
 *
 * How many there are is for the message to say.
 */

import { loadVectorKernels } from '../../kernels/vector-kernels.ts';
import { MAGNITUDE, positionsFrom } from '../../vectors/magnitudes.ts';

const ALL = 0;
const BITMAP = 1;
const GAPS = 2;

const GROUP_BITS = 3;
const GROUP = (1 << GROUP_BITS) - 1;
const MORE = 1 << GROUP_BITS;
/** Of a bitmap's bytes. Where gaps take more at the least, it is rare that they take less than the bitmap: positions would
 * have to lie most evenly. To find that out would take longer than all else here. */
const WORTH_COUNTING = 7 / 8;
/** A gap is less than 2^30. */
const MOST_GROUPS = 10;

/** Rising positions in a vector of a fixed length, in an array that is used again. */
export class Positions {
  #list = new Uint32Array(0);
  /** Whether these are all positions; `list` is then empty. */
  all = false;
  count = 0;

  /** The first `count` are the positions; valid until they change. */
  get list(): Uint32Array {
    return this.#list;
  }

  setAll(length: number): void {
    this.all = true;
    this.count = length;
  }

  /** Those of the numbers that are not 0. */
  setNonZero(vector: Float32Array): void {
    const { list } = this.reserve(vector.length);
    this.count = positionsFrom(vector, 1, MAGNITUDE, list);
  }

  /** Makes room in `list` for so many positions, to be filled by the caller. */
  reserve(count: number): this {
    if (this.#list.length < count) this.#list = new Uint32Array(count);
    this.all = false;
    this.count = count;
    return this;
  }
}

/** Most bytes that positions in a vector of that length take. */
export const maxPositionBytes = (length: number): number => 1 + bitmapBytes(length);

const bitmapBytes = (length: number): number => Math.ceil(length / 8);

/** @param into at least `maxPositionBytes(length)` from `at` @returns where it ends */
export function writePositions(positions: Positions, length: number, into: Uint8Array, at: number): number {
  if (positions.all) {
    into[at] = ALL;
    return at + 1;
  }
  const bitmap = bitmapBytes(length);
  // A gap takes half a byte at least.
  const gaps = positions.count / 2 < WORTH_COUNTING * bitmap ? Math.ceil(gapGroups(positions) / 2) : bitmap;
  into[at] = gaps < bitmap ? GAPS : BITMAP;
  if (gaps < bitmap) {
    writeGaps(positions, into, at + 1);
    return at + 1 + gaps;
  }
  into.fill(0, at + 1, at + 1 + bitmap);
  const { list, count } = positions;
  for (let j = 0; j < count; j++) into[at + 1 + (list[j] >> 3)] |= 1 << (list[j] & 7);
  return at + 1 + bitmap;
}

function gapGroups({ list, count }: Positions): number {
  let groups = 0;
  let last = -1;
  for (let j = 0; j < count; j++) {
    let gap = list[j] - last - 1;
    last = list[j];
    groups += 1;
    for (; gap > GROUP; gap >>>= GROUP_BITS) groups += 1;
  }
  return groups;
}

function writeGaps({ list, count }: Positions, into: Uint8Array, from: number): void {
  let at = from;
  let low = -1;
  const put = (group: number): void => {
    if (low < 0) {
      low = group;
    } else {
      into[at++] = low | (group << 4);
      low = -1;
    }
  };
  let last = -1;
  for (let j = 0; j < count; j++) {
    let gap = list[j] - last - 1;
    last = list[j];
    for (; gap > GROUP; gap >>>= GROUP_BITS) put((gap & GROUP) | MORE);
    put(gap);
  }
  if (low >= 0) into[at] = low;
}

/**
 * Reads what was written. Never throws: the bytes come from outside.
 * @param count how many positions there are to be, at most `length`
 * @returns where it ends, or -1 where it is not so many positions below `length`
 */
export function readPositions(
  bytes: Uint8Array,
  at: number,
  count: number,
  length: number,
  into: Positions,
): number {
  if (at >= bytes.length || count > length) return -1;
  const form = bytes[at];
  if (form === ALL) {
    into.setAll(length);
    return count === length ? at + 1 : -1;
  }
  if (form === BITMAP) return readBitmap(bytes, at + 1, count, length, into.reserve(count).list);
  return form === GAPS ? readGaps(bytes, at + 1, count, length, into.reserve(count).list) : -1;
}

function readBitmap(bytes: Uint8Array, at: number, count: number, length: number, into: Uint32Array): number {
  const end = at + bitmapBytes(length);
  if (end > bytes.length) return -1;
  const found = positionsOf(bytes.subarray(at, end), into.subarray(0, count));
  return found === count && (count === 0 || into[count - 1] < length) ? end : -1;
}

/** Where a bit is set. @returns how many there are, or -1 where there are more than `into` is long */
export function positionsOf(bitmap: Uint8Array, into: Uint32Array, kernels = loadVectorKernels()): number {
  if (kernels) return kernels.positionsOf(bitmap, into);
  let found = 0;
  for (let byte = 0; byte < bitmap.length; byte++) {
    for (let bits = bitmap[byte]; bits !== 0; bits &= bits - 1) {
      if (found === into.length) return -1;
      into[found++] = 8 * byte + 31 - Math.clz32(bits & -bits);
    }
  }
  return found;
}

function readGaps(bytes: Uint8Array, from: number, count: number, length: number, into: Uint32Array): number {
  /** In half bytes. */
  let at = 2 * from;
  const end = 2 * bytes.length;
  let position = -1;
  for (let j = 0; j < count; j++) {
    let gap = 0;
    for (let groups = 0; ; groups++) {
      if (at === end || groups === MOST_GROUPS) return -1;
      const group = (bytes[at >> 1] >> (4 * (at & 1))) & 15;
      at += 1;
      gap |= (group & GROUP) << (GROUP_BITS * groups);
      if ((group & MORE) === 0) break;
    }
    position += gap + 1;
    if (position >= length) return -1;
    into[j] = position;
  }
  return (at + 1) >> 1;
}
