import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EventQueue } from './event-queue.ts';

type Operation =
  | { readonly do: 'schedule'; readonly key: number; readonly time: number }
  | { readonly do: 'cancel'; readonly key: number }
  | { readonly do: 'take' };

const key = fc.nat({ max: 40 });
const operation: fc.Arbitrary<Operation> = fc.oneof(
  // Few different times, so that many are equal, and others far away.
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('schedule'),
      key,
      time: fc.oneof(fc.nat({ max: 12 }), fc.double({ min: 0, max: 1e9, noNaN: true })),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel'), key }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('take') }) },
);

it('takes events in order of time, then of key, whatever was rescheduled or cancelled', () => {
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 200 }), fc.boolean(), (operations, peeks) => {
      const queue = new EventQueue(4);
      const pending = new Map<number, number>();
      const first = (): [number, number] | undefined =>
        [...pending].sort(([keyA, timeA], [keyB, timeB]) => timeA - timeB || keyA - keyB)[0];
      const takeFirst = (): void => {
        const expected = first();
        if (expected === undefined) return;
        expect(queue.take()).toBe(expected[0]);
        pending.delete(expected[0]);
      };
      for (const one of operations) {
        if (one.do === 'take') {
          takeFirst();
        } else if (one.do === 'schedule') {
          queue.schedule(one.key, one.time);
          pending.set(one.key, one.time);
        } else {
          queue.cancel(one.key);
          pending.delete(one.key);
        }
        // Looking must change nothing.
        if (peeks) expect(queue.nextTime).toBe(first()?.[1] ?? Number.POSITIVE_INFINITY);
      }
      while (pending.size > 0) takeFirst();
      expect(queue.nextTime).toBe(Number.POSITIVE_INFINITY);
    }),
    { numRuns: 300 },
  );
});

it.each([
  ['as regular clocks that tick at once', (now: number) => now + 1],
  // Once, days a millionth of a clock's length were laid out in a burst, and all between bursts turned.
  ['as clocks that tick almost at once', (now: number, key: number) => now + 1 + key * 1e-10],
  ['as clocks of all speeds', (now: number, key: number) => now + (1 + (key % 7)) ** 4 / 1000],
  ['as clocks that slow down', (now: number, key: number) => 1.7 * now + (key + 1) / 1000],
  ['as clocks that speed up', (now: number, key: number) => now + (key + 1) / (1 + now) ** 3],
])('keeps the order of many events, %s', (_, next) => {
  const queue = new EventQueue(1);
  const times = new Map<number, number>();
  const schedule = (key: number, now: number): void => {
    const time = next(now, key);
    times.set(key, time);
    queue.schedule(key, time);
  };
  for (let key = 0; key < 1000; key++) schedule(key, 0);
  let last = [0, -1];
  // One expectation for all: each takes as long as tens of events.
  const wrong: number[][] = [];
  for (let taken = 0; taken < 20_000; taken++) {
    const now = queue.nextTime;
    const key = queue.take();
    const isNext = times.get(key) === now && (now > last[0] || (now === last[0] && key > last[1]));
    if (!isNext) wrong.push([taken, key, now]);
    last = [now, key];
    schedule(key, now);
  }
  expect(wrong).toEqual([]);
});
