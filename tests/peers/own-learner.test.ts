/** Peers in Node with a learner of somebody's own, which makes more updates in a second than links carry exchanges. */
import type { RunningServer } from '@hearsay/signaling-server/server.ts';
import { joinRoom, type Room, type TaskInput } from 'hearsay/node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDataServer } from './data-server.fake.ts';
import { until } from './until.fake.ts';

const learner = new URL('../package/pages/own-learner.js', import.meta.url);
const task: TaskInput = {
  ...{ name: 'line', input: [2], units: ['y'], loss: 'meanSquaredError' },
  layers: [{ kind: 'dense', units: 1, activation: 'linear' }],
};
const line = ([x, z]: number[]): number[] => [2 * x - 3 * z + 0.5];
const pairsOf = (points: number[][]) => ({ xs: points, ys: points.map(line) });
const test = pairsOf([
  [1, 1],
  [-1, 1],
  [0.5, -0.5],
]);
const along = (direction: number[]) =>
  pairsOf(Array.from({ length: 50 }, (_, i) => direction.map((share) => (share * (i - 25)) / 25)));

let server: RunningServer;
beforeAll(async () => {
  server = await startDataServer();
}, 120_000);
afterAll(async () => {
  await server?.close();
});

it('two that see one direction of a line each find all of it, the second one from when it gets examples', {
  timeout: 180_000,
}, async () => {
  const place = { server: server.url, room: 'line', steps: 1, rate: 0.05, driftCorrection: [] };
  const first = await joinRoom(place, { task, data: along([1, 0]), test, learner });
  const second = await joinRoom(place, { task, data: null, test, learner });
  const both: Room[] = [first, second];
  expect(both.map(({ status }) => status.value.examples)).toEqual([50, 0]);
  // It has the slope along x from the first one, whose own examples say nothing of the other.
  await until(async () => {
    const parameters = await Promise.all(both.map((room) => room.roomParameters()));
    return parameters.every(([x, , constant]) => Math.abs(x - 2) < 0.1 && Math.abs(constant - 0.5) < 0.1);
  });
  expect(second.status.value.updates).toBe(0);
  await second.setData(along([0, 1]), test);
  await until(() => both.every(({ status }) => (status.value.roomLoss ?? 1) < 0.01));
  expect(both.map(({ status }) => [status.value.examples, status.value.backend])).toEqual([
    [50, null],
    [50, null],
  ]);
  await Promise.all(both.map((room) => room.leave()));
});
