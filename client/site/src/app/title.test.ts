import { expect, it } from 'vitest';
import { titleOf } from './title.ts';
import { createFormat } from './words/format.ts';

it('puts the accuracy first in the title', () => {
  const format = createFormat('en');
  expect(titleOf({ phase: 'training', roomAccuracy: 0.871, room: 'demo' }, format)).toBe(
    '87% · demo · Hearsay',
  );
  expect(titleOf({ phase: 'joining', roomAccuracy: null, room: 'demo' }, format)).toBe('demo · Hearsay');
  expect(titleOf(null, format)).toBe('Hearsay');
});
