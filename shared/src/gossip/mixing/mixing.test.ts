import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { topK } from '../compressor/top-k.ts';
import { createDeltaSum } from '../local-update/delta.ts';
import { lonePeer, neighbourhoodOf } from '../peer-context.fake.ts';
import { uniformSampler } from '../peer-sampler/uniform.ts';
import { addDeltas } from './add-deltas.ts';
import { selfCentredClipping } from './clipping.ts';
import { compressedGossip } from './compressed-gossip.ts';
import { adaptiveStep, fixedStep } from './consensus-step.ts';
import { graphAverage } from './graph-average.ts';
import { hubAverage } from './hub-average.ts';
import { hubGradient } from './hub-gradient.ts';
import { hubProgress } from './hub-progress.ts';
import type { Mixing } from './mixing.ts';
import { createOutbox } from './outbox.ts';
import { pairwiseSwap } from './pairwise-swap.ts';
import { pushAverage } from './push-average.ts';
import { pushSum } from './push-sum.ts';
import { ringAllReduce } from './ring-all-reduce.ts';
import { trimmedMean } from './trimmed-mean.ts';
import { withUnification } from './unification.ts';
import { varianceCorrected } from './variance-correction.ts';

/** Every mixing rule passes this suite. */
const rules: Record<string, Mixing> = {
  pairwiseSwap,
  pushAverage,
  pushSum: pushSum(lonePeer()),
  addDeltas: addDeltas(lonePeer(), {
    sampler: uniformSampler,
    gathered: createDeltaSum(3),
    share: () => 0.5,
  }),
  'graph average, variance-corrected': graphAverage(lonePeer(), {
    sampler: uniformSampler,
    combine: varianceCorrected([{ start: 0, end: 2 }]),
  }),
  'the push, with unification': withUnification(lonePeer(), pushAverage, { seconds: 1 }),
  'graph average, clipped': graphAverage(lonePeer(), {
    sampler: uniformSampler,
    combine: selfCentredClipping(1),
  }),
  'graph average, trimmed': graphAverage(lonePeer(), { sampler: uniformSampler, combine: trimmedMean(1) }),
  'compressed gossip': compressedGossip(lonePeer(), {
    sampler: uniformSampler,
    compressor: topK(0.5),
    step: fixedStep(0.1),
  }),
  'compressed gossip, adaptive': compressedGossip(lonePeer(), {
    sampler: uniformSampler,
    compressor: topK(0.5),
    step: adaptiveStep({ gamma: 0.1, beta: 0.9 }),
  }),
  hubAverage: hubAverage(lonePeer()),
  hubProgress: hubProgress(lonePeer()),
  hubGradient: hubGradient(lonePeer(), { rate: 0.1, update: { take: () => new Float32Array(3) } }),
  ringAllReduce: ringAllReduce(lonePeer({ neighbours: neighbourhoodOf([1]) }), { outbox: createOutbox() }),
};

const vector = fc
  .array(fc.float({ noNaN: true, noDefaultInfinity: true, min: -1000, max: 1000 }), {
    minLength: 3,
    maxLength: 3,
  })
  .map((values) => Float32Array.from(values));

for (const [name, rule] of Object.entries(rules)) {
  describe(`mixing rule ${name}`, () => {
    it('brings two peers closer, or leaves them as they are', () => {
      fc.assert(
        fc.property(vector, vector, fc.constantFrom(1, 0.5), (a, b, weight) => {
          const distance = (): number => Math.hypot(...a.map((value, i) => value - b[i]));
          const before = distance();
          exchange(rule, a, b, weight);
          expect(distance()).toBeLessThanOrEqual(before + 1e-3);
        }),
      );
    });

    it('conserves what it declares, also when the sender changed meanwhile', () => {
      fc.assert(
        fc.property(vector, vector, vector, (a, b, change) => {
          if (rule.conserves !== 'mean') return;
          const sum = (i: number): number => a[i] + b[i];
          const before = [0, 1, 2].map((i) => sum(i) + change[i]);
          exchange(rule, a, b, 1, () => {
            change.forEach((value, i) => {
              a[i] += value;
            });
          });
          before.forEach((value, i) => {
            expect(Math.abs(sum(i) - value)).toBeLessThan(1e-2);
          });
        }),
      );
    });
  });
}

/** One exchange from `a` to `b`, in which `meanwhile` happens at `a` before the reply is back. */
function exchange(
  rule: Mixing,
  a: Float32Array,
  b: Float32Array,
  weight: number,
  meanwhile?: () => void,
): void {
  const reply = new Float32Array(a.length);
  const offer = rule.offer(a, 1);
  if (offer === null) return;
  const answers = rule.receive('offer', offer.slice(), weight, b, reply, 0);
  meanwhile?.();
  if (answers) rule.receive('reply', reply, weight, a, new Float32Array(a.length), 1);
}

it('the swap halves the distance to nothing in one exchange at full weight', () => {
  const a = Float32Array.of(2, 4);
  const b = Float32Array.of(6, 0);
  exchange(pairwiseSwap, a, b, 1);
  expect([...a, ...b]).toEqual([4, 2, 4, 2]);
});

it('the push changes the receiver alone', () => {
  const a = Float32Array.of(2, 4);
  const b = Float32Array.of(6, 0);
  exchange(pushAverage, a, b, 1);
  expect([...a, ...b]).toEqual([2, 4, 4, 2]);
});
