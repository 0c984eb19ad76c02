import { expect, it } from 'vitest';
import { ownValue, runPart, withOwnValue, withRun } from './fragment.ts';

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
