import { expect, it } from 'vitest';
import { type Evaluation, MAX_HISTORY } from './status.ts';
import { appendPoint } from './worker-messages.ts';

it('keeps the newest points of a curve, and every other one of the older half', () => {
  let points: readonly Evaluation[] = [];
  for (let updates = 0; updates <= 3 * MAX_HISTORY; updates++) {
    const point = { seconds: updates, updates, accuracy: 0, loss: 0, roomAccuracy: 0, roomLoss: 0 };
    points = appendPoint(points, point);
    expect(points.length).toBeLessThanOrEqual(MAX_HISTORY);
  }
  const numbers = points.map(({ updates }) => updates);
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  expect([numbers[0], numbers.at(-1)]).toEqual([0, 3 * MAX_HISTORY]);
  expect(numbers.slice(-100)).toEqual(Array.from({ length: 100 }, (_, back) => 3 * MAX_HISTORY - 99 + back));
});
