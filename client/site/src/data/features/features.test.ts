import '@tensorflow/tfjs-backend-wasm';
import { lengthOf } from '@hearsay/shared/gossip/vectors/arithmetic.ts';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readExtractorWeights } from '../../../extractor-weights.ts';
import type { FromFeatures, ToFeatures } from './bridge.ts';
import { createExtractor, type Extractor } from './extractor.ts';
import { createFeatureDispatcher } from './feature-dispatcher.ts';
import { createFeatureMaker } from './feature-questions.ts';
import { loadWeights } from './load-weights.ts';
import { FEATURES, TAP_LENGTHS, WEIGHT_BYTES } from './network.ts';
import { measure } from './scenes.fake.ts';
import { shapes } from './shapes.fake.ts';
import { readStandard } from './standard.ts';

const SIDE = 96;
const weights = readExtractorWeights();

describe('the frozen network', () => {
  let extractor: Extractor;
  /** Without standardisation. */
  let raw: Extractor;
  beforeAll(async () => {
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    await tf.setBackend('wasm');
    extractor = createExtractor(weights);
    raw = createExtractor(weights, null);
  });
  afterAll(() => {
    extractor.close();
    raw.close();
  });

  it('gives what tfjs’ converter makes of the whole model at its layers', () => {
    const features = raw.featuresOf(shapes(6, SIDE, 1), SIDE);
    expect(features).toHaveLength(6 * FEATURES);
    // Of `block_6_expand_relu` and `block_13_expand_relu` in `loadGraphModel`, by their means.
    const known = {
      0: 0.000528,
      1: 0.001485,
      2: 0.007557,
      191: 0.072572,
      192: 0.131323,
      500: 0.090035,
      767: 0.077095,
    };
    for (const [at, value] of Object.entries(known)) expect(features[Number(at)]).toBeCloseTo(value, 4);
  });

  it('gives a picture the same alone and among others, at any size', () => {
    const three = shapes(3, 64, 2);
    const features = extractor.featuresOf(three, 64);
    const alone = extractor.featuresOf(three.slice(64 * 64 * 3, 2 * 64 * 64 * 3), 64);
    alone.forEach((value, i) => {
      expect(value).toBeCloseTo(features[FEATURES + i], 3);
    });
  });

  it('standardises by what is usual of pictures of nothing in particular', () => {
    const stored = readStandard();
    const { means, deviations } = measure(raw.featuresOf, 12);
    expect([stored.means.length, stored.deviations.length]).toEqual([FEATURES, FEATURES]);
    const off = means.map((mean, k) => Math.abs(mean - stored.means[k]) / (stored.deviations[k] + 0.002));
    // The mean of 24 is off by a fifth of a deviation, give or take.
    expect(off.reduce((sum, value) => sum + value, 0) / FEATURES).toBeLessThan(0.3);
    const ratios = deviations.map((deviation, k) => (deviation + 0.002) / (stored.deviations[k] + 0.002));
    const [low, middle, high] = [0.1, 0.5, 0.9].map(
      (share) => ratios.toSorted()[Math.floor(share * FEATURES)],
    );
    expect(low).toBeGreaterThan(0.4);
    expect(Math.abs(middle - 1)).toBeLessThan(0.3);
    expect(high).toBeLessThan(1.6);
  });

  it('takes away what all features of a layer have in common, and how strong they are', () => {
    const features = extractor.featuresOf(shapes(3, SIDE, 1), SIDE);
    for (let from = 0; from < features.length; from += FEATURES) {
      const picture = features.subarray(from, from + FEATURES);
      expect(lengthOf(picture)).toBeCloseTo(12, 3);
      let at = 0;
      for (const length of TAP_LENGTHS) {
        const sum = picture.subarray(at, at + length).reduce((total, value) => total + value, 0);
        expect(sum / length).toBeCloseTo(0, 4);
        at += length;
      }
      expect(at).toBe(FEATURES);
    }
  });

  it('tells shapes apart from ten examples of each, where pixels do not', () => {
    const [train, test] = [shapes(30, SIDE, 3), shapes(60, SIDE, 4)];
    const accuracy = (inputs: (pixels: Uint8Array) => Float32Array): number =>
      nearest(inputs(train), inputs(test), 30);
    expect(accuracy((pixels) => extractor.featuresOf(pixels, SIDE))).toBeGreaterThan(0.6);
    // One number in 36 will do, as many of each picture.
    expect(accuracy((pixels) => Float32Array.from(pixels.filter((_, i) => i % 36 === 0)))).toBeLessThan(0.5);
  });

  it('leaves no tensors behind', () => {
    const before = tf.memory().numTensors;
    extractor.featuresOf(shapes(2, SIDE, 5), SIDE);
    expect(tf.memory().numTensors).toBe(before);
    createExtractor(weights).close();
    expect(tf.memory().numTensors).toBe(before);
    expect(() => createExtractor(weights.slice(2))).toThrow(RangeError);
  });
});

