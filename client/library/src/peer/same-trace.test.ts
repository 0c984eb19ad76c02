/**
 * The peer of a tab is the peer of the simulator: the Worker's code on a virtual clock, without a browser, does the very
 * same things as a simulation of the same seeds. Between them lie two environments, the codec and the wire format.
 */
import { float32 } from '@hearsay/shared/gossip/codec/float32.ts';
import type { MessageKind } from '@hearsay/shared/gossip/environment/environment.ts';
import type { Method } from '@hearsay/shared/gossip/method.ts';
import { withOptions } from '@hearsay/shared/gossip/method-options.ts';
import { inTurnSampler } from '@hearsay/shared/gossip/peer-sampler/in-turn.ts';
import { correctionsFor } from '@hearsay/shared/methods/methods.ts';
import { mitraUlukus } from '@hearsay/shared/methods/mitra-ulukus.ts';
import { isSignal, parseModelMessage } from '@hearsay/shared/protocol/model-message.ts';
import { runNumber } from '@hearsay/shared/protocol/run-number.ts';
import { codecOf } from '@hearsay/shared/settings/run-codec.ts';
import { defaultSettings, type RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import type { Objective } from '@hearsay/shared/simulation/learners/objective.ts';
import { Simulation } from '@hearsay/shared/simulation/simulation.ts';
import { mnistMlp } from '@hearsay/shared/tasks/mnist.ts';
import { dimensionOf, initialParameters } from '@hearsay/shared/tasks/task.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';
import '@tensorflow/tfjs-backend-wasm';
import { taskDigest } from '@hearsay/shared/tasks/digest.ts';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it, vi } from 'vitest';
import { examplesOf, type Rows } from '../data/examples.ts';
import { createTfjsLearner } from './tfjs-learner.ts';
import { createWorkerRoom, randomExamples } from './worker-room.fake.ts';

const PEERS = 4;
const LATENCY = 0.05;
const SECONDS = 8;
/** Of each peer. */
const fewExamples = (peer: number): Rows => randomExamples(peer, 16);
const DIMENSION = dimensionOf(mnistMlp);
/** With additions, or with plain steps, of which the Worker measures the curvature as it goes. */
const settingsOf = (codec: string, isPlain: boolean): RunSettings => ({
  ...defaultSettings,
  room: 'same',
  codec,
  seed: 5,
  // What it refuses is answered by a signal, which is no message here.
  guard: 'off',
  steps: 2,
  momentum: isPlain ? 0 : 0.9,
  varianceAdaptiveStep: !isPlain,
  updateRate: 1,
  gossip: 1.5,
});
const IDS = Array.from({ length: PEERS }, (_, peer) => `00000000000000a${peer}`);

/** A message that came in, in terms that both worlds have. */
interface Arrival {
  readonly time: number;
  readonly from: number;
  readonly to: number;
  readonly kind: MessageKind;
  readonly versions: readonly number[];
  /** Some of the parameters, to the bit; none where a message is not all of them. */
  readonly values: readonly number[];
}

interface Trace {
  readonly curvatures?: readonly (number | undefined)[];
  readonly arrivals: readonly Arrival[];
  readonly parameters: readonly Float32Array[];
  readonly bytes: number;
}

const someOf = (vector: Float32Array): number[] => [...vector.filter((_, i) => i % 5003 === 0)];

/** The Worker's code, in which nothing but time, data and the way between tabs is not a tab's own. */
async function inWorkers(settings: RunSettings): Promise<Trace> {
  const arrivals: Arrival[] = [];
  const room = await createWorkerRoom({
    settings,
    ids: IDS,
    latency: LATENCY,
    examplesOf: fewExamples,
    onArrival: (time, from, to, model) => {
      arrivals.push({ time, from, to, ...readMessage(settings, model) });
    },
  });
  room.runUntil(SECONDS);
  const curvatures = room.progress().map((progress) => progress?.advice?.curvature);
  return { arrivals, parameters: room.parameters(), bytes: room.bytesSent(), curvatures };
}

