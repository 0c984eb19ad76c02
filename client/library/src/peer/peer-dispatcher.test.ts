import { float32 } from '@hearsay/shared/gossip/codec/float32.ts';
import { writeModelMessage } from '@hearsay/shared/protocol/model-message.ts';
import { runNumber } from '@hearsay/shared/protocol/run-number.ts';
import { readSketch } from '@hearsay/shared/room/sketch.ts';
import { defaultSettings, type RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { mnistMlp } from '@hearsay/shared/tasks/mnist.ts';
import { dimensionOf, initialParameters as initialParametersOf } from '@hearsay/shared/tasks/task.ts';
import '@tensorflow/tfjs-backend-wasm';
import { taskDigest } from '@hearsay/shared/tasks/digest.ts';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Rows } from '../data/examples.ts';
import { HearsayError } from '../problems.ts';
import * as adviser from './adviser.ts';
import type { FromWorker, ToWorker } from './bridge.ts';
import type { Clock } from './clock.ts';
import { networkOf } from './network.ts';
import { createPeerDispatcher, type PeerDispatcher } from './peer-dispatcher.ts';
import * as privacy from './peer-privacy.ts';
import { loadedFrom, NO_SOURCE, wasmStarted } from './worker-room.fake.ts';

/** The worker's code on a clock that is moved by hand: what is due at once runs in turn, promises between. */
function manualClock(): Clock & { run(seconds: number): Promise<void> } {
  let now = 0;
  let order = 0;
  const waiting: { time: number; order: number; callback: () => void }[] = [];
  return {
    now: () => now,
    after(seconds, callback) {
      const entry = { time: now + Math.max(0, seconds), order: order++, callback };
      waiting.push(entry);
      return () => {
        const at = waiting.indexOf(entry);
        if (at >= 0) waiting.splice(at, 1);
      };
    },
    async run(seconds) {
      const end = now + seconds;
      for (let turn = 0; turn < 100_000; turn++) {
        await new Promise((resolve) => setImmediate(resolve));
        waiting.sort((a, b) => a.time - b.time || a.order - b.order);
        if (waiting.length === 0 || waiting[0].time > end) break;
        const next = waiting.shift();
        // Whatever is done takes a thirtieth of a second here.
        now = Math.max(now, next?.time ?? now) + 0.03;
        next?.callback();
      }
      now = Math.max(now, end);
    },
  };
}

const settings: RunSettings = { ...defaultSettings, room: 'test', steps: 2, gossip: 1 };
const DIMENSION = dimensionOf(mnistMlp);
const DIGEST = taskDigest(mnistMlp);
const IDS = ['00000000000000aa', '00000000000000bb'];

/** Two easily told labels: bright above, or bright below. */
function examples(count: number): Rows {
  const inputs = new Uint8Array(count * 784);
  const targets = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    targets[i] = i % 2;
    inputs.fill(200, i * 784 + targets[i] * 392, i * 784 + targets[i] * 392 + 392);
  }
  return { inputs, divisor: 255, inputLength: 784, targets };
}

const clock = { current: manualClock() };

function started(
  self: number,
  onSend: (to: string, model: ArrayBuffer) => void,
  from: Partial<ToWorker & { type: 'start' }> = {},
): { peer: PeerDispatcher; said: FromWorker[] } {
  const said: FromWorker[] = [];
  const created = createPeerDispatcher({
    clock: clock.current,
    post: (message) => {
      if (message.type === 'send') for (const to of message.to) onSend(to, message.model);
      else said.push(message);
    },
    loadData: async () => loadedFrom(examples(64), examples(20)),
    loadNetwork: async (of) => networkOf(of),
    startBackend: wasmStarted,
    loadAdviser: async () => adviser,
    loadPrivacy: async () => privacy,
  });
  created.handle({
    type: 'start',
    settings,
    run: runNumber(from.settings ?? settings, DIGEST),
    self: IDS[self],
    slot: self,
    size: 2,
    task: mnistMlp,
    source: NO_SOURCE,
    ...from,
  });
  created.handle({ type: 'neighbours', connected: [IDS[1 - self]] });
  return { peer: created, said };
}

