/** Comparisons as 1 or 0, without a branch: in a loop over a vector's numbers it would be guessed wrong too often. */

/** Of whole numbers from 0 to 2^31 - 1. */
export const isAbove = (value: number, other: number): number => (other - value) >>> 31;

/** Of whole numbers from 0 to 2^31 - 1. */
export const isSame = (value: number, other: number): number => ((value ^ other) - 1) >>> 31;
