/** Numbers as the page writes them, in the manner of a language. Units are in the name or in the result. */

export interface Format {
  count(value: number): string;
  /** A share from 0 to 1 as a percentage. */
  percent(share: number, decimals?: number): string;
  /** With so many decimals. */
  decimal(value: number, decimals: number): string;
  /** With so many significant digits at most; very small and very large ones as powers of ten. */
  significant(value: number, digits: number): string;
  /** Powers of 1000; one decimal below ten, so that the width stays about the same. */
  bytes(bytes: number): string;
  /** A rate or a mean: as many decimals as its size makes worth reading. */
  rate(value: number): string;
  duration(seconds: number): string;
  /** As on a stopwatch, for narrow places. */
  clock(seconds: number): string;
  /** Null, before the first measurement, is a dash. */
  roundTrip(ms: number | null): string;
  /** `[2, 3, 5]` as "2, 3 and 5". */
  list(items: readonly string[]): string;
}

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** @param locale as in `en` or `de-CH` */
export function createFormat(locale: string): Format {
  const kinds = new Map<string, Intl.NumberFormat>();
  /** Made when first needed: each costs time and memory. */
  const kind = (name: string, options: Intl.NumberFormatOptions): Intl.NumberFormat => {
    const known = kinds.get(name);
    if (known) return known;
    const made = new Intl.NumberFormat(locale, options);
    kinds.set(name, made);
    return made;
  };
  const number = (decimals: number, style: 'decimal' | 'percent' = 'decimal'): Intl.NumberFormat =>
    kind(`${style} ${decimals}`, {
      style,
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
  const conjunction = new Intl.ListFormat(locale, { type: 'conjunction' });
  const decimal = (value: number, decimals: number): string => number(decimals).format(value);
  const count = (value: number): string => decimal(value, 0);

  return {
    count,
    decimal,
    significant(value, digits) {
      const size = Math.abs(value);
      const notation = size !== 0 && (size < 1e-4 || size >= 1e7) ? 'scientific' : 'standard';
      return kind(`${notation} ${digits}`, { notation, maximumSignificantDigits: digits }).format(value);
    },
    percent: (share, decimals = 1) => number(decimals, 'percent').format(share),
    bytes(bytes) {
      let value = bytes;
      let unit = 0;
      // 999.5 would be written as 1000.
      while (value >= 999.5 && unit < BYTE_UNITS.length - 1) {
        value /= 1000;
        unit += 1;
      }
      return `${decimal(value, unit > 0 && value < 9.95 ? 1 : 0)} ${BYTE_UNITS[unit]}`;
    },
    rate(value) {
      if (value === 0) return count(0);
      if (value < 0.995) return decimal(value, 2);
      return decimal(value, value < 9.95 ? 1 : 0);
    },
    duration(seconds) {
      const total = Math.round(seconds);
      if (total < 60) return `${total} s`;
      const minutes = Math.floor(total / 60);
      if (minutes < 60) return total % 60 === 0 ? `${minutes} min` : `${minutes} min ${total % 60} s`;
      return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
    },
    clock(seconds) {
      const total = Math.round(seconds);
      const [hours, minutes] = [Math.floor(total / 3600), Math.floor(total / 60) % 60];
      const tail = String(total % 60).padStart(2, '0');
      return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
    },
    roundTrip(ms) {
      if (ms === null) return '–';
      return ms < 1 ? '<1 ms' : `${count(ms)} ms`;
    },
    list: (items) => conjunction.format(items),
  };
}

/** Enough of a peer's id to tell the peers of a room apart. */
export function shortId(id: string): string {
  return id.slice(0, 6);
}
