/** What every learner promises whose examples can be clipped one by one. */
import { describe, expect, it } from 'vitest';
import { lengthOf } from '../vectors/arithmetic.ts';
import type { Learner } from './learner.ts';

export interface ClippedCase {
  readonly create: () => Learner;
  /** Parameters at which gradients are taken. */
  readonly parameters: (dimension: number) => Float32Array;
  /** The gradient of one example's loss, by another way. */
  readonly ofExample: (index: number, parameters: Float32Array) => Float32Array;
  /** How far numbers may be apart, as a share of the longest. */
  readonly precision?: number;
}

export function clippedSuite(
  name: string,
  { create, parameters, ofExample, precision = 1e-5 }: ClippedCase,
): void {
  describe(`clipped gradients: ${name}`, () => {
    const learner = create();
    const { clipped } = learner;
    if (clipped === undefined) throw new Error(`${name} has none`);
    const at = parameters(learner.dimension);
    const count = Math.min(clipped.examples(), 40);
    const all = Uint32Array.from({ length: count }, (_, i) => i);
    const one = (index: number, clip: number): Float32Array => {
      const sum = new Float32Array(learner.dimension).fill(Number.NaN);
      clipped.sum(at, Uint32Array.of(index), clip, sum);
      return sum;
    };
    const expectAlike = (found: Float32Array, expected: ArrayLike<number>): void => {
      let most = 0;
      let apart = 0;
      for (let i = 0; i < found.length; i++) {
        most = Math.max(most, Math.abs(expected[i]));
        apart = Math.max(apart, Math.abs(found[i] - expected[i]));
      }
      expect(apart).toBeLessThanOrEqual(precision * Math.max(most, 1e-6));
    };

    it('are those of each example, where none is long', () => {
      for (const index of all) expectAlike(one(index, 1e9), ofExample(index, at));
    });

    it('are as long as the clip at most, and point where they did', () => {
      const lengths = [...all].map((index) => lengthOf(ofExample(index, at)));
      // Some are clipped, and some are not.
      const clip = [...lengths].sort((a, b) => a - b)[Math.floor(count / 2)] * 1.0001;
      for (const index of all) {
        const factor = Math.min(1, clip / lengths[index]);
        expectAlike(
          one(index, clip),
          ofExample(index, at).map((x) => x * factor),
        );
        expect(lengthOf(one(index, clip))).toBeLessThanOrEqual(clip * (1 + 1e-5));
      }
    });

    it('add up, whoever else is there', () => {
      const clip = 0.5 * lengthOf(ofExample(0, at));
      const expected = new Float64Array(learner.dimension);
      for (const index of all) {
        const gradient = ofExample(index, at);
        const factor = Math.min(1, clip / lengthOf(gradient));
        for (let i = 0; i < expected.length; i++) expected[i] += gradient[i] * factor;
      }
      const sum = new Float32Array(learner.dimension).fill(Number.NaN);
      clipped.sum(at, all, clip, sum);
      expectAlike(sum, expected);
    });

    it('of no examples are 0', () => {
      const sum = new Float32Array(learner.dimension).fill(Number.NaN);
      clipped.sum(at, new Uint32Array(), 1, sum);
      expect(sum.every((x) => x === 0)).toBe(true);
    });

    it('are 0 where they are not finite', () => {
      const sum = new Float32Array(learner.dimension);
      clipped.sum(new Float32Array(learner.dimension).fill(Number.NaN), all, 1, sum);
      expect(sum.every((x) => x === 0)).toBe(true);
    });
  });
}
