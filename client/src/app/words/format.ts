/** Numbers as the page writes them. Units are in the name or in the result. */

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

export function formatCount(value: number): string {
  return whole.format(value);
}

/** A share from 0 to 1 as a percentage. */
export function formatPercent(share: number, decimals = 1): string {
  return `${(100 * share).toFixed(decimals)}%`;
}

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** Powers of 1000; one decimal below ten, so that the width stays about the same. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  // 999.5 would be written as 1000.
  while (value >= 999.5 && unit < BYTE_UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit > 0 && value < 9.95 ? value.toFixed(1) : Math.round(value)} ${BYTE_UNITS[unit]}`;
}

/** A rate or a mean: as many decimals as its size makes worth reading. */
export function formatRate(value: number): string {
  if (value === 0) return '0';
  if (value < 0.995) return value.toFixed(2);
  return value < 9.95 ? value.toFixed(1) : whole.format(value);
}

export function formatDuration(seconds: number): string {
  const total = Math.round(seconds);
  if (total < 60) return `${total} s`;
  const minutes = Math.floor(total / 60);
  if (minutes < 60) return total % 60 === 0 ? `${minutes} min` : `${minutes} min ${total % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** As on a stopwatch, for narrow places. */
export function formatClock(seconds: number): string {
  const total = Math.round(seconds);
  const [hours, minutes] = [Math.floor(total / 3600), Math.floor(total / 60) % 60];
  const tail = String(total % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}

/** Null, before the first measurement, is a dash. */
export function formatRoundTrip(ms: number | null): string {
  if (ms === null) return '–';
  return ms < 1 ? '<1 ms' : `${whole.format(ms)} ms`;
}

/** Enough of a peer's id to tell the peers of a room apart. */
export function shortId(id: string): string {
  return id.slice(0, 6);
}
