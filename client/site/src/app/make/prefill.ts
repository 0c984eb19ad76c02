/** What the form that makes a task begins with where a lesson sent somebody to it. */
import type { MadeLesson } from '../lessons/lesson-names.ts';
import { FIRST_STATION, PENGUIN_TARGET, stationFile } from '../lessons/penguins.ts';
import type { LessonsWords } from '../words/words.ts';
import type { Draft } from './draft.ts';
import type { FirstTable } from './table-choice.tsx';

export function draftOf(lesson: MadeLesson, { lessons }: LessonsWords): Omit<Draft, 'table'> {
  const { title } = lessons[lesson];
  if (lesson === 'penguins') return { kind: 'table', title, network: 'features', classes: ['', ''] };
  return { kind: 'pictures', title, network: 'features', classes: lessons[lesson].classes };
}

/** Null for a lesson without one. */
export const tableOf = (lesson: MadeLesson): FirstTable | null =>
  lesson === 'penguins' ? { file: stationFile(FIRST_STATION), target: PENGUIN_TARGET } : null;
