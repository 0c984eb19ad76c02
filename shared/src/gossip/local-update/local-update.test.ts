import { describe, expect, it } from 'vitest';
import { mitraUlukus } from '../../methods/mitra-ulukus.ts';
import type { Learner } from '../learner/learner.ts';
import { type MethodOptions, withOptions } from '../method-options.ts';
import { lonePeer } from '../peer-context.fake.ts';
import { decreasingStep } from './decreasing-step.ts';
import { delayed } from './delayed.ts';
import { createDeltaSum, deltaSgd } from './delta.ts';
import { type GradientUpdate, gradientUpdate } from './gradient.ts';
import type { LocalUpdate } from './local-update.ts';
import { type ScaledOptions, scaled } from './scaled.ts';
import { sgd } from './sgd.ts';

const STEPS = 3;
const RATE = 0.1;
const sgdOptions = { steps: STEPS, rate: RATE };
const method = mitraUlukus({ ...sgdOptions, gossip: 1, per: 'update', update: 'device', exchange: 'swap' });

const withMethodOptions = (learner: Learner, options: MethodOptions): LocalUpdate =>
  withOptions(method, options).parts(learner, lonePeer()).localUpdate;

const scaling = { ...sgdOptions, memory: 0.9, floor: 0.1, shared: false } as const;
/** Its peer counts updates. */
const withScale = (learner: Learner, rule: ScaledOptions['rule']): LocalUpdate => {
  const peer = { ...lonePeer(), updates: 0 };
  const update = scaled(learner, { ...scaling, rule }, peer);
  let step = 0;
  return {
    ...update,
    end(parameters) {
      update.end(parameters);
      step += 1;
      peer.updates = Math.floor(step / STEPS);
    },
  };
};

const applied = (update: GradientUpdate): LocalUpdate => ({
  ...update,
  end(parameters) {
    update.end(parameters);
    update.take()?.forEach((value, i) => {
      parameters[i] -= RATE * value;
    });
  },
});

/** Every local update passes this suite. */
const updates: Record<string, (learner: Learner) => LocalUpdate> = {
  sgd: (learner) => sgd(learner, sgdOptions),
  'delayed, by nothing': (learner) => delayed(learner, sgdOptions),
  'a gradient, applied by who takes it': (learner) => applied(gradientUpdate(learner, sgdOptions)),
  delta: (learner) => {
    const gathered = createDeltaSum(learner.dimension);
    return deltaSgd(learner, { ...sgdOptions, gathered, ownShare: () => 0.5 });
  },
  'with a decreasing step': (learner) => decreasingStep(learner, { ...sgdOptions, offset: 100 }),
  'scaled by squares': (learner) => withScale(learner, 'squares'),
  'scaled by curvature': (learner) => withScale(learner, 'curvature'),
  'sgd with momentum': (learner) => withMethodOptions(learner, { momentum: 0.9 }),
  'sgd with a variance-adaptive step': (learner) =>
    withMethodOptions(learner, { varianceAdaptiveStep: true }),
};

const OPTIMUM = [1, -2, 3, 0.5];
const quadratic: Learner = {
  dimension: OPTIMUM.length,
  gradient(parameters, gradient) {
    let loss = 0;
    OPTIMUM.forEach((optimum, i) => {
      gradient[i] = parameters[i] - optimum;
      loss += gradient[i] ** 2 / 2;
    });
    return loss;
  },
};

describe.each(Object.entries(updates))('local update: %s', (_, create) => {
  it('has so many steps', () => {
    expect(create(quadratic).steps).toBe(STEPS);
  });

  it('reads in its first phase, and changes nothing', () => {
    const parameters = Float32Array.of(5, 5, 5, 5);
    create(quadratic).begin(parameters);
    expect([...parameters]).toEqual([5, 5, 5, 5]);
  });

  it('adds what it learned to what the parameters have become meanwhile', () => {
    const moved = Float32Array.of(5, 5, 5, 5);
    const still = moved.slice();
    for (const [parameters, mixing] of [
      [moved, 7],
      [still, 0],
    ] as const) {
      const update = create(quadratic);
      update.begin(parameters);
      for (let i = 0; i < parameters.length; i++) parameters[i] += mixing;
      update.end(parameters);
    }
    still.forEach((value, i) => {
      expect(moved[i] - 7).toBeCloseTo(value, 4);
    });
    expect(still).not.toEqual(Float32Array.of(5, 5, 5, 5));
  });

  it('finds the optimum', () => {
    const parameters = new Float32Array(OPTIMUM.length);
    const update = create(quadratic);
    for (let step = 0; step < 400; step++) {
      update.begin(parameters);
      update.end(parameters);
    }
    OPTIMUM.forEach((optimum, i) => {
      expect(parameters[i]).toBeCloseTo(optimum, 3);
    });
  });
});
