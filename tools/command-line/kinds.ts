/**
 * The kinds of value a flag can take: how to read one from text, and what is allowed, in words that follow
 * "must be". `parse` gives null for a text that is not allowed.
 */
export interface Kind<T> {
  readonly parse: (text: string) => T | null;
  readonly allowed: string;
  /** How the usage text shows a value; absent where `String` does. */
  readonly format?: (value: never) => string;
  /** True for a flag that stands alone: `--quiet` instead of `--quiet true`. */
  readonly standsAlone?: true;
}

// Decimal notation only: Number() would also take '', '0x10' and 'Infinity'.
const DECIMAL = /^[+-]?(\d+(\.\d+)?|\.\d+)(e[+-]?\d+)?$/i;

function parseDecimal(text: string): number | null {
  const value = DECIMAL.test(text) ? Number(text) : Number.NaN;
  // Adding zero turns -0 into 0.
  return Number.isFinite(value) ? value + 0 : null;
}

function bounds(min: number, max: number): string {
  if (Number.isFinite(min) && Number.isFinite(max)) return ` from ${min} to ${max}`;
  if (Number.isFinite(min)) return ` of at least ${min}`;
  return Number.isFinite(max) ? ` of at most ${max}` : '';
}

/** A whole number from `min` to `max`, both included; infinite bounds mean none. */
export function integer(min: number, max: number): Kind<number> {
  const within = decimal(min, max);
  return {
    allowed: `a whole number${bounds(min, max)}`,
    parse: (text) => {
      const value = within.parse(text);
      return Number.isSafeInteger(value) ? value : null;
    },
  };
}

/** A number from `min` to `max`, both included, such as `0.1`, `-3` or `1e-4`; infinite bounds mean none. */
export function decimal(min: number, max: number): Kind<number> {
  return {
    allowed: `a number${bounds(min, max)}`,
    parse: (text) => {
      const value = parseDecimal(text);
      return value === null || value < min || value > max ? null : value;
    },
  };
}

/** One of the given words. */
export function oneOf<const T extends string>(words: readonly T[]): Kind<T> {
  return {
    allowed: words.length === 1 ? `${words[0]}` : `one of ${words.join(', ')}`,
    parse: (text) => words.find((word) => word === text) ?? null,
  };
}

/** Set or not: `--name`, or `--name=true` and `--name=false`. */
export function flag(): Kind<boolean> {
  return {
    allowed: 'true or false',
    standsAlone: true,
    parse: (text) => (text === 'true' ? true : text === 'false' ? false : null),
  };
}

/** Any text that is not empty. */
export function text(): Kind<string> {
  return { allowed: 'a text', parse: (given) => (given === '' ? null : given) };
}

/** One or more values with commas between, at most `most` of them. */
export function list<T>(of: Kind<T>, most = 1000): Kind<readonly T[]> {
  return {
    allowed: `${of.allowed}, or several with commas between`,
    format: (values: readonly T[]) => values.join(','),
    parse: (given) => {
      const parts = given.split(',', most + 1);
      const values = parts.map((part) => of.parse(part)).filter((value) => value !== null);
      return values.length === parts.length && parts.length <= most ? values : null;
    },
  };
}

/**
 * Whole numbers from `min` to `max`, each at most once and `most` together: `1..10`, `1,2,5`, `7`, `1..3,8`.
 * No number may come twice because the numbers are seeds, and a seed run twice would count twice.
 */
export function range(min: number, max: number, most = 10_000): Kind<readonly number[]> {
  const whole = integer(min, max);
  return {
    allowed: `whole numbers${bounds(min, max)}, each once and at most ${most}, such as 7 or 1,2,5 or 1..10`,
    format: formatRange,
    parse: (given) => {
      const numbers = new Set<number>();
      let count = 0;
      for (const part of given.split(',', most + 1)) {
        const [low, high, ...rest] = part.split('..').map((end) => whole.parse(end));
        const last = high === undefined ? low : high;
        if (low == null || last == null || last < low || rest.length > 0) return null;
        count += last - low + 1;
        // Counted before it is built: 1..1000000000 must not fill the memory first.
        if (count > most) return null;
        for (let number = low; number <= last; number++) numbers.add(number);
      }
      return numbers.size === count ? [...numbers] : null;
    },
  };
}

function formatRange(numbers: readonly number[]): string {
  const [first = 0] = numbers;
  const consecutive = numbers.length > 2 && numbers.every((number, index) => number === first + index);
  return consecutive ? `${first}..${numbers[numbers.length - 1]}` : numbers.join(',');
}
