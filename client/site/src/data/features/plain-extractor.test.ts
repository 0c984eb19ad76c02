import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { expect, it } from 'vitest';
import { readExtractorWeights } from '../../../extractor-weights.ts';
import { createExtractor } from './extractor.ts';
import { FEATURES } from './network.ts';
import { createPlainExtractor } from './plain-extractor.ts';
import { shapes } from './shapes.fake.ts';

// A side of 33 is odd in some layers, and even in others.
it.each([32, 33])('gives what tfjs gives, of pictures of %i pixels a side', async (side) => {
  await tf.setBackend('cpu');
  const weights = readExtractorWeights();
  const extractor = createExtractor(weights);
  const plain = createPlainExtractor(weights);
  for (const seed of [1, 2]) {
    const pixels = shapes(1, side, seed);
    const expected = extractor.featuresOf(pixels, side);
    const actual = plain(pixels, side);
    expect(actual).toHaveLength(FEATURES);
    actual.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i], 4);
    });
  }
  extractor.close();
});

it('takes no other weights', () => {
  expect(() => createPlainExtractor(readExtractorWeights().subarray(2))).toThrow('weights');
});