/** Share of the rows of `test` that have the class of the row of `train` with the smallest angle to it. Row i is of class i % 3. */
function nearest(train: Float32Array, test: Float32Array, count: number): number {
  const width = train.length / count;
  const row = (rows: Float32Array, i: number): Float32Array => rows.subarray(i * width, (i + 1) * width);
  const cosine = (a: Float32Array, b: Float32Array): number => {
    let [ab, aa, bb] = [0, 0, 0];
    for (let i = 0; i < width; i++) {
      ab += a[i] * b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
    }
    return ab / Math.sqrt(aa * bb);
  };
  const tests = test.length / width;
  let right = 0;
  for (let i = 0; i < tests; i++) {
    const likeness = Array.from({ length: count }, (_, k) => cosine(row(train, k), row(test, i)));
    if (likeness.indexOf(Math.max(...likeness)) % 3 === i % 3) right += 1;
  }
  return right / tests;
}

describe('its weights', () => {
  const answer =
    (bytes: Uint8Array<ArrayBuffer>, status = 200) =>
    async () =>
      new Response(bytes, { status });

  it('are taken where they are those that the page was built with, and no others', async () => {
    expect((await loadWeights('/x', answer(weights))).length).toBe(WEIGHT_BYTES);
    const changed = weights.slice();
    changed[1000] ^= 1;
    for (const other of [changed, weights.slice(0, 100)])
      await expect(loadWeights('/x', answer(other))).rejects.toMatchObject({
        problem: { code: 'extractor-damaged' },
      });
    const unreachable = { problem: { code: 'extractor-unreachable' } };
    await expect(loadWeights('/x', answer(weights, 404))).rejects.toMatchObject(unreachable);
    await expect(loadWeights('/x', () => Promise.reject(new Error('offline')))).rejects.toMatchObject(
      unreachable,
    );
  });
});

describe('asking for features', () => {
  /** A maker whose Worker is in this thread. */
  function setUp(load: () => Promise<Pick<Extractor, 'featuresOf'>>) {
    const counts = { started: 0, closed: 0, loads: 0 };
    let crash: (what: string) => void = () => {};
    const maker = createFeatureMaker('/weights', (onMessage: (message: FromFeatures) => void, onError) => {
      counts.started += 1;
      crash = onError;
      const dispatch = createFeatureDispatcher({
        post: onMessage,
        load(address) {
          counts.loads += 1;
          expect(address).toBe('/weights');
          return load();
        },
      });
      return { post: (message: ToFeatures) => void dispatch(message), close: () => (counts.closed += 1) };
    });
    return { maker, counts, crash: (what: string) => crash(what) };
  }
  const fake = { featuresOf: (pixels: Uint8Array, side: number) => Float32Array.of(...pixels, side) };

  it('loads the network with the first pictures, and once', async () => {
    const { maker, counts } = setUp(async () => fake);
    expect(counts.started).toBe(0);
    expect(await maker.variantsOf(Uint8Array.of(1, 2, 3), 1, [0])).toEqual(Uint8Array.of(1, 2, 3));
    expect(counts.loads).toBe(0);
    const [one, two] = [Uint8Array.of(1, 1, 1), Uint8Array.of(2, 2, 2)];
    const answers = await Promise.all([one, two].map((pixels) => maker.featuresOf(pixels, 1, [0])));
    expect(answers).toEqual([Float32Array.of(1, 1, 1, 1), Float32Array.of(2, 2, 2, 1)]);
    expect(counts).toEqual({ started: 1, closed: 0, loads: 1 });
  });

  it('says why there are none, and tries again with the next', async () => {
    let works = false;
    const { maker } = setUp(() => (works ? Promise.resolve(fake) : Promise.reject(new Error('no memory'))));
    await expect(maker.featuresOf(Uint8Array.of(1), 8, [])).rejects.toMatchObject({
      problem: { code: 'extractor-failed', what: 'no memory' },
    });
    works = true;
    expect(await maker.featuresOf(Uint8Array.of(1), 8, [])).toEqual(Float32Array.of(0, 8));
  });

  it('starts another Worker after one that broke', async () => {
    const { maker, counts, crash } = setUp(() => new Promise(() => {}));
    const lost = maker.featuresOf(Uint8Array.of(1), 8, []);
    crash('');
    await expect(lost).rejects.toMatchObject({ problem: { code: 'extractor-unreachable' } });
    const closed = maker.featuresOf(Uint8Array.of(1), 8, []);
    maker.close();
    await expect(closed).rejects.toMatchObject({ problem: { code: 'extractor-failed' } });
    expect(counts).toEqual({ started: 2, closed: 2, loads: 2 });
  });
});
