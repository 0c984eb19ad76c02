import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lonePeer, neighbourhoodOf } from '../peer-context.fake.ts';
import { uniformSampler } from '../peer-sampler/uniform.ts';
import { selfCentredClipping } from './clipping.ts';
import { type Contribution, graphAverage, weightedMean } from './graph-average.ts';
import { trimmedMean } from './trimmed-mean.ts';

const values = fc.array(fc.float({ noNaN: true, min: -1000, max: 1000 }), { minLength: 3, maxLength: 3 });
const from = (states: readonly (readonly number[])[]): Contribution[] =>
  states.map((state) => ({ weight: 1 / (states.length + 1), state: Float32Array.from(state) }));
const near = (actual: Float32Array, expected: Float32Array): void => {
  actual.forEach((value, i) => {
    expect(Math.abs(value - expected[i])).toBeLessThan(1e-2);
  });
};

describe('self-centred clipping', () => {
  it('is the weighted mean where nobody is further than the radius', () => {
    fc.assert(
      fc.property(values, fc.array(values, { maxLength: 5 }), (own, states) => {
        const [clipped, plain] = [Float32Array.from(own), Float32Array.from(own)];
        selfCentredClipping(1e5)(clipped, 1 / (states.length + 1), from(states));
        weightedMean(plain, 1 / (states.length + 1), from(states));
        near(clipped, plain);
      }),
    );
  });

  it('moves by no more than the radius times the weight of each', () => {
    fc.assert(
      fc.property(values, fc.array(values, { minLength: 1, maxLength: 5 }), (own, states) => {
        const state = Float32Array.from(own);
        selfCentredClipping(0.5)(state, 1 / (states.length + 1), from(states));
        const moved = Math.hypot(...state.map((value, i) => value - own[i]));
        expect(moved).toBeLessThanOrEqual((0.5 * states.length) / (states.length + 1) + 1e-3);
      }),
    );
  });

  it('goes towards a far neighbour by just the radius, and nowhere for one that is where it is', () => {
    const state = Float32Array.of(1, 1);
    selfCentredClipping(2)(state, 0.25, [
      { weight: 0.5, state: Float32Array.of(1, 1e20) },
      { weight: 0.25, state: Float32Array.of(1, 1) },
    ]);
    expect([...state]).toEqual([1, 2]);
  });
});

describe('trimmed mean', () => {
  it('leaves out the largest and the smallest of each coordinate, the own included', () => {
    const state = Float32Array.of(1, 100);
    trimmedMean(1)(
      state,
      0,
      from([
        [2, 3],
        [3, -1e20],
        [1e20, 5],
      ]),
    );
    expect([...state]).toEqual([2.5, 4]);
  });

  it('is the mean where nothing is left out, the median where all but one are, and nothing new where too few spoke', () => {
    const states = [[2], [3], [10], [0]];
    const [mean, median, alone] = [Float32Array.of(5), Float32Array.of(5), Float32Array.of(5)];
    trimmedMean(0)(mean, 0, from(states));
    trimmedMean(2)(median, 0, from(states));
    trimmedMean(3)(alone, 0, from(states));
    expect([mean[0], median[0], alone[0]]).toEqual([4, 3, 5]);
  });

  it('stays among honest values, whatever so many others send', () => {
    fc.assert(
      fc.property(fc.array(values, { minLength: 3, maxLength: 6 }), values, values, (honest, a, b) => {
        const state = Float32Array.from(honest[0]);
        trimmedMean(2)(state, 0, from([...honest.slice(1), a.map((x) => x * 1e6), b.map((x) => x * 1e6)]));
        state.forEach((value, i) => {
          const own = honest.map((vector) => vector[i]);
          expect(value).toBeGreaterThanOrEqual(Math.min(...own) - 1e-3);
          expect(value).toBeLessThanOrEqual(Math.max(...own) + 1e-3);
        });
      }),
    );
  });
});

it('two of eight neighbours that send garbage move a plain average, and hardly a robust one', () => {
  const neighbours = neighbourhoodOf([1, 2, 3, 4, 5, 6, 7, 8]);
  const settled = (combine: typeof weightedMean): number => {
    const mixing = graphAverage(lonePeer({ neighbours }), { sampler: uniformSampler, combine });
    const state = Float32Array.of(1, 1);
    for (let peer = 1; peer <= 8; peer++) {
      const theirs = peer <= 2 ? Float32Array.of(1e6, -1e6) : Float32Array.of(1, 1);
      mixing.receive('offer', theirs, 1, state, new Float32Array(2), peer);
    }
    mixing.settle?.(state);
    return Math.hypot(state[0] - 1, state[1] - 1);
  };
  expect(settled(weightedMean)).toBeGreaterThan(1e5);
  expect(settled(selfCentredClipping(0.1))).toBeLessThan(0.03);
  expect(settled(trimmedMean(2))).toBe(0);
});
