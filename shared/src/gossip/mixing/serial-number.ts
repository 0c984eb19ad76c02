/**
 * Numbers that go on for ever in a message of 32-bit floats, which count up to 2^24: after the last comes 0 again, and of two
 * the one that is less than half of them ahead is the later, as in RFC 1982.
 */

const COUNT = 2 ** 24;

/** Whether a number that arrived is one. */
export const isSerialNumber = (value: number): boolean =>
  Number.isInteger(value) && value >= 0 && value < COUNT;

export const serialAfter = (number: number): number => (number + 1) % COUNT;

export const serialBefore = (number: number): number => (number + COUNT - 1) % COUNT;

/** How many numbers `later` is ahead of `number`; negative where it is behind. */
export function serialsAhead(later: number, number: number): number {
  const ahead = (later - number + COUNT) % COUNT;
  return ahead < COUNT / 2 ? ahead : ahead - COUNT;
}
