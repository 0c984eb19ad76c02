/**
 * Differential privacy for any method: a learner whose gradients are private, and nothing else of whose examples is told to
 * whatever is made of them. M. Abadi et al.: Deep Learning with Differential Privacy, 2016, arXiv 1607.00133 (DP-SGD).
 */
import type { ClippedGradients, Learner } from '../gossip/learner/learner.ts';
import type { Random } from '../util/random/random.ts';
import type { PrivacyLedger } from './ledger.ts';

export interface PrivateLearnerOptions {
  readonly ledger: PrivacyLedger;
  /** Draws the samples and the noise. Whoever can foresee it sees through the noise: among tabs it is not seeded. */
  readonly random: Random;
}

/**
 * Each gradient is that of a batch which every example enters with the same probability, independently: the sum of the clipped
 * gradients, with normal noise on each coordinate, over the expected size of the batch. What methods make of it, and what they
 * mix with it, costs nothing more. Each one asked for is counted, whether or not it is used. The loss is not told, nor are
 * labels, and the logits are not adjusted by them. Without a budget left there are no examples.
 * @returns null where the learner has no exact way to clipped gradients
 */
export function withPrivacy(learner: Learner, { ledger, random }: PrivateLearnerOptions): Learner | null {
  const { clipped } = learner;
  if (clipped === undefined) return null;
  const { examples } = clipped;
  ledger.setExamples(examples());
  return {
    dimension: learner.dimension,
    hasExamples() {
      ledger.setExamples(examples());
      return examples() > 0 && ledger.mayStep;
    },
    forgetModel: () => learner.forgetModel?.(),
    ...(learner.memories ? { memories: learner.memories } : {}),
    gradient(parameters, gradient) {
      ledger.setExamples(examples());
      const { plan } = ledger;
      if (plan === null || examples() === 0 || !ledger.take()) {
        gradient.fill(0);
        return 0;
      }
      const { clip, sampling, noise } = plan;
      noisySum(clipped, parameters, gradient, { clip, sampling, noise }, random);
      const scale = 1 / (sampling * examples());
      for (let i = 0; i < gradient.length; i++) gradient[i] *= scale;
      return 0;
    },
  };
}

function noisySum(
  { examples, sum }: ClippedGradients,
  parameters: Float32Array,
  into: Float32Array,
  { clip, sampling, noise }: { readonly clip: number; readonly sampling: number; readonly noise: number },
  random: Random,
): void {
  sum(parameters, poissonSample(examples(), sampling, random), clip, into);
  const deviation = noise * clip;
  for (let i = 0; i < into.length; i++) into[i] += deviation * random.normal();
}

/** Each index below `count` with this probability, independently: the gaps are geometric. */
export function poissonSample(count: number, probability: number, random: Random): Uint32Array {
  const chosen: number[] = [];
  const rate = -Math.log1p(-probability);
  const gap = (): number => (probability >= 1 ? 0 : Math.floor(random.exponential(rate)));
  for (let index = gap(); index < count; index += 1 + gap()) chosen.push(index);
  return Uint32Array.from(chosen);
}
