import { describe, expect, it } from 'vitest';
import type { Learner } from '../learner/learner.ts';
import { lonePeer } from '../peer-context.fake.ts';
import type { LocalUpdate } from './local-update.ts';
import { runningMeanLength, type ScaledOptions, scaled } from './scaled.ts';

const CURVATURES = [1, -0.5, 0.0001];
const OPTIMUM = [2, 3, -1];
const DIMENSION = CURVATURES.length;

const quadratic: Learner = {
  dimension: DIMENSION,
  gradient(parameters, gradient) {
    expect(parameters.length).toBe(DIMENSION);
    CURVATURES.forEach((curvature, i) => {
      gradient[i] = curvature * (parameters[i] - OPTIMUM[i]);
    });
    return 0;
  },
};

const options: ScaledOptions = {
  steps: 2,
  rate: 0.1,
  memory: 0.75,
  floor: 0.001,
  rule: 'squares',
  shared: true,
};

/** An update and what says how many of them are done. */
function make(changes: Partial<ScaledOptions> = {}): {
  update: LocalUpdate;
  peer: { updates: number };
  state: Float32Array;
} {
  const peer = { ...lonePeer(), updates: 0 };
  const update = scaled(quadratic, { ...options, ...changes }, peer);
  const shared = changes.shared ?? true;
  return { update, peer, state: new Float32Array(DIMENSION + (shared ? runningMeanLength(DIMENSION) : 0)) };
}

function run({ update, peer, state }: ReturnType<typeof make>, updates: number): void {
  for (let k = 0; k < updates; k++) {
    for (let step = 0; step < update.steps; step++) {
      update.begin(state);
      update.end(state);
    }
    peer.updates += 1;
  }
}

/** What the state's running mean is, entry by entry. */
const meanOf = (state: Float32Array): number[] =>
  CURVATURES.map((_, i) => state[DIMENSION + i] / state[2 * DIMENSION]);

describe('scaled', () => {
  it('is plain descent while nothing is known, and remembers the first gradient of an update alone', () => {
    const one = make();
    run(one, 1);
    const gradient = CURVATURES.map((curvature, i) => -curvature * OPTIMUM[i]);
    CURVATURES.forEach((curvature, i) => {
      const plain = OPTIMUM[i] * (1 - (1 - 0.1 * curvature) ** 2);
      expect(one.state[i]).toBeCloseTo(plain, 5);
      expect(meanOf(one.state)[i]).toBeCloseTo(gradient[i] ** 2, 6);
    });
    expect(one.state[2 * DIMENSION]).toBeCloseTo(0.25, 6);
  });

  it('keeps its scale through all steps of an update, whatever is mixed meanwhile', () => {
    const one = make({ steps: 3 });
    one.state.set([4, 0.25, 1e-12], DIMENSION);
    one.state[2 * DIMENSION] = 1;
    const expected = [0, 0, 0];
    for (let step = 0; step < 3; step++) {
      const scale = [2, 0.5, 0.001];
      expected.forEach((value, i) => {
        expected[i] -= (0.1 * CURVATURES[i] * (value - OPTIMUM[i])) / scale[i];
      });
      one.update.begin(one.state);
      one.update.end(one.state);
      one.state.fill(7, DIMENSION);
    }
    expected.forEach((value, i) => {
      expect(one.state[i]).toBeCloseTo(value, 4);
    });
  });

  it('measures the curvature itself, whatever its sign', () => {
    const one = make({ rule: 'curvature' });
    run(one, 3);
    meanOf(one.state).forEach((curvature, i) => {
      expect(curvature).toBeCloseTo(CURVATURES[i], 3);
    });
  });

  it('is a mean of what was measured also where sums of peers are mixed that know nothing', () => {
    const one = make({ rate: 0 });
    run(one, 2);
    const mixed = one.state.map((value) => value / 2);
    meanOf(mixed).forEach((value, i) => {
      expect(value).toBeCloseTo(meanOf(one.state)[i], 6);
    });
  });

  it('leaves a state alone that is nothing but the model', () => {
    const own = make({ shared: false });
    const shared = make();
    run(own, 4);
    run(shared, 4);
    expect(own.state.length).toBe(DIMENSION);
    // Alone, it makes no difference where the mean is kept but for rounding.
    own.state.forEach((value, i) => {
      expect(value).toBeCloseTo(shared.state[i], 5);
    });
  });

  it('goes on where an update was given up half-way', () => {
    const one = make();
    one.update.begin(one.state);
    run(one, 2);
    expect(one.state.every(Number.isFinite)).toBe(true);
    expect(one.state[2 * DIMENSION]).toBeCloseTo(1 - 0.75 ** 2, 6);
  });
});
