/** Tables that a test makes itself: penguins that never were, with numbers, categories and gaps. */
import { createRandom } from '@hearsay/shared/util/random/random.ts';

/** Means of bill length, bill depth, flipper length and mass, and where they live. */
const KINDS = {
  Adelie: { means: [38.8, 18.3, 190, 3700], islands: ['Torgersen', 'Biscoe', 'Dream'] },
  Chinstrap: { means: [46.8, 18.4, 196, 3730], islands: ['Dream'] },
  Gentoo: { means: [47.5, 15, 213, 4970], islands: ['Biscoe', 'Dream'] },
} as const;
const NAMES = ['Adelie', 'Chinstrap', 'Gentoo'] as const;
const DEVIATIONS = [2.7, 1.1, 6.5, 250];
/** Of a row's length of the flipper, as it adds to the mass. */
const GRAMS_PER_MILLIMETRE = 40;
const GAPS = 0.05;
export const COLUMNS: readonly string[] = [
  'tag',
  'island',
  'bill',
  'depth',
  'flipper',
  'sex',
  'mass',
  'species',
];
export const NUMBERS = ['bill', 'depth', 'flipper', 'mass'] as const;
/** Columns without gaps: what is predicted. */
const WHOLE: readonly string[] = ['tag', 'mass', 'species'];

/** Cells as texts, in the order of COLUMNS; 'NA' where nothing is. */
export type Penguin = readonly string[];

/** @returns rows of which the tags, and the numbers, are there once */
export function penguins(count: number, seed: number): Penguin[] {
  const random = createRandom(seed, 'penguins');
  const oneOf = <T>(all: readonly T[]): T => all[random.integer(all.length)];
  return Array.from({ length: count }, () => {
    const species = oneOf(NAMES);
    const { means, islands } = KINDS[species];
    const [bill, depth, flipper] = means.map((mean, i) => mean + DEVIATIONS[i] * random.normal());
    const mass = means[3] + GRAMS_PER_MILLIMETRE * (flipper - means[2]) + DEVIATIONS[3] * random.normal();
    const [a, b, c, d] = [bill, depth, flipper, mass].map((value) => value.toFixed(7));
    const tag = `tag-${random.integer(2 ** 32)}`;
    const cells = [tag, oneOf(islands), a, b, c, oneOf(['male', 'female']), d, species];
    return cells.map((cell, i) => (random.uniform() < GAPS && !WHOLE.includes(COLUMNS[i]) ? 'NA' : cell));
  });
}

/** Every so manieth row of a table is kept back by whoever brings it. */
const HELD_OUT = 5;

/**
 * The same rows among some and all at one, who keep the same rows back.
 * @param rows a multiple of `peers` times 5
 */
export function dealt(rows: readonly Penguin[], peers: number): { parts: Penguin[][]; whole: Penguin[] } {
  const parts = Array.from({ length: peers }, (_, peer) => rows.filter((_, i) => i % peers === peer));
  const isHeld = (place: number): boolean => place % HELD_OUT === HELD_OUT - 1;
  const train = parts.flatMap((part) => part.filter((_, place) => !isHeld(place)));
  const held = parts.flatMap((part) => part.filter((_, place) => isHeld(place)));
  return { parts, whole: rows.map((_, i) => (isHeld(i) ? held : train).shift() ?? []) };
}

export const csvOf = (rows: readonly Penguin[]): string =>
  [COLUMNS, ...rows].map((cells) => `${cells.join(',')}\n`).join('');
