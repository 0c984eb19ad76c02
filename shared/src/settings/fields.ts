/** What the settings in a URL's fragment are made of. */
import type { Rule } from './rules.ts';

/** One setting: its text in a fragment, and back. */
export interface Field<T> {
  readonly allowed: Rule;
  readonly initial: T;
  /** Null where the text is not allowed. */
  readonly parse: (text: string) => T | null;
  readonly format: (value: T) => string;
}

/** The first is the usual one. */
export function oneOf<T extends string>(values: readonly T[]): Field<T> {
  return {
    allowed: { code: 'one-of', values },
    initial: values[0],
    parse: (text) => values.find((value) => value === text) ?? null,
    format: (value) => value,
  };
}

/** Null unless it is in decimal notation: Number() would also take '', '0x10' and 'Infinity'. */
export function parseDecimal(text: string): number | null {
  return /^\d+(\.\d+)?(e-?\d+)?$/i.test(text) && Number.isFinite(Number(text)) ? Number(text) : null;
}

export function decimal(
  initial: number,
  min: number,
  max: number,
  kind: 'integer' | 'number',
): Field<number> {
  return {
    allowed: { code: 'number', whole: kind === 'integer', least: min, most: max },
    initial,
    parse: (text) => {
      const value = parseDecimal(text);
      if (value === null || value < min || value > max) return null;
      return kind === 'integer' && !Number.isInteger(value) ? null : value;
    },
    format: String,
  };
}

/** Names and values of a fragment (with or without `#`), decoded where they can be. */
export function partsOf(fragment: string): [name: string, value: string][] {
  return fragment
    .replace(/^#/, '')
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      return at < 0 ? [decode(part), ''] : [decode(part.slice(0, at)), decode(part.slice(at + 1))];
    });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
