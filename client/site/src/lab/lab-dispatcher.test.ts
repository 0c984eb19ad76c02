import { defaultLabSettings, type LabSettings } from '@hearsay/shared/settings/lab-settings.ts';
import { createClock } from 'hearsay/internal/peer/clock.ts';
import { beforeAll, expect, it } from 'vitest';
import type { FromLab } from './bridge.ts';
import { createLabDispatcher, type LabDispatcher } from './lab-dispatcher.ts';
import { MOMENTS, SCALING_PEERS } from './lines.ts';

const settings: LabSettings = { ...defaultLabSettings, peers: 8, updates: 20, gossip: 5 };

/** A dispatcher on a clock whose waits take no time, and all that it has told. */
function open() {
  const told: FromLab[] = [];
  let seconds = 0;
  const real = createClock(setImmediate);
  const dispatcher = createLabDispatcher({
    post: (message) => told.push(message),
    clock: {
      now: () => seconds,
      after(wait, callback) {
        seconds += Math.max(0, wait);
        return real.after(0, callback);
      },
    },
  });
  return { dispatcher, told, now: () => seconds };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((done) => setImmediate(done));
}

const reportsOf = (told: readonly FromLab[], run: number) =>
  told.filter((message) => message.kind === 'report').filter((message) => message.run === run);
const ended = (told: readonly FromLab[], run: number): boolean =>
  told.some((message) => message.kind === 'end' && message.run === run);
const start = (dispatcher: LabDispatcher, run: number, given: Partial<LabSettings> = {}): void =>
  dispatcher.handle({ kind: 'start', run, settings: { ...settings, ...given } });

/** One whole run, which two tests look at: its points are most of the work. */
const whole = open();
const { told: first, now } = whole;
beforeAll(async () => {
  start(whole.dispatcher, 1);
  await until(() => ended(first, 1));
});

it('tells theory, every moment, every point, and the end', () => {
  const told = first.slice(0, first.findIndex(({ kind }) => kind === 'end') + 1);
  expect(told[0]).toMatchObject({ kind: 'theory', run: 1 });
  expect(told.at(-1)).toEqual({ kind: 'end', run: 1 });
  const reports = reportsOf(told, 1);
  expect(reports.flatMap(({ moments }) => moments)).toHaveLength(MOMENTS);
  expect(reports.flatMap(({ points }) => points)).toHaveLength(2 * SCALING_PEERS.length);
  expect(reports.at(-1)).toMatchObject({ stage: 'scaling', done: 1 });
  expect(now(), 'seconds that a comparison is watched').toBeGreaterThanOrEqual(4.9);
  expect(reports.length, 'at most ten a second, and one at the end of each stage').toBeLessThan(
    10 * now() + 5,
  );
});

it('does not measure points again that it knows', async () => {
  const { dispatcher, told } = whole;
  start(dispatcher, 2, { peers: 16 });
  const first = reportsOf(told, 2)[0];
  expect(first.points).toEqual(reportsOf(told, 1).flatMap(({ points }) => points));
  await until(() => ended(told, 2));
  expect(reportsOf(told, 2).flatMap(({ points }) => points)).toEqual(first.points);
});

it('drops a run for the next one, and holds still while paused', async () => {
  const { dispatcher, told } = open();
  start(dispatcher, 1);
  await until(() => reportsOf(told, 1).length > 3);
  start(dispatcher, 2);
  const before = reportsOf(told, 1).length;
  await until(() => reportsOf(told, 2).length > 3);
  expect(reportsOf(told, 1)).toHaveLength(before);

  dispatcher.handle({ kind: 'pause' });
  // What was under way may end.
  await new Promise((done) => setTimeout(done, 20));
  const held = told.length;
  await new Promise((done) => setTimeout(done, 50));
  expect(told).toHaveLength(held);
  dispatcher.handle({ kind: 'resume' });
  const reports = reportsOf(told, 2).length;
  await until(() => reportsOf(told, 2).length > reports + 3);
  dispatcher.handle({ kind: 'stop' });
});

it('stops, also out of a pause', async () => {
  const { dispatcher, told } = open();
  start(dispatcher, 1);
  await until(() => reportsOf(told, 1).length > 1);
  dispatcher.handle({ kind: 'pause' });
  dispatcher.handle({ kind: 'stop' });
  await new Promise((done) => setTimeout(done, 20));
  const held = told.length;
  await new Promise((done) => setTimeout(done, 50));
  expect(told).toHaveLength(held);
  expect(ended(told, 1)).toBe(false);
});

it('says why a run failed', async () => {
  const { dispatcher, told } = open();
  start(dispatcher, 1, { method: 'no such method' });
  await until(() => told.some(({ kind }) => kind === 'failed'));
  expect(told.at(-1)).toMatchObject({ kind: 'failed', message: expect.stringContaining('no such method') });
});
