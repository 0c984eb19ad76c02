import { float32 } from '@hearsay/shared/gossip/codec/float32.ts';
import type { GuardChoice } from '@hearsay/shared/methods/methods.ts';
import { writeModelMessage } from '@hearsay/shared/protocol/model-message.ts';
import { describe, expect, it } from 'vitest';
import { createArrivals } from './arrivals.ts';
import { OTHER, playedRun, startMessage } from './peer-run.fake.ts';
import { begin, type PeerRun } from './peer-run.ts';
import { alone } from './room-state.ts';
import { limitedBy } from './run-progress.ts';

const RUN = startMessage.run;

function offer(vector: Float32Array, run = RUN): ArrayBuffer {
  return writeModelMessage(run, {
    kind: 'offer',
    versions: [],
    dimension: vector.length,
    codec: float32.id,
    payload: new Uint8Array(vector.slice().buffer),
  });
}

function arriving(room = { ...alone, size: 2, connected: [OTHER] }, guard: GuardChoice = 'off') {
  const { run, clock } = playedRun({ settings: { ...startMessage.settings, guard } });
  begin(run, room);
  return { run, clock, arrivals: createArrivals(clock, () => run) };
}

describe('what neighbours send', () => {
  it('is mixed where it is a model of the run', () => {
    const { run, arrivals } = arriving();
    const before = run.peer.model.slice();
    arrivals.receive(OTHER, offer(before.map((value) => value + 1)));
    expect(arrivals.dropped).toEqual({});
    expect(run.peer.model[0]).toBeCloseTo(before[0] + 0.5);
  });

  it('does nothing where it is nonsense, for who is guarded: and who sent it is known', async () => {
    const { run, clock, arrivals } = arriving(undefined, 'on');
    await clock.run(2);
    for (let k = 0; k < 50; k++) arrivals.receive(OTHER, offer(new Float32Array(6).fill(1e6)));
    expect(arrivals.dropped).toEqual({ implausible: 50 });
    expect(Math.max(...run.peer.model.map(Math.abs))).toBeLessThan(10);
    expect(limitedBy(run)).toEqual({ [OTHER]: expect.closeTo(0, 1) });
  });

  it('is dropped and counted where it is not', () => {
    const { run, arrivals } = arriving();
    const before = run.peer.model.slice();
    arrivals.receive(OTHER, new ArrayBuffer(100));
    arrivals.receive(OTHER, offer(new Float32Array(5)));
    arrivals.receive(OTHER, offer(new Float32Array(6), RUN + 1));
    arrivals.receive(OTHER, offer(new Float32Array(6).fill(Number.NaN)));
    expect(arrivals.dropped).toEqual({ malformed: 1, 'wrong-shape': 1, 'wrong-room': 1, 'not-finite': 1 });
    expect(run.peer.model).toEqual(before);
  });

  it('is dropped before there is a run', () => {
    const { clock } = arriving();
    const arrivals = createArrivals(clock, (): PeerRun | null => null);
    arrivals.receive(OTHER, offer(new Float32Array(6)));
    arrivals.hear(OTHER, 3);
    expect(arrivals.dropped).toEqual({ 'not-ready': 1 });
  });

  it('measures staleness by heartbeats', () => {
    const { run, clock, arrivals } = arriving();
    arrivals.hear(OTHER, 4);
    expect(run.staleness.summary(clock.now())).toEqual({ mean: 4, max: 4 });
  });
});
