import { describe, expect, it, vi } from 'vitest';
import type { Learner } from '../learner/learner.ts';
import { withDriftCorrection } from './corrected-learner.ts';
import { CORRECTIONS, type Correction } from './drift-correction.ts';

const RATE = 0.1;
const STEPS = 10;

/** Half the squared distance from there, so many times. */
const towards = (optimum: number, curvature = 1): Learner => ({
  dimension: 1,
  gradient(parameters, gradient) {
    gradient[0] = curvature * (parameters[0] - optimum);
    return 0;
  },
});

interface Walker {
  readonly model: Float32Array;
  readonly learner: Learner;
  /** All steps of one update. */
  update(): void;
  /** Puts another model in place of its own. */
  mix(model: number): void;
}

function walker(inner: Learner, corrections: readonly Correction[], start = 0): Walker {
  const peer = { updates: 0, mixed: 0 };
  const learner = withDriftCorrection(inner, { corrections, rate: RATE }, peer);
  const model = new Float32Array(inner.dimension).fill(start);
  const gradient = new Float32Array(inner.dimension);
  return {
    model,
    learner,
    update() {
      for (let step = 0; step < STEPS; step++) {
        learner.gradient(model, gradient);
        for (let i = 0; i < model.length; i++) model[i] -= RATE * gradient[i];
      }
      peer.updates += 1;
    },
    mix(other) {
      model.fill(other);
      peer.mixed += 1;
    },
  };
}

/** Two peers of unlike optima, who have met half-way after each of 200 updates. */
function met(corrections: readonly Correction[]): readonly Walker[] {
  const walkers = [walker(towards(-1), corrections), walker(towards(1, 3), corrections)];
  for (let update = 0; update < 200; update++) {
    for (const each of walkers) each.update();
    const half = (walkers[0].model[0] + walkers[1].model[0]) / 2;
    for (const each of walkers) each.mix(half);
  }
  return walkers;
}

/** @returns how far from each other they end an update */
function apart(corrections: readonly Correction[]): number {
  const walkers = met(corrections);
  for (const each of walkers) each.update();
  return Math.abs(walkers[0].model[0] - walkers[1].model[0]);
}

describe('corrections of drift', () => {
  it('none of it changes the first update, but that a long gradient is clipped', () => {
    const plain = walker(towards(1), []);
    const corrected = walker(towards(1), CORRECTIONS);
    plain.update();
    corrected.update();
    expect(corrected.model).toEqual(plain.model);
    const clipped = walker(towards(1000), ['clip']);
    clipped.update();
    expect(clipped.model[0]).toBeCloseTo(4 * RATE * STEPS, 5);
  });

  it('momentum adds what the last update and mixing did to the model, per step', () => {
    const still: Learner = { dimension: 1, gradient: (_, gradient) => gradient.fill(0).length };
    const peer = walker(still, ['momentum']);
    peer.update();
    // Mixing, against a gradient of 2 in each step.
    peer.model[0] -= 2 * RATE * STEPS;
    const before = peer.model[0];
    peer.update();
    expect(before - peer.model[0]).toBeCloseTo(RATE * STEPS * 0.7 * 0.1 * 2, 5);
  });

  it('a control variate keeps peers of unlike data together', () => {
    expect(apart([])).toBeGreaterThan(0.5);
    expect(apart(['control'])).toBeLessThan(0.15 * apart([]));
    expect(apart(['momentum', 'control'])).toBeLessThan(0.15 * apart([]));
  });

  it('a control variate is left out where nobody is heard, and is there again with the first who is', () => {
    // Its own optimum is at -1, theirs together at 0.5: it is held where they met.
    const [alone] = met(['control']);
    const metAt = alone.model[0];
    for (let i = 0; i < 3; i++) alone.update();
    expect(Math.abs(alone.model[0] - metAt)).toBeLessThan(0.3);
    for (let i = 0; i < 10; i++) alone.update();
    expect(alone.model[0]).toBeCloseTo(-1, 2);
    alone.mix(metAt);
    alone.update();
    alone.mix(metAt);
    alone.update();
    expect(Math.abs(alone.model[0] - metAt)).toBeLessThan(0.5);
  });

  it('logits are shifted by the labels that there are, anew when these have become others', () => {
    const adjustLogits = vi.fn<(shift: Float32Array | null) => void>();
    let counts: readonly number[] = [1, 0];
    const learner = { ...towards(0), adjustLogits, labelCounts: () => counts };
    const peer = walker(learner, ['logits']);
    peer.update();
    expect(adjustLogits).toHaveBeenCalledTimes(1);
    counts = [1, 1];
    peer.update();
    expect(adjustLogits.mock.lastCall).toEqual([null]);
    peer.update();
    expect(adjustLogits).toHaveBeenCalledTimes(2);
  });

  it('a model that was replaced has no past', () => {
    const peer = walker(towards(1), CORRECTIONS);
    for (let i = 0; i < 3; i++) peer.update();
    peer.learner.forgetModel?.();
    peer.model[0] = 50;
    const fresh = walker(towards(1), CORRECTIONS, 50);
    for (let i = 0; i < 3; i++) {
      peer.update();
      fresh.update();
    }
    expect(peer.model).toEqual(fresh.model);
  });

  it('a model that is replaced in the middle of an update has none until the next', () => {
    const peer = { updates: 0, mixed: 0 };
    const learner = withDriftCorrection(towards(1), { corrections: CORRECTIONS, rate: RATE }, peer);
    const model = new Float32Array(1);
    const gradient = new Float32Array(1);
    const step = (): void => {
      learner.gradient(model, gradient);
      model[0] -= RATE * gradient[0];
    };
    for (let i = 0; i < STEPS - 1; i++) step();
    learner.forgetModel?.();
    // Of this model the one step that is left goes far: it is not what an update does.
    model[0] = 50;
    step();
    peer.updates = 1;
    const before = model[0];
    step();
    expect(gradient[0]).toBeCloseTo(Math.min(before - 1, 4), 4);
  });

  it('steps that a pause had made anew count no further than they led', () => {
    const peer = { updates: 0, mixed: 0 };
    const learner = withDriftCorrection(towards(1), { corrections: ['momentum'], rate: RATE }, peer);
    const model = new Float32Array(1);
    const gradient = new Float32Array(1);
    for (let step = 0; step < 4; step++) learner.gradient(model, gradient);
    peer.updates = 1;
    // It has not moved: there is nothing to add.
    learner.gradient(model, gradient);
    expect(gradient[0]).toBe(-1);
  });
});
