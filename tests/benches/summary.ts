import { median } from './bench.ts';

/** The middle of many measurements, and between what half of them lie, in words. */
export function summaryOf(values: readonly number[]): { readonly middle: number; readonly spread: string } {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): string => sorted[Math.round(share * (sorted.length - 1))].toPrecision(3);
  return { middle: median(values), spread: `half of them ${at(0.25)} to ${at(0.75)}` };
}
