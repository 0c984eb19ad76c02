/** What every learner promises, whatever it learns: simulated ones, wrapped ones, and the tfjs model of a tab. */
import { describe, expect, it } from 'vitest';
import { mean } from '../../util/numbers.ts';
import type { Learner } from './learner.ts';

export interface LearnerCase {
  /** Made anew: the same seed gives the same learner, with the same data in the same order. */
  readonly create: (seed: number) => Learner;
  /** Where descent begins. */
  readonly initial: (dimension: number) => Float32Array;
  /** A step size small enough for descent. */
  readonly rate: number;
  /** How many steps of that size lower the loss; 0 where there is nothing to learn. */
  readonly steps: number;
}

export function learnerSuite(name: string, { create, initial, rate, steps }: LearnerCase): void {
  describe(`learner: ${name}`, () => {
    it('overwrites the whole gradient with finite numbers, and leaves the parameters as they are', () => {
      const learner = create(1);
      const parameters = initial(learner.dimension);
      const before = parameters.slice();
      const gradient = new Float32Array(learner.dimension).fill(Number.NaN);
      const loss = learner.gradient(parameters, gradient);
      expect(Number.isFinite(loss)).toBe(true);
      expect(gradient.every(Number.isFinite)).toBe(true);
      expect(parameters).toEqual(before);
    });

    it('gives the same again from the same seed', () => {
      const losses = (seed: number): number[] => {
        const learner = create(seed);
        const parameters = initial(learner.dimension);
        const gradient = new Float32Array(learner.dimension);
        return [1, 2, 3].map(() => learner.gradient(parameters, gradient) + (gradient[0] ?? 0));
      };
      expect(losses(2)).toEqual(losses(2));
    });

    it('points uphill: steps the other way lower the loss', () => {
      const learner = create(3);
      const parameters = initial(learner.dimension);
      const gradient = new Float32Array(learner.dimension);
      const losses: number[] = [];
      for (let step = 0; step < steps; step++) {
        losses.push(learner.gradient(parameters, gradient));
        for (let i = 0; i < parameters.length; i++) parameters[i] -= rate * gradient[i];
      }
      const part = Math.ceil(steps / 5);
      if (steps > 0) expect(mean(losses.slice(-part))).toBeLessThan(0.9 * mean(losses.slice(0, part)));
    });
  });
}
