/** Numbers for people, with units. Always English notation, so that outputs compare. */

import { formatNumber } from '@hearsay/shared/util/format-number.ts';

const PREFIXES = ['', 'k', 'M', 'G', 'T', 'P', 'E'];

function withPrefix(x: number, unit: string): string {
  if (!Number.isFinite(x)) return `${formatNumber(x)} ${unit}`;
  let value = Number(x.toPrecision(3));
  let prefix = 0;
  // `value` is rounded already, so 999,999 becomes 1 M and not 1,000 k.
  while (Math.abs(value) >= 1000 && prefix < PREFIXES.length - 1) {
    value /= 1000;
    prefix++;
  }
  return `${formatNumber(value)} ${PREFIXES[prefix]}${unit}`;
}

/** A number of bytes with three significant digits in steps of 1000: `512 B`, `1.21 MB`. */
export function formatBytes(bytes: number): string {
  return withPrefix(bytes, 'B');
}

/** Something per second with three significant digits: `87.5 /s`, `1.21 M/s`. */
export function formatRate(perSecond: number): string {
  return withPrefix(perSecond, '/s');
}

/** A duration in seconds, as two units at most: `0.4 s`, `42 s`, `3 min 05 s`, `2 h 07 min`. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return `${formatNumber(seconds)} s`;
  if (seconds < 9.95) return `${Number(seconds.toFixed(1))} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${twoDigits(whole % 60)} s`;
  return `${formatNumber(Math.floor(minutes / 60))} h ${twoDigits(minutes % 60)} min`;
}

function twoDigits(x: number): string {
  return String(x).padStart(2, '0');
}
