import { expect, it } from 'vitest';
import { letGo } from './letting-go.ts';

/** How many have gone at each time that it waits, the milliseconds that it waits in all, and who has gone. */
async function outcome(peers: number, mostMs: number) {
  const closed: number[] = [];
  const gone: number[] = [];
  let waited = 0;
  const connections = Array.from({ length: peers }, (_, at) => ({ close: () => void closed.push(at) }));
  await letGo(connections, mostMs, async (milliseconds) => {
    gone.push(closed.length);
    waited += milliseconds;
  });
  return { closed, gone, waited };
}

it('lets as many go at each time', async () => {
  const { closed, gone, waited } = await outcome(21, 300);
  expect(gone).toEqual([7, 14]);
  expect(closed).toEqual(Array.from({ length: 21 }, (_, at) => at));
  expect(waited).toBeCloseTo(200);
});

it.each([
  [200, 60_000, 4000],
  [10_000, 5000, 5000],
  [1, 60_000, 20],
  [0, 60_000, 0],
  [300, 0, 0],
])('lets %i go within %i ms in about %i ms', async (peers, mostMs, about) => {
  const { closed, waited } = await outcome(peers, mostMs);
  expect(closed).toHaveLength(peers);
  expect(waited).toBeLessThanOrEqual(about);
  expect(waited).toBeGreaterThanOrEqual(about - 100);
});
