/** From values to pixels: where an axis begins and ends, and which values are written beside it. */
import { scaleLinear, scaleLog } from 'd3-scale';
import { formatNumber } from '../util/format-number.ts';
import type { AxisDescription } from './types.ts';

export interface Tick {
  readonly value: number;
  readonly label: string;
}

export interface Axis {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly Tick[];
  /** Whether a value has a place on this scale. */
  shows(value: number): boolean;
  /** In pixels from the start of the axis. */
  position(value: number): number;
}

export interface AxisLayout {
  /** In pixels. */
  readonly length: number;
  /** The least distance of two ticks, in pixels. */
  readonly spacing: number;
  /** Ends at round numbers beyond the data; not wanted where lines shall reach the edge. */
  readonly rounded: boolean;
  /** Values to write instead of round ones, if they are few enough: the measured sizes of a log axis. */
  readonly preferred?: readonly number[];
}

/** The axis for these values; those it cannot show do not count. */
export function createAxis(
  { scale, min, max, format }: AxisDescription,
  values: readonly number[],
  { length, spacing, rounded, preferred = [] }: AxisLayout,
): Axis {
  const log = scale === 'log';
  const shows = log ? isOnLogScale : isOnLinearScale;
  let [low, high] = extent(values.filter(shows), log);
  const count = Math.max(2, Math.floor(length / spacing));
  if (rounded) [low, high] = log ? [roundLog(low, -1), roundLog(high, 1)] : roundLinear(low, high, count);
  if (min !== undefined && shows(min)) low = min;
  if (max !== undefined && shows(max)) high = max;
  if (low >= high) high = log ? low * 10 : low + Math.max(1, Math.abs(low));

  const scaled = (log ? scaleLog() : scaleLinear()).domain([low, high]).range([0, length]);
  const fits = (ticks: readonly number[]) =>
    ticks.length > 1 && ticks.every((tick, i) => i === 0 || scaled(tick) - scaled(ticks[i - 1]!) >= spacing);
  const chosen = [...new Set(preferred.filter((value) => shows(value) && value >= low && value <= high))];
  chosen.sort((a, b) => a - b);
  let ticks: Tick[];
  if (log && fits(chosen)) ticks = chosen.map((value) => ({ value, label: formatNumber(value) }));
  else ticks = log ? logTicks(low, high, count) : linearTicks(low, high, count);
  if (format) ticks = ticks.map(({ value }) => ({ value, label: format(value) }));
  return { low, high, shows, ticks, position: (value) => scaled(value) };
}

// Beyond these a difference or a quotient of two values is not a number any more.
function isOnLinearScale(value: number): boolean {
  return Math.abs(value) <= 1e150;
}

function isOnLogScale(value: number): boolean {
  return value >= 1e-150 && value <= 1e150;
}

function extent(values: readonly number[], log: boolean): [number, number] {
  if (values.length === 0) return log ? [1, 10] : [0, 1];
  // A loop, because Math.min(...values) fails for very many values.
  let low = values[0]!;
  let high = low;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (log) return high / low > 1 + 1e-9 ? [low, high] : [low / 2, high * 2];
  const spread = Math.max(Math.abs(low), Math.abs(high));
  // Differences of still smaller numbers lose their digits.
  if (spread < 1e-150) return [-1, 1];
  if (high - low > spread * 1e-9) return [low, high];
  return [low - spread / 2, high + spread / 2];
}

function roundLinear(low: number, high: number, count: number): [number, number] {
  const [from = low, to = high] = scaleLinear().domain([low, high]).nice(count).domain();
  return [from, to];
}

/** The next 1, 2 or 5 times a power of ten, downwards (-1) or upwards (1). */
function roundLog(value: number, direction: -1 | 1): number {
  const exponent = Math.floor(Math.log10(value));
  const steps = [-1, 0, 1].flatMap((offset) =>
    [1, 2, 5].map((step) => Number(`${step}e${exponent + offset}`)),
  );
  return direction < 0
    ? steps.findLast((step) => step <= value * (1 + 1e-9))!
    : steps.find((step) => step >= value * (1 - 1e-9))!;
}

function linearTicks(low: number, high: number, count: number): Tick[] {
  const scale = scaleLinear().domain([low, high]);
  const large = Math.max(Math.abs(low), Math.abs(high)) >= 1e5;
  const format = scale.tickFormat(count, large ? 's' : undefined);
  return scale.ticks(count).map((value) => ({ value, label: format(value) }));
}

function logTicks(low: number, high: number, count: number): Tick[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  if (last - first < 1) {
    const ticks = logSteps(low, high);
    return ticks.length > 1 ? ticks : linearTicks(low, high, Math.min(count, 4));
  }
  if (last - first === 1 && logSteps(low, high).length <= count) return logSteps(low, high);
  const stride = Math.ceil((last - first + 1) / count);
  const powers: Tick[] = [];
  for (let exponent = first; exponent <= last; exponent++) {
    if (exponent % stride !== 0) continue;
    powers.push({ value: Number(`1e${exponent}`), label: powerLabel(exponent, first < -3 || last > 5) });
  }
  return powers;
}

/** 1, 2 and 5 times powers of ten. */
function logSteps(low: number, high: number): Tick[] {
  const ticks: Tick[] = [];
  for (let exponent = Math.floor(Math.log10(low)); exponent <= Math.log10(high); exponent++) {
    for (const step of [1, 2, 5]) {
      const value = Number(`${step}e${exponent}`);
      if (value >= low && value <= high) ticks.push({ value, label: formatNumber(value) });
    }
  }
  return ticks;
}

function powerLabel(exponent: number, raised: boolean): string {
  if (!raised) return formatNumber(Number(`1e${exponent}`));
  return `10${[...String(exponent)].map((digit) => (digit === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)])).join('')}`;
}
