import { expect, it } from 'vitest';
import { viewOf } from './view-name.ts';

it('is read from the fragment, wherever it stands there, and else is the usual one', () => {
  expect(
    [
      '#view=lab',
      'peers=8&view=lab',
      '#view=lessons&lesson=x',
      '#room=a',
      '#view=leaks&lang=de',
      '#view=nothing',
      '#view=toString',
      '',
    ].map(viewOf),
  ).toEqual(['lab', 'lab', 'lessons', 'room', 'leaks', 'room', 'room', 'room']);
});
