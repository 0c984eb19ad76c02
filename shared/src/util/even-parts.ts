/** Where a vector is cut into contiguous parts whose lengths differ by one at most. */

/** The first index of a part. Part `parts`, which is none, begins where the last one ends. */
export function partStart(length: number, parts: number, part: number): number {
  return Math.floor((part * length) / parts);
}
