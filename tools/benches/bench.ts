/** What a bench gives: rows of figures, each with its unit and, where there is one, its target. */
export interface BenchRow {
  /** The same from run to run. */
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Where the value is a median: between what the middle half of the measurements lies. */
  readonly quartiles?: readonly [number, number];
  /** To what it is compared with, measured in the same run; above 1 is better. */
  readonly ratio?: number;
  /** For the value, or for the ratio where the bench is one of ratios. */
  readonly target?: number;
  /** Whether the target is met. */
  readonly meets?: boolean;
}

export interface Bench {
  readonly name: string;
  readonly summary: string;
  /** @param onProgress told now and then which share is done, 0 to 1, and what is being done */
  run(onProgress: (done: number, detail: string) => void): Promise<BenchRow[]>;
}

/** A row of one value, or of the median of several measurements. */
export function rowOf(name: string, measured: number | readonly number[], unit: string): BenchRow {
  if (typeof measured === 'number') return { name, value: measured, unit };
  const sorted = [...measured].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))];
  return { name, value: median(measured), unit, quartiles: [at(0.25), at(0.75)] };
}

export function atLeast(
  name: string,
  measured: number | readonly number[],
  unit: string,
  target: number,
): BenchRow {
  const row = rowOf(name, measured, unit);
  return { ...row, target, meets: row.value >= target };
}

export function atMost(
  name: string,
  measured: number | readonly number[],
  unit: string,
  target: number,
): BenchRow {
  const row = rowOf(name, measured, unit);
  return { ...row, target, meets: row.value <= target };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
