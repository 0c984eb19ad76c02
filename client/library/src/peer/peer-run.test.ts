import { describe, expect, it } from 'vitest';
import { OTHER, playedRun, SELF, startMessage } from './peer-run.fake.ts';
import { begin, randomOf, snapshotOf } from './peer-run.ts';
import { alone } from './room-state.ts';

const TOGETHER = { ...alone, size: 2, connected: [OTHER] };

describe('a run', () => {
  it('trains and offers its model to a neighbour, once it has begun', () => {
    const { run, clock, said } = playedRun();
    clock.run(1);
    expect(run.peer.updates).toBe(0);
    begin(run, TOGETHER);
    clock.run(1);
    expect(run.peer.updates).toBeGreaterThan(2);
    expect(said.some((one) => one.type === 'send' && one.begins && one.to[0] === OTHER)).toBe(true);
  });

  it('that is paused from the beginning does not train', () => {
    const { run, clock } = playedRun();
    begin(run, { ...TOGETHER, paused: true });
    clock.run(1);
    expect(run.peer.updates).toBe(0);
  });

  it('begins from the parameters that it is given, or from those of its seed', () => {
    const initialParameters = Float32Array.of(1, 2, 3, 4, 5, 6);
    expect(playedRun({ initialParameters }).run.peer.model).toEqual(initialParameters);
    expect(playedRun().run.peer.model).toEqual(playedRun().run.peer.model);
    expect(playedRun().run.resumed).toBe(false);
  });

  it('goes on from a snapshot: model, counts and time', () => {
    const first = playedRun();
    begin(first.run, TOGETHER);
    first.clock.run(2);
    const snapshot = snapshotOf(first.run, first.clock.now());
    expect(snapshot.versions).toEqual([{ peer: SELF, updates: snapshot.updates, age: 0 }]);
    const again = playedRun({ snapshot });
    expect(again.run.resumed).toBe(true);
    expect(snapshotOf(again.run, again.clock.now())).toEqual(snapshot);
    // It shares no memory with what it came from.
    expect(again.run.peer.state).not.toBe(first.run.peer.state);
  });

  it('begins anew where a snapshot is not of its method', () => {
    const { run } = playedRun();
    const snapshot = { ...snapshotOf(run, 0), state: new Float32Array(2), updates: 9 };
    const other = playedRun({ snapshot }).run;
    expect([other.resumed, other.peer.updates]).toEqual([false, 0]);
  });

  it('does not draw again after a snapshot what it has drawn before', () => {
    const snapshot = { ...snapshotOf(playedRun().run, 0), steps: 7 };
    const first = randomOf(startMessage, 'batches').uniform();
    expect(randomOf(startMessage, 'batches').uniform()).toBe(first);
    expect(randomOf({ ...startMessage, snapshot }, 'batches').uniform()).not.toBe(first);
    expect(randomOf(startMessage, 'peer').uniform()).not.toBe(first);
  });
});