function last<T extends FromWorker['type']>(
  said: FromWorker[],
  type: T,
): (FromWorker & { type: T }) | undefined {
  return said.findLast((message): message is FromWorker & { type: T } => message.type === type);
}

/** A comparison of long vectors that shows nothing of them where they differ. */
const sameBytes = (a: Float32Array, b: Float32Array): boolean =>
  a.length === b.length && a.every((value, i) => Object.is(value, b[i]));

beforeAll(async () => {
  expect(await tf.setBackend('wasm')).toBe(true);
});
afterEach(() => {
  clock.current = manualClock();
});

describe('the worker, without a browser', () => {
  it('trains, evaluates, and says how it goes', async () => {
    const { said } = started(0, () => {});
    await clock.current.run(4);
    expect(last(said, 'training')?.labels).toEqual([32, 32, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(last(said, 'backend')?.backend.name).toBe('wasm');
    const kinds = said.map(({ type }) => type);
    expect(kinds.indexOf('backend'), 'known when it trains').toBeLessThan(kinds.indexOf('training'));
    const progress = last(said, 'progress')?.progress;
    expect(progress?.updates).toBeGreaterThan(10);
    expect(progress?.steps).toBeGreaterThanOrEqual(2 * (progress?.updates ?? 0));
    expect(progress?.answerSeconds, 'nobody has answered').toBeNull();
    expect(last(said, 'evaluation')?.evaluation.accuracy).toBe(1);
    expect(last(said, 'heartbeat')?.updates).toBeGreaterThan(5);
  });

  it.each([
    ['mitra-ulukus', 0, 'gossip'],
    ['draco', 0, 'added'],
    ['mitra-ulukus', 0.5, undefined],
  ])('says of %s with momentum %f what its delays do', async (method, momentum, kind) => {
    const { peer, said } = started(0, () => {}, { settings: { ...settings, method, momentum } });
    peer.handle({ type: 'trips', roundTrips: [100] });
    await clock.current.run(5);
    const advice = last(said, 'progress')?.progress.advice;
    expect(advice?.kind).toBe(kind);
    if (advice) expect(advice.curvature).toBeGreaterThan(0);
  });

  it('exchanges models with another, and pauses into consensus', async () => {
    const both: { peer: PeerDispatcher; said: FromWorker[] }[] = [];
    for (const self of [0, 1]) {
      both[self] = started(self, (to, model) => {
        both[IDS.indexOf(to)].peer.handle({ type: 'model', number: 1, from: IDS[self], model });
      });
    }
    await clock.current.run(3);
    for (const { peer } of both) peer.handle({ type: 'pause' });
    await clock.current.run(10);
    const [a, b] = await Promise.all(
      both.map(async ({ peer, said }) => {
        peer.handle({ type: 'ask', request: 1, for: 'parameters' });
        return last(said, 'parameters')?.parameters ?? new Float32Array();
      }),
    );
    expect(a).toHaveLength(DIMENSION);
    expect(Math.max(...a.subarray(0, 5000).map((value, i) => Math.abs(value - b[i])))).toBeLessThan(1e-4);
    const { 'not-admitted': early = 0, ...others } = last(both[0].said, 'progress')?.progress.dropped ?? {};
    expect(others).toEqual({});
    // A guard takes nothing before it knows how far its own peer moves.
    expect(early).toBeLessThan(5);
    expect(last(both[0].said, 'progress')?.progress.answerSeconds).toBeGreaterThanOrEqual(0);
  });

  it('lies as soon as its settings say so, goes on learning, and says the truth again', async () => {
    let sent = 0;
    const { peer, said } = started(0, () => {
      sent += 1;
    });
    const saysIn = async (seconds: number): Promise<number> => {
      const before = sent;
      await clock.current.run(seconds);
      return sent - before;
    };
    const change = (attack: RunSettings['attack']): Promise<void> => {
      const settingsNow = { ...settings, attack };
      peer.handle({ type: 'change', settings: settingsNow, run: runNumber(settingsNow, DIGEST) });
      return clock.current.run(1);
    };
    expect(await saysIn(4)).toBeGreaterThan(0);
    await change({ name: 'silence', size: null });
    const before = last(said, 'progress')?.progress.updates ?? 0;
    expect(await saysIn(4)).toBe(0);
    expect(last(said, 'progress')?.progress.updates).toBeGreaterThan(before);
    await change(null);
    expect(await saysIn(4)).toBeGreaterThan(0);
    expect(last(said, 'failed')).toBeUndefined();
  });

  it('tests, predicts and gives away the mean of its model and what its neighbours offered', async () => {
    const still: RunSettings = { ...settings, rate: 1e-9, driftCorrection: [], guard: 'off' };
    const { peer, said } = started(0, () => {}, { settings: still });
    const ask = (wanted: 'parameters' | 'room-parameters'): Float32Array => {
      peer.handle({ type: 'ask', request: 1, for: wanted });
      return last(said, 'parameters')?.parameters ?? new Float32Array();
    };
    await clock.current.run(1);
    expect(sameBytes(ask('room-parameters'), ask('parameters'))).toBe(true);
    const theirs = initialParametersOf(mnistMlp, 7);
    const offer = writeModelMessage(runNumber(still, DIGEST), {
      kind: 'offer',
      versions: [],
      dimension: DIMENSION,
      codec: float32.id,
      payload: new Uint8Array(theirs.slice().buffer),
    });
    peer.handle({ type: 'model', number: 1, from: IDS[1], model: offer });
    const [own, room] = [ask('parameters'), ask('room-parameters')];
    for (const i of [0, 1000, 5000]) {
      expect(Math.abs(own[i] - theirs[i])).toBeGreaterThan(1e-3);
      expect(room[i]).toBeCloseTo((own[i] + theirs[i]) / 2, 5);
    }
    await clock.current.run(3);
    const point = last(said, 'evaluation');
    expect(point?.evaluation.roomLoss).not.toBe(point?.evaluation.loss);
    peer.handle({ type: 'ask', request: 2, for: 'evaluation' });
    await clock.current.run(1);
    expect(last(said, 'evaluated')?.evaluation.loss).toBeCloseTo(point?.evaluation.roomLoss ?? 0, 4);

    peer.handle({ type: 'neighbours', connected: [] });
    expect(sameBytes(ask('room-parameters'), ask('parameters'))).toBe(true);
  });

  it('takes over other settings with the model as it is, loads another share, and begins again after a reset', async () => {
    const requests: string[] = [];
    const said: FromWorker[] = [];
    let reachable = true;
    const peer = createPeerDispatcher({
      clock: clock.current,
      post: (message) => said.push(message),
      async loadData({ share: { partition } }) {
        if (!reachable) throw new HearsayError({ code: 'data-unreachable', url: 'train.images' });
        requests.push(partition.kind);
        return loadedFrom(examples(requests.length === 1 ? 64 : 32), examples(20));
      },
      loadNetwork: async (of) => networkOf(of),
      startBackend: wasmStarted,
      loadAdviser: async () => adviser,
      loadPrivacy: async () => privacy,
    });
    const hosted = { ...settings, host: 'A'.repeat(43) };
    const parameters = (): Float32Array => {
      peer.handle({ type: 'ask', request: 1, for: 'parameters' });
      return last(said, 'parameters')?.parameters ?? new Float32Array();
    };
    const updates = (): number => last(said, 'progress')?.progress.updates ?? 0;
    peer.handle({
      type: 'start',
      settings: hosted,
      run: 1,
      self: IDS[0],
      slot: 0,
      size: 2,
      task: mnistMlp,
      source: NO_SOURCE,
    });
    // Wanted before there is anything to change.
    peer.handle({ type: 'change', settings: { ...hosted, gossip: 2 }, run: 2 });
    await clock.current.run(2);
    expect(readSketch(last(said, 'report')?.sketch ?? '')).not.toBeNull();
    peer.handle({ type: 'pause' });
    await clock.current.run(1);
    const [before, made] = [parameters(), updates()];
    expect(made).toBeGreaterThan(5);

    peer.handle({
      type: 'change',
      settings: { ...hosted, method: 'd-psgd', partition: { kind: 'iid' } },
      run: 2,
    });
    await clock.current.run(1);
    expect(requests).toEqual(['labels', 'iid']);
    expect(last(said, 'examples')?.labels.slice(0, 2)).toEqual([16, 16]);
    expect(parameters()).toEqual(before);
    expect(updates()).toBe(made);

    reachable = false;
    peer.handle({ type: 'change', settings: { ...hosted, method: 'd-psgd' }, run: 2 });
    await clock.current.run(1);
    expect(last(said, 'trouble')?.problem).toEqual({
      code: 'examples-kept',
      cause: { code: 'data-unreachable', url: 'train.images' },
    });

    peer.handle({ type: 'change', settings: { ...hosted, resets: 1 }, run: 2 });
    await clock.current.run(1);
    expect(parameters()).toEqual(initialParametersOf(mnistMlp, settings.seed));
    expect(updates()).toBe(0);
    peer.handle({ type: 'resume' });
    await clock.current.run(2);
    expect(updates()).toBeGreaterThan(5);
    expect(said.filter(({ type }) => type === 'failed')).toEqual([]);
  });

  it('drops and counts what is malformed, of the wrong shape, from another room or not finite', async () => {
    const { peer, said } = started(0, () => {});
    const model = (run: number, vector: Float32Array): ArrayBuffer =>
      writeModelMessage(run, {
        kind: 'offer',
        versions: [],
        dimension: vector.length,
        codec: float32.id,
        payload: new Uint8Array(vector.buffer),
      });
    let number = 0;
    const send = (model: ArrayBuffer): void => {
      number += 1;
      peer.handle({ type: 'model', number, from: IDS[1], model });
    };
    send(model(runNumber(settings, DIGEST), new Float32Array(DIMENSION)));
    await clock.current.run(1);
    send(new ArrayBuffer(100));
    send(model(runNumber(settings, DIGEST), new Float32Array(DIMENSION - 1)));
    send(model(runNumber({ ...settings, room: 'elsewhere' }, DIGEST), new Float32Array(DIMENSION)));
    send(model(runNumber(settings, DIGEST), new Float32Array(DIMENSION).fill(Number.NaN)));
    const before = last(said, 'progress')?.progress.updates ?? 0;
    await clock.current.run(1);
    const progress = last(said, 'progress')?.progress;
    expect(progress?.dropped).toEqual({
      'not-ready': 1,
      malformed: 1,
      'wrong-shape': 1,
      'wrong-room': 1,
      'not-finite': 1,
    });
    expect(progress?.updates).toBeGreaterThan(before);
    // Its link is told that each is out of the way.
    expect(said.flatMap((one) => (one.type === 'taken' ? [one.number] : []))).toEqual([1, 2, 3, 4, 5]);
    peer.handle({ type: 'ask', request: 2, for: 'parameters' });
    expect(last(said, 'parameters')?.parameters.every(Number.isFinite)).toBe(true);
  });

  it('says what the model makes of a digit', async () => {
    const { peer, said } = started(0, () => {});
    const bright = (label: number) => new Float32Array(784).fill(200 / 255, label * 392, label * 392 + 392);
    peer.handle({ type: 'predict', request: 1, inputs: bright(0) });
    expect(last(said, 'refused')?.request).toBe(1);
    await clock.current.run(4);
    for (const label of [0, 1]) {
      peer.handle({ type: 'predict', request: 2 + label, inputs: bright(label) });
      const { request, outputs } = last(said, 'predicted') ?? { request: 0, outputs: [] };
      expect(request).toBe(2 + label);
      expect(outputs).toHaveLength(10);
      expect(outputs.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 4);
      expect(outputs[label]).toBeGreaterThan(0.9);
    }
    expect(last(said, 'training')?.samples?.own.targets).toHaveLength(40);
    expect(last(said, 'evaluation')?.perClass.slice(0, 2)).toEqual([1, 1]);
  });

  it('goes on from a snapshot: model, counts, versions, time and momentum', async () => {
    const moving = { settings: { ...settings, momentum: 0.9 } };
    const { peer, said } = started(0, () => {}, moving);
    await clock.current.run(4);
    peer.handle({ type: 'ask', request: 1, for: 'snapshot' });
    const snapshot = last(said, 'snapshot')?.snapshot;
    if (snapshot === undefined) throw new Error('there is no snapshot');
    expect(snapshot.updates).toBeGreaterThan(10);
    expect(snapshot.versions).toEqual([{ peer: IDS[0], updates: snapshot.updates, age: 0 }]);
    expect(snapshot.seconds).toBeGreaterThan(2);
    expect(snapshot.memories[0].vectors[0]).toHaveLength(DIMENSION);

    clock.current = manualClock();
    const { peer: again, said: saidAgain } = started(0, () => {}, { ...moving, snapshot });
    again.handle({ type: 'pause' });
    await clock.current.run(0);
    again.handle({ type: 'ask', request: 1, for: 'snapshot' });
    const same = last(saidAgain, 'snapshot')?.snapshot;
    expect(last(saidAgain, 'training')?.resumed).toBe(true);
    expect(same && sameBytes(same.state, snapshot.state)).toBe(true);
    expect(same && sameBytes(same.memories[0].vectors[0], snapshot.memories[0].vectors[0])).toBe(true);
    expect([same?.updates, same?.versions]).toEqual([snapshot.updates, snapshot.versions]);
    again.handle({ type: 'resume' });
    await clock.current.run(3);
    const progress = last(saidAgain, 'progress')?.progress;
    expect(progress?.updates).toBeGreaterThan(snapshot.updates);
    // What was done before the reload is no rate of now.
    expect(progress?.updateRate).toBeLessThan(50);
    expect(last(saidAgain, 'evaluation')?.evaluation.seconds).toBeGreaterThan(snapshot.seconds);
  });

  it('begins anew where a snapshot is not one of its method, and says so', async () => {
    const snapshot = {
      state: new Float32Array(3),
      updates: 9,
      steps: 9,
      seconds: 9,
      versions: [],
      memories: [],
    };
    const { said } = started(0, () => {}, { snapshot });
    await clock.current.run(0.1);
    expect(last(said, 'training')?.resumed).toBe(false);
    await clock.current.run(1);
    expect(said.find(({ type }) => type === 'progress')).toMatchObject({ progress: { dropped: {} } });
  });

  it('begins from parameters that it is given', async () => {
    const initialParameters = new Float32Array(DIMENSION).fill(0.25);
    const still = { ...settings, rate: 1e-6 };
    const { peer, said } = started(0, () => {}, { initialParameters, settings: still });
    await clock.current.run(0.1);
    peer.handle({ type: 'ask', request: 1, for: 'parameters' });
    expect(last(said, 'parameters')?.parameters[5]).toBeCloseTo(0.25, 3);
  });

  it('says why it could not start, also where nobody foresaw it', async () => {
    const said: FromWorker[] = [];
    const failing = createPeerDispatcher({
      clock: clock.current,
      post: (message) => said.push(message),
      loadData: () => Promise.reject(new Error('The data is not there.')),
      loadNetwork: async (of) => networkOf(of),
      startBackend: wasmStarted,
      loadAdviser: async () => adviser,
      loadPrivacy: async () => privacy,
    });
    failing.handle({
      type: 'start',
      settings,
      run: 1,
      self: IDS[0],
      slot: 0,
      size: 1,
      task: mnistMlp,
      source: NO_SOURCE,
    });
    await clock.current.run(1);
    expect(said).toContainEqual({
      type: 'failed',
      problem: { code: 'worker-failed', what: 'The data is not there.' },
    });
    failing.handle({ type: 'ask', request: 1, for: 'evaluation' });
    expect(last(said, 'refused')?.problem).toEqual({ code: 'no-model', reason: 'loading' });
  });
});
