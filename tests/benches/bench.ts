/** What a bench gives: rows of figures, each with its unit and, where there is one, its target. */
export interface BenchRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
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

export function atLeast(name: string, value: number, unit: string, target: number): BenchRow {
  return { name, value, unit, target, meets: value >= target };
}

export function atMost(name: string, value: number, unit: string, target: number): BenchRow {
  return { name, value, unit, target, meets: value <= target };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
