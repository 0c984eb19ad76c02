/** The quartiles of measurements, as part of a row's name: "18.1 to 22.6". */
export function spread(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): string => sorted[Math.round(share * (sorted.length - 1))].toPrecision(3);
  return `${at(0.25)} to ${at(0.75)}`;
}
