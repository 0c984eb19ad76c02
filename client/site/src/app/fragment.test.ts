import { expect, it } from 'vitest';
import { ownValue, runPart, showsClassroom, withClassroom, withOwnValue, withRun } from './fragment.ts';

it('parts what is the page’s own from the run', () => {
  expect(runPart('#room=a&lang=de&language=x')).toBe('room=a&language=x');
  expect(ownValue('#room=a&lang=de', 'lang')).toBe('de');
  expect(ownValue('#room=a', 'lang')).toBeNull();
});

it('changes the one and keeps the other', () => {
  expect(withRun('#room=a&lang=de', 'room=b&seed=2')).toBe('room=b&seed=2&lang=de');
  expect(withRun('', 'room=b')).toBe('room=b');
  expect(withOwnValue('#room=a&lang=de', 'lang', 'en')).toBe('room=a&lang=en');
});

it('takes the classroom for a view of the run, and the lab for a page with settings of its own', () => {
  expect(runPart('#view=classroom&room=a')).toBe('room=a');
  expect(runPart('#view=lab&peers=8')).toBe('view=lab&peers=8');
  expect([showsClassroom('#room=a&view=classroom'), showsClassroom('#view=lab')]).toEqual([true, false]);
  expect(withRun('#view=classroom', 'room=b')).toBe('room=b&view=classroom');
  expect(withClassroom('#room=a&lang=de', true)).toBe('room=a&lang=de&view=classroom');
  expect(withClassroom('#view=classroom&room=a', true)).toBe('room=a&view=classroom');
  expect(withClassroom('#view=classroom&room=a', false)).toBe('room=a');
});
