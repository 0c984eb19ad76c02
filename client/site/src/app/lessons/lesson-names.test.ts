import { parseSettings } from '@hearsay/shared/settings/run-settings.ts';
import { expect, it } from 'vitest';
import { runPart, showsClassroom } from '../fragment.ts';
import { viewOf } from '../view-name.ts';
import { LESSON_NAMES, lessonIn, madeLessonIn, pageOf, startOf } from './lesson-names.ts';

it('a link to a lesson is read back, and names nobody knows are none', () => {
  for (const name of LESSON_NAMES) {
    expect(lessonIn(pageOf(name, 'de'))).toBe(name);
    expect(viewOf(pageOf(name, 'de'))).toBe('lessons');
  }
  expect(['#view=make', '#view=make&lesson=toString', ''].map(lessonIn)).toEqual([null, null, null]);
});

it('lessons with a task of their own start where it is made', () => {
  expect(LESSON_NAMES.map((name) => madeLessonIn(startOf(name, 'en')))).toEqual([
    null,
    'rock-paper-scissors',
    'penguins',
    null,
    null,
  ]);
  expect(viewOf(startOf('penguins', 'en'))).toBe('make');
  expect(madeLessonIn('#view=make&lesson=digits')).toBeNull();
  expect(madeLessonIn('#view=make&lesson=leaks')).toBeNull();
});

it('what weights give away starts where it is shown', () => {
  expect(viewOf(startOf('leaks', 'de'))).toBe('leaks');
});

it('who lies is found out without a guard at first, in a room of which all have a part alike', () => {
  const start = startOf('liar', 'en');
  expect([showsClassroom(start), viewOf(runPart(start))]).toEqual([true, 'room']);
  const { settings, problems } = parseSettings(runPart(start));
  expect(problems).toEqual([]);
  expect(settings).toMatchObject({ guard: 'off', partition: { kind: 'iid' }, attack: null, auto: false });
});

it('the digits start at the form, as a classroom in which nobody talks yet', () => {
  const start = startOf('digits', 'de');
  expect(showsClassroom(start)).toBe(true);
  expect(viewOf(runPart(start))).toBe('room');
  const { settings, problems } = parseSettings(runPart(start));
  expect(problems).toEqual([]);
  expect(settings).toMatchObject({ gossip: 0, partition: { kind: 'labels', labels: 2 }, auto: false });
});
