import { expect, it } from 'vitest';
import { playedRun } from './peer-run.fake.ts';
import { begin } from './peer-run.ts';
import { alone } from './room-state.ts';
import { progressOf } from './run-progress.ts';

it('says how far a run is, how fast it goes, and what was dropped', () => {
  const { run, clock } = playedRun();
  begin(run, alone);
  clock.run(10);
  const dropped = { malformed: 2 };
  const progress = progressOf(run, clock.now(), dropped);
  expect(progress.updates).toBe(run.peer.updates);
  expect(progress.updateRate).toBeCloseTo(run.peer.updates / 10);
  expect(progress.stepsPerSecond).toBeCloseTo(run.peer.steps / 10);
  expect(progress.gossipRate).toBe(0);
  dropped.malformed += 1;
  expect(progress.dropped).toEqual({ malformed: 2 });
});
