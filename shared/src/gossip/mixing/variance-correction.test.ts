import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../util/random/random.ts';
import { weightedMean } from './graph-average.ts';
import { varianceCorrected } from './variance-correction.ts';

const LENGTH = 600;
/** Weights, and a bias behind them. */
const tensors = [{ start: 0, end: LENGTH - 100 }];

function varianceOf(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}

const weightsOf = (state: Float32Array): Float32Array => state.subarray(0, LENGTH - 100);

function drawStates(count: number, seed: number): Float32Array[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, j) =>
    new Float32Array(LENGTH).map(() => 0.3 + (j + 1) * random.normal()),
  );
}

describe('variance correction', () => {
  it('gives each weight tensor the mean variance of what was averaged, and keeps its mean', () => {
    const [own, ...others] = drawStates(4, 1);
    const contributions = others.map((state, k) => ({ weight: [0.1, 0.2, 0.3][k], state }));
    const wanted =
      0.4 * varianceOf(weightsOf(own)) +
      contributions.reduce((sum, { weight, state }) => sum + weight * varianceOf(weightsOf(state)), 0);
    const plain = own.slice();
    weightedMean(plain, 0.4, contributions);
    varianceCorrected(tensors)(own, 0.4, contributions);
    expect(varianceOf(weightsOf(own)) / wanted).toBeCloseTo(1, 4);
    const meanOf = (values: Float32Array): number =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(meanOf(weightsOf(own))).toBeCloseTo(meanOf(weightsOf(plain)), 4);
  });

  it('leaves what is no weight to the plain average', () => {
    const [own, other] = drawStates(2, 2);
    const plain = own.slice();
    weightedMean(plain, 0.5, [{ weight: 0.5, state: other }]);
    varianceCorrected(tensors)(own, 0.5, [{ weight: 0.5, state: other }]);
    expect(own.subarray(LENGTH - 100)).toEqual(plain.subarray(LENGTH - 100));
    expect(weightsOf(own)).not.toEqual(weightsOf(plain));
  });

  it('never shrinks, and changes nothing where all are alike', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.nat(), fc.boolean(), (count, seed, alike) => {
        const states = drawStates(count + 1, seed);
        const [own, ...others] = alike ? states.map(() => states[0].slice()) : states;
        const weight = 1 / (count + 1);
        const contributions = others.map((state) => ({ weight, state }));
        const plain = own.slice();
        weightedMean(plain, weight, contributions);
        varianceCorrected(tensors)(own, weight, contributions);
        const factor = Math.sqrt(varianceOf(weightsOf(own)) / varianceOf(weightsOf(plain)));
        expect(factor).toBeGreaterThan(1 - 1e-5);
        if (alike) expect(factor).toBeLessThan(1 + 1e-5);
      }),
      { numRuns: 30 },
    );
  });

  it('has an answer where nothing varies', () => {
    const own = new Float32Array(4).fill(2);
    varianceCorrected([{ start: 0, end: 4 }])(own, 0.5, [
      { weight: 0.5, state: new Float32Array(4).fill(4) },
    ]);
    expect([...own]).toEqual([3, 3, 3, 3]);
    const opposite = Float32Array.of(1, -1);
    varianceCorrected([{ start: 0, end: 2 }])(opposite, 0.5, [
      { weight: 0.5, state: Float32Array.of(-1, 1) },
    ]);
    expect([...opposite]).toEqual([0, 0]);
  });
});
