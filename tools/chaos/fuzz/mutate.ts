/** Changes to valid inputs of the kind that find mistakes: bits, lengths, and the numbers at which things turn over. */
import type { Random } from '@hearsay/shared/util/random/random.ts';

/** Most changes to one input. */
const MOST_CHANGES = 4;
/** Most bytes, characters or items that are put in at once. */
const MOST_ADDED = 40;

const WORDS = [
  0,
  1,
  2,
  127,
  128,
  255,
  256,
  4095,
  4096,
  4097,
  65535,
  65536,
  2 ** 24,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 32 - 1,
];
const FLOATS = [
  0,
  -0,
  1,
  -1,
  0.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  9e29,
  1e30,
  1.1e30,
  -1e31,
  3.4e38,
  1e-45,
  2 ** 53,
  2 ** 53 - 1,
  1.7e308,
  -1.7e308,
  5e-324,
];

export const pick = <T>(from: readonly T[], random: Random): T => from[random.integer(from.length)];
export const chance = (probability: number, random: Random): boolean => random.uniform() < probability;

/** A changed copy, at times an unchanged one. */
export function mutateBytes(bytes: Uint8Array, random: Random): Uint8Array<ArrayBuffer> {
  let changed = bytes.slice();
  for (let changes = random.integer(MOST_CHANGES + 1); changes > 0; changes--)
    changed = changeBytes(changed, random);
  return changed;
}

function changeBytes(bytes: Uint8Array<ArrayBuffer>, random: Random): Uint8Array<ArrayBuffer> {
  const { length } = bytes;
  // Headers come first, and matter more.
  const at = random.integer(chance(0.5, random) ? Math.min(length, 32) : length);
  const view = new DataView(bytes.buffer);
  switch (random.integer(9)) {
    case 0:
      if (at < length) bytes[at] ^= 1 << random.integer(8);
      return bytes;
    case 1:
      if (at < length) bytes[at] = chance(0.5, random) ? random.integer(256) : pick(WORDS, random);
      return bytes;
    case 2:
      if (at + 2 <= length) view.setUint16(at, pick(WORDS, random), true);
      return bytes;
    case 3:
      if (at + 4 <= length)
        view.setUint32(at, chance(0.5, random) ? pick(WORDS, random) : length + random.integer(9) - 4, true);
      return bytes;
    case 4:
      if (at + 4 <= length) view.setFloat32(at, pick(FLOATS, random), true);
      return bytes;
    case 5:
      if (at + 8 <= length) view.setFloat64(at, pick(FLOATS, random), true);
      return bytes;
    case 6:
      return bytes.slice(0, at);
    case 7: {
      const longer = new Uint8Array(length + 1 + random.integer(MOST_ADDED));
      longer.set(bytes);
      for (let i = length; i < longer.length; i++) longer[i] = random.integer(256);
      return longer;
    }
    default: {
      // A piece goes somewhere else.
      const from = random.integer(length);
      bytes.copyWithin(at, from, Math.min(length, from + 1 + random.integer(MOST_ADDED)));
      return bytes;
    }
  }
}

const CHARACTERS = [
  '',
  '0',
  '9',
  'a',
  'f',
  'G',
  '-',
  '.',
  ':',
  ',',
  '/',
  '&',
  '=',
  '%',
  '+',
  '#',
  '\0',
  '\n',
  'ü',
  '😀',
  '\ud800',
  '"',
  ' ',
];

/** @param words that mean something where the text is read */
export function mutateText(text: string, random: Random, words: readonly string[] = []): string {
  let changed = text;
  for (let changes = random.integer(MOST_CHANGES + 1); changes > 0; changes--) {
    const at = random.integer(changed.length + 1);
    const removed = chance(0.5, random) ? random.integer(chance(0.2, random) ? MOST_ADDED : 3) : 0;
    const source = chance(0.3, random) && words.length > 0 ? words : CHARACTERS;
    const added = pick(source, random).repeat(chance(0.05, random) ? 1 + random.integer(MOST_ADDED) : 1);
    changed = changed.slice(0, at) + added + changed.slice(at + removed);
  }
  return changed;
}

/** What may stand anywhere in JSON, and what socket.io carries besides. */
const VALUES: readonly unknown[] = [
  null,
  undefined,
  true,
  false,
  '',
  'x',
  '0123456789abcdef',
  'x'.repeat(70_000),
  0,
  -1,
  0.5,
  1e6,
  1e6 + 1,
  1e308,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  [],
  {},
  [[[[[[]]]]]],
  { type: 'offer' },
  { length: 3 },
  new Uint8Array(3),
  () => 1,
  Object.create(null),
  new Array(300).fill('0123456789abcdef'),
  new Array(2000).fill(null),
];
const KEYS = [
  'type',
  'id',
  'from',
  'to',
  'slot',
  'room',
  '__proto__',
  'constructor',
  'toString',
  'length',
  '',
];

/** A changed copy of something made of objects, lists, numbers and texts; at times an unchanged one. */
export function mutateValue(value: unknown, random: Random): unknown {
  let changed = value;
  for (let changes = random.integer(MOST_CHANGES); changes > 0; changes--)
    changed = changeValue(changed, random);
  return changed;
}

function changeValue(value: unknown, random: Random): unknown {
  if (Array.isArray(value) && chance(0.8, random)) {
    const at = random.integer(value.length + 1);
    if (chance(0.2, random)) return [...value, ...value.slice(0, at)];
    if (chance(0.2, random)) return value.toSpliced(at, 1);
    return value.toSpliced(at, 1, changeValue(value[at], random));
  }
  if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) && chance(0.9, random)) {
    const entries = Object.entries(value);
    const at = random.integer(entries.length + 1);
    const key = entries[at]?.[0] ?? pick(KEYS, random);
    if (chance(0.15, random)) return Object.fromEntries(entries.toSpliced(at, 1));
    return Object.fromEntries([...entries.toSpliced(at, 1), [key, changeValue(entries[at]?.[1], random)]]);
  }
  if (typeof value === 'string' && value.length < 1000 && chance(0.5, random))
    return mutateText(value, random);
  if (typeof value === 'number' && chance(0.5, random))
    return pick([...WORDS, ...FLOATS, value + 1, -value], random);
  return pick(VALUES, random);
}
