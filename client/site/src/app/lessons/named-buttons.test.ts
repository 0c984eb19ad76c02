import { expect, it } from 'vitest';
import { de, classroom as deClassroom, kept as deKept, starting as deStarting } from '../words/de.ts';
import { leaks as deLeaks } from '../words/de-leaks.ts';
import { lessons as deLessons } from '../words/de-lessons.ts';
import { shared as deShared } from '../words/de-shared.ts';
import { classroom, en, kept, starting } from '../words/en.ts';
import { leaks } from '../words/en-leaks.ts';
import { lessons } from '../words/en-lessons.ts';
import { shared } from '../words/en-shared.ts';
import { LESSON_NAMES } from './lesson-names.ts';

const ENGLISH = {
  quotes: /“([^”]*)”/g,
  lessons,
  shared,
  page: [en, classroom, kept, starting, shared, leaks],
};
const GERMAN = {
  quotes: /„([^“]*)“/g,
  lessons: deLessons,
  shared: deShared,
  page: [de, deClassroom, deKept, deStarting, deShared, deLeaks],
};

/** All texts that need no figure to be filled in. */
function textsOf(words: unknown): string[] {
  if (typeof words === 'string') return [words];
  return typeof words === 'object' && words !== null ? Object.values(words).flatMap(textsOf) : [];
}

it.each([
  ['en', ENGLISH],
  ['de', GERMAN],
] as const)('what the lessons put in quotes stands on the page in these words (%s)', (_, language) => {
  const { quotes, lessons: say, shared: own, page } = language;
  const { classes } = say.lessons['rock-paper-scissors'];
  const filledIn = [...classes.map(own.collect.hold), say.stations.station(2), say.stations.station(5)];
  const known = new Set([...textsOf(page), ...filledIn]);
  for (const name of LESSON_NAMES) {
    const { needs, steps, trouble } = say.lessons[name];
    const all = [...needs, ...steps, ...trouble.map(({ help }) => help)].join(' ');
    const named = [...all.matchAll(quotes)].map(([, text]) => text);
    expect(named.length).toBeGreaterThan(1);
    expect(named.filter((text) => !known.has(text))).toEqual([]);
  }
});
