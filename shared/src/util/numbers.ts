/** What lists of numbers come to. */

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** NaN where there are none. */
export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