function readMessage(
  settings: RunSettings,
  model: ArrayBuffer,
): Pick<Arrival, 'kind' | 'versions' | 'values'> {
  const parsed = parseModelMessage(model, runNumber(settings, taskDigest(mnistMlp)), DIMENSION);
  if (!parsed.ok) throw new Error(parsed.reason);
  const { kind, codec, payload, versions } = parsed.message;
  if (isSignal(kind)) throw new Error(`a ${kind} among messages`);
  const vector = new Float32Array(codec === float32.id ? DIMENSION : 0);
  if (codec === float32.id) expect(float32.decode(payload, vector)).toBe(true);
  const known = IDS.map((id) => versions.find(({ peer }) => peer === id)?.updates ?? 0);
  return { kind, versions: known, values: someOf(vector) };
}

function inSimulation(settings: RunSettings): Trace {
  const objective: Objective = {
    name: 'mnist-mlp',
    dimension: DIMENSION,
    peers: PEERS,
    initialise: (parameters) => parameters.set(initialParameters(mnistMlp, settings.seed)),
    learner: (peer) =>
      createTfjsLearner(
        mnistMlp,
        examplesOf(fewExamples(peer), mnistMlp),
        createRandom(settings.seed, 'batches', peer),
      ),
    evaluate: () => ({ loss: 0 }),
  };
  const simulation = new Simulation({
    peers: PEERS,
    seed: settings.seed,
    method: mitraUlukusOf(settings),
    objective,
    network: { latency: LATENCY },
    randomOf: (peer) => createRandom(settings.seed, 'peer', peer),
  });
  const arrivals: Arrival[] = [];
  for (const peer of simulation.peers) {
    const receive = peer.receive.bind(peer);
    vi.spyOn(peer, 'receive').mockImplementation((from, kind, vector, versions, parts) => {
      const known = IDS.map((_, other) => versions?.get(other) ?? 0);
      arrivals.push({
        time: simulation.now,
        from,
        to: peer.self,
        kind,
        versions: known,
        values: settings.codec === 'float32' ? someOf(vector) : [],
      });
      return receive(from, kind, vector, versions, parts);
    });
  }
  simulation.runUntil(SECONDS);
  const parameters = simulation.peers.map((peer) => peer.model);
  return { arrivals, parameters, bytes: simulation.bytes };
}

function mitraUlukusOf(settings: RunSettings): Method {
  const { gossip, steps, rate, exchange, momentum, varianceAdaptiveStep } = settings;
  const corrections = correctionsFor(settings.method, exchange, settings.driftCorrection);
  expect(corrections).toHaveLength(4);
  const update = { rateOf: () => 1 };
  const codec = codecOf(settings);
  const method = mitraUlukus({ gossip, per: 'update', update, steps, rate, exchange, codec });
  // As in a tab, whose neighbours are few.
  return {
    ...withOptions(method, { momentum, varianceAdaptiveStep, drift: { corrections, rate } }),
    sampler: inTurnSampler(),
  };
}

beforeAll(async () => {
  expect(await tf.setBackend('wasm')).toBe(true);
});

// What is rounded is rounded at random, otherwise in each world.
it.each([
  ['float32', false],
  ['top-k:0.1:float32', true],
] as const)('a tab and the simulator make the same trace from the same seeds: %s', async (codec, isPlain) => {
  const workers = await inWorkers(settingsOf(codec, isPlain));
  const simulated = inSimulation(settingsOf(codec, isPlain));
  expect(workers.arrivals.length).toBeGreaterThan(50);
  for (const curvature of workers.curvatures ?? []) {
    if (isPlain) expect(curvature).toBeGreaterThan(0.1);
    else expect(curvature).toBeUndefined();
  }
  const timeless = ({ arrivals }: Trace): Omit<Arrival, 'time'>[] =>
    arrivals.map(({ time, ...rest }) => rest);
  expect(timeless(workers)).toEqual(timeless(simulated));
  // A tab's clock counts seconds from now, which rounds otherwise than seconds from the start.
  workers.arrivals.forEach(({ time }, i) => {
    expect(time).toBeCloseTo(simulated.arrivals[i].time, 9);
  });
  expect(workers.parameters).toEqual(simulated.parameters);
  expect(workers.bytes).toBe(simulated.bytes);
});
