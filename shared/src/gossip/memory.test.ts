import { describe, expect, it } from 'vitest';
import { withDriftCorrection } from './drift-correction/corrected-learner.ts';
import { CORRECTIONS } from './drift-correction/drift-correction.ts';
import type { Learner } from './learner/learner.ts';
import { withMomentum } from './learner/momentum.ts';
import { withVarianceAdaptiveStep } from './learner/variance-adaptive-step.ts';
import { decreasingStep } from './local-update/decreasing-step.ts';
import type { LocalUpdate } from './local-update/local-update.ts';
import { scaled } from './local-update/scaled.ts';
import { sgd } from './local-update/sgd.ts';
import { type Memory, memoryOf } from './memory.ts';
import { lonePeer } from './peer-context.fake.ts';

const OPTIMUM = [2, -3, 0.5];

const quadratic = (): Learner => ({
  dimension: OPTIMUM.length,
  gradient(parameters, gradient) {
    OPTIMUM.forEach((value, i) => {
      gradient[i] = (i + 1) * (parameters[i] - value);
    });
    return 0;
  },
});

interface Made {
  readonly update: LocalUpdate;
  readonly memories: readonly Memory[];
  readonly peer: { updates: number };
}

const options = { steps: 1, rate: 0.05 };
const MAKERS: Readonly<Record<string, () => Made>> = {
  'momentum and a variance-adaptive step': () => {
    const learner = withMomentum(withVarianceAdaptiveStep(quadratic()), 0.9);
    return { update: sgd(learner, options), memories: learner.memories ?? [], peer: { updates: 0 } };
  },
  'corrections of drift': () => {
    const peer = { updates: 0, mixed: 0 };
    const learner = withDriftCorrection(quadratic(), { corrections: CORRECTIONS, rate: options.rate }, peer);
    return { update: sgd(learner, options), memories: learner.memories ?? [], peer };
  },
  'a decreasing step': () => {
    const update = decreasingStep(quadratic(), { ...options, offset: 3 });
    return { update, memories: update.memory ? [update.memory] : [], peer: { updates: 0 } };
  },
  'a scaling of its own': () => {
    const peer = { ...lonePeer(), updates: 0 };
    const scaling = { memory: 0.9, floor: 1e-3, rule: 'squares', shared: false } as const;
    const update = scaled(quadratic(), { ...options, ...scaling }, peer);
    return { update, memories: update.memory ? [update.memory] : [], peer };
  },
};

function run({ update, peer }: Made, state: Float32Array, updates: number): void {
  for (let i = 0; i < updates; i++) {
    update.begin(state);
    update.end(state);
    peer.updates += 1;
  }
}

describe.each(Object.entries(MAKERS))('%s', (_, make) => {
  it('goes on to the bit from what was saved, and would not without it', () => {
    const through = make();
    const state = new Float32Array(OPTIMUM.length);
    run(through, state, 7);
    const put = { state: state.slice(), memories: through.memories.map((memory) => memory.save()) };
    expect(put.memories.length).toBeGreaterThan(0);
    run(through, state, 5);

    const goOn = (restore: boolean): Float32Array => {
      const again = make();
      again.peer.updates = 7;
      const restored = again.memories.map((memory, i) => restore && memory.restore(put.memories[i]));
      expect(restored).toEqual(put.memories.map(() => restore));
      const own = put.state.slice();
      run(again, own, 5);
      return own;
    };
    expect(goOn(true)).toEqual(state);
    expect(goOn(false)).not.toEqual(state);
  });
});

describe('a memory', () => {
  const make = () => {
    const vector = Float32Array.of(1, 2);
    let number = 3;
    const memory = memoryOf(
      [vector],
      () => [number],
      ([value]) => {
        number = value;
      },
    );
    return { vector, memory, numberNow: () => number };
  };

  it('is saved as copies', () => {
    const { vector, memory } = make();
    const saved = memory.save();
    vector.fill(9);
    expect(saved).toEqual({ vectors: [Float32Array.of(1, 2)], numbers: [3] });
  });

  it.each([
    { vectors: [], numbers: [1] },
    { vectors: [Float32Array.of(1)], numbers: [1] },
    { vectors: [Float32Array.of(1, Number.NaN)], numbers: [1] },
    { vectors: [Float32Array.of(1, 1)], numbers: [] },
    { vectors: [Float32Array.of(1, 1)], numbers: [Number.POSITIVE_INFINITY] },
  ])('leaves what does not fit', (saved) => {
    const { vector, memory, numberNow } = make();
    expect(memory.restore(saved)).toBe(false);
    expect([...vector, numberNow()]).toEqual([1, 2, 3]);
  });
});
