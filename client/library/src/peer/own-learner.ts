/** Learners of a caller's own: a module that the training thread imports. */
import type { Learner } from '@hearsay/shared/gossip/learner/learner.ts';
import type { Task } from '@hearsay/shared/tasks/task.ts';
import type { Random } from '@hearsay/shared/util/random/random.ts';
import type { Examples } from '../data/examples.ts';
import type { DetailedEvaluation } from '../session/status.ts';
import type { TfjsLearner } from './tfjs-learner.ts';

/** What a module of the caller's is given. */
export interface OwnLearnerOptions {
  readonly task: Task;
  /** This peer's own examples; there may be none, and then no gradient is asked for. */
  readonly examples: Examples;
  /** Seeded: the same run draws the same. */
  readonly random: Random;
}

/** What its default export makes of that. */
export interface OwnLearner extends Learner {
  /** The parameters on the test examples. */
  evaluate(parameters: Float32Array, test: Examples): DetailedEvaluation | Promise<DetailedEvaluation>;
  /** Answers for inputs as they come in the data, row after row. */
  predict?(parameters: Float32Array, inputs: Float32Array): number[];
}

export type CreateOwnLearner = (options: OwnLearnerOptions) => OwnLearner | Promise<OwnLearner>;

/** @throws Error where the module cannot be loaded, or makes no learner of so many parameters */
export async function loadOwnLearner(
  url: string,
  options: OwnLearnerOptions,
  dimension: number,
): Promise<TfjsLearner> {
  // The page's bundler is not to look for it: it may lie anywhere.
  const module: { default?: CreateOwnLearner } = await import(
    /* @vite-ignore */ /* webpackIgnore: true */ url
  );
  if (typeof module.default !== 'function')
    throw new Error(`${url} has no default export that is a function`);
  const create = module.default;
  let learner = await create(options);
  let { count } = options.examples;
  if (learner.dimension !== dimension) {
    throw new Error(`the learner of ${url} has ${learner.dimension} parameters, and the task ${dimension}`);
  }
  return {
    dimension,
    hasExamples: () => count > 0,
    gradient: (parameters, gradient) => learner.gradient(parameters, gradient),
    ...(learner.clipped && {
      clipped: {
        examples: () => count,
        // Of whichever learner there is by then.
        sum(parameters, chosen, clip, sum) {
          if (learner.clipped === undefined) sum.fill(0);
          else learner.clipped.sum(parameters, chosen, clip, sum);
        },
      },
    }),
    ...(learner.labelCounts && { labelCounts: () => learner.labelCounts?.() ?? [] }),
    adjustLogits: (shift) => learner.adjustLogits?.(shift),
    // Whose curvature cannot be measured gets no advice.
    gradientOn() {
      throw new Error('a learner of one’s own is not asked for certain examples');
    },
    evaluate: async (parameters, test) => learner.evaluate(parameters, test),
    predict(parameters, inputs) {
      if (!learner.predict) throw new Error('this learner does not answer');
      return learner.predict(parameters, inputs);
    },
    async learnFrom(examples, random) {
      learner = await create({ ...options, examples, random });
      count = examples.count;
    },
    dispose() {},
  };
}
