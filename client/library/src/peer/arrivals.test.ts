import { stalenessBound } from '@hearsay/shared/gossip/admission/staleness-bound.ts';
import { float32 } from '@hearsay/shared/gossip/codec/float32.ts';
import type { GuardChoice } from '@hearsay/shared/methods/methods.ts';
import { modelMessageBytes, writeModelMessage } from '@hearsay/shared/protocol/model-message.ts';
import { describe, expect, it } from 'vitest';
import { createArrivals } from './arrivals.ts';
import { OTHER, playedRun, SELF, startMessage } from './peer-run.fake.ts';
import { begin, type PeerRun } from './peer-run.ts';
import { UNCONFIRMED_SECONDS } from './peer-table.ts';
import { alone } from './room-state.ts';
import { limitedBy } from './run-progress.ts';

const RUN = startMessage.run;
const THIRD = '00000000000000cc';
const hex = (n: number): string => n.toString(16).padStart(8, '0');

function offer(vector: Float32Array, run = RUN, counts: Readonly<Record<string, number>> = {}): ArrayBuffer {
  return writeModelMessage(run, {
    kind: 'offer',
    versions: Object.entries(counts).map(([peer, updates]) => ({ peer, updates, age: 0 })),
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

  it('does not put off a neighbour of which another lies: its next message is as good as new', () => {
    const { run, arrivals } = arriving({ ...alone, size: 3, connected: [OTHER, THIRD] });
    const say = (from: string, counts: Readonly<Record<string, number>>): void =>
      arrivals.receive(from, offer(run.peer.model.slice(), RUN, counts));
    const third = run.environment.indexOf(THIRD) ?? -1;
    const made = (): number | undefined => run.peer.versions?.get(third);
    say(THIRD, { [THIRD]: 3 });
    say(OTHER, { [OTHER]: 1, [THIRD]: 2 ** 32 - 1 });
    expect([made(), arrivals.dropped]).toEqual([3, { 'implausible-count': 1 }]);
    say(OTHER, { [OTHER]: 1, [THIRD]: 10 });
    expect(made()).toBe(10);
    const bound = stalenessBound({ updates: 2 });
    const read = run.environment.read(
      third,
      offer(run.peer.model.slice(), RUN, { [THIRD]: 4 }),
      run.peer.state,
    );
    if (!read.ok || typeof read.message === 'string') throw new Error('It is an offer.');
    const { kind, vector, versions } = read.message;
    expect(bound.weigh(third, versions, run.peer.versions, kind, vector, run.peer.state)).toBe(1);
    expect(run.environment.entriesOf(run.peer.versions)).toContainEqual({
      peer: THIRD,
      updates: 4,
      age: expect.any(Number),
    });
    say(OTHER, { [OTHER]: 1, [THIRD]: 9 });
    arrivals.hear(THIRD, 5);
    expect(made()).toBe(5);
  });

  it('makes later messages little longer, whoever tells of thousands that are not there', async () => {
    const { run, clock, arrivals } = arriving({ ...alone, size: 8, connected: [OTHER] });
    const bytes = (): number => modelMessageBytes(run.environment.entriesOf(run.peer.versions).length, 24);
    arrivals.receive(OTHER, offer(run.peer.model.slice(), RUN, { [OTHER]: 1 }));
    const before = bytes();
    for (let k = 1; k <= 40; k++) {
      const invented = Array.from({ length: 4000 }, (_, i) => [`${k}`.padStart(8, '0') + hex(i), 1]);
      arrivals.receive(OTHER, offer(run.peer.model.slice(), RUN, Object.fromEntries(invented)));
    }
    // 40 names of 13 bytes, and not 3,583.
    expect(bytes() - before).toBe(520);
    await clock.run(UNCONFIRMED_SECONDS + 1);
    const names = run.environment.entriesOf(run.peer.versions).map(({ peer }) => peer);
    expect(names).toEqual([SELF, OTHER]);
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
