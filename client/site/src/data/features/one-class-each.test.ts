import '@tensorflow/tfjs-backend-wasm';
import { withOptions } from '@hearsay/shared/gossip/method-options.ts';
import { createMethod } from '@hearsay/shared/methods/create-method.ts';
import { correctionsFor } from '@hearsay/shared/methods/methods.ts';
import { learningOf } from '@hearsay/shared/settings/made-room.ts';
import { defaultSettings } from '@hearsay/shared/settings/run-settings.ts';
import type { Examples } from '@hearsay/shared/simulation/learners/examples.ts';
import { mlp } from '@hearsay/shared/simulation/learners/mlp.ts';
import { measureLearning } from '@hearsay/shared/simulation/measurements.ts';
import { Simulation } from '@hearsay/shared/simulation/simulation.ts';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { readExtractorWeights } from '../../../extractor-weights.ts';
import { createExtractor, type Extractor } from './extractor.ts';
import { FEATURES } from './network.ts';
import { shapes } from './shapes.fake.ts';

const SIDE = 96;
const CLASSES = 3;
const { method: name, exchange, gossip } = defaultSettings;
const { steps, rate, driftCorrection } = learningOf({ kind: 'pictures', side: SIDE, features: 'any' });

/** Example i is of class i % 3. */
function examples(extractor: Extractor, count: number, seed: number): Examples {
  return {
    features: extractor.featuresOf(shapes(count, SIDE, seed), SIDE),
    labels: Uint8Array.from({ length: count }, (_, i) => i % CLASSES),
  };
}

let train: Examples;
let test: Examples;
beforeAll(async () => {
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  await tf.setBackend('wasm');
  const extractor = createExtractor(readExtractorWeights());
  train = examples(extractor, 60, 3);
  test = examples(extractor, 45, 4);
  extractor.close();
}, 60_000);

/** @param updatesOf a second, of a peer */
function roomOf(updatesOf: (peer: number) => number) {
  const shards = Array.from({ length: CLASSES }, (_, peer) =>
    Uint32Array.from({ length: train.labels.length / CLASSES }, (_, i) => CLASSES * i + peer),
  );
  const objective = mlp({ data: { train, test, shards }, units: [FEATURES, CLASSES] });
  const method = withOptions(
    createMethod(name, {
      ...{ gossip, per: 'update', update: { rateOf: updatesOf }, steps, rate, exchange, seed: 1 },
      layout: objective.layout ?? [],
    }),
    { drift: { corrections: correctionsFor(name, exchange, driftCorrection), rate } },
  );
  const network = { latency: 0.1 };
  const room = new Simulation({
    ...{ peers: CLASSES, seed: 1, method, objective, network, trackedPeers: 0, keepsModels: true },
  });
  return (time: number) => {
    room.runUntil(time);
    return measureLearning(room, objective, CLASSES).roomAccuracy?.worst ?? 0;
  };
}

it.each([
  ['alike', () => 20],
  ['one of which is three times as fast', (peer: number) => (peer === 2 ? 30 : 10)],
])('devices %s that have one class each learn all, and keep them', (_, updatesOf) => {
  const at = roomOf(updatesOf);
  const worst = [10, 11, 12, 13, 14, 15].map(at);
  expect(Math.min(...worst)).toBeGreaterThan(0.9);
});
