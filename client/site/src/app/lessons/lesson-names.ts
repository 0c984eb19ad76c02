/** The lessons there are, and the links to them and to what they start. */
import type { Language } from '../words/language.ts';

export const LESSON_NAMES = ['digits', 'rock-paper-scissors', 'penguins', 'leaks', 'liar'] as const;
export type LessonName = (typeof LESSON_NAMES)[number];

/** With the digits, which are there: what the form is filled in with. */
const OF_DIGITS = {
  /** Alone at first, so that there is something to compare with; the host lets them talk. */
  digits: 'view=classroom&partition=labels:2&gossip=0',
  /** All have the same to learn from, so that who is unlike the others is easily found; the host switches the guard on. */
  liar: 'view=classroom&partition=iid&samples=500&guard=off',
} as const satisfies Partial<Record<LessonName, string>>;
type OfDigits = keyof typeof OF_DIGITS;
/** Those for which a task is made; what leaks is shown without a room. */
export type MadeLesson = Exclude<LessonName, OfDigits | 'leaks'>;

const isOfDigits = (lesson: LessonName): lesson is OfDigits => Object.hasOwn(OF_DIGITS, lesson);

/** Which lesson a fragment asks for; null for none that is there. @param fragment with or without `#` */
export function lessonIn(fragment: string): LessonName | null {
  const asked = new URLSearchParams(fragment.replace(/^#/, '')).get('lesson');
  return LESSON_NAMES.find((name) => name === asked) ?? null;
}

/** The same of the lessons for which a task is made. */
export function madeLessonIn(fragment: string): MadeLesson | null {
  const lesson = lessonIn(fragment);
  return lesson === null || lesson === 'leaks' || isOfDigits(lesson) ? null : lesson;
}

/** To the page of a lesson. A link says its language, as the page may be shown in another one than the reader's first. */
export const pageOf = (lesson: LessonName, language: Language): string =>
  `#view=lessons&lesson=${lesson}&lang=${language}`;

/** To where a lesson begins: the form that opens its room, or the page that shows what it is about. */
export function startOf(lesson: LessonName, language: Language): string {
  if (lesson === 'leaks') return `#view=leaks&lang=${language}`;
  return isOfDigits(lesson)
    ? `#${OF_DIGITS[lesson]}&lang=${language}`
    : `#view=make&lesson=${lesson}&lang=${language}`;
}
