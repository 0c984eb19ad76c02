/** SGD for push-sum, where the state is x and behind it a weight w, and the model is x / w. */
import type { Learner } from '../learner/learner.ts';
import type { LocalUpdate } from './local-update.ts';
import type { SgdOptions } from './sgd.ts';

/** @returns a function that gives x / w of a state so long plus 1; the result is valid until its next call */
export function ratio(dimension: number): (state: Float32Array) => Float32Array {
  const model = new Float32Array(dimension);
  return (state) => {
    const weight = state[dimension];
    for (let i = 0; i < dimension; i++) model[i] = state[i] / weight;
    return model;
  };
}

/**
 * Takes the gradient at x / w and applies it to x, w times, so that the model moves by the step size whatever the
 * weight. Assran et al. 2019 (arXiv 1811.10792), algorithm 1, is without that factor: its weights stay near 1. Memory: two
 * vectors of the learner's dimension.
 */
export function debiasedSgd(learner: Learner, { steps, rate }: SgdOptions): LocalUpdate {
  const { dimension } = learner;
  const gradient = new Float32Array(dimension);
  const modelOf = ratio(dimension);
  return {
    steps,
    begin(state) {
      learner.gradient(modelOf(state), gradient);
    },
    end(state) {
      const step = rate * state[dimension];
      for (let i = 0; i < dimension; i++) state[i] -= step * gradient[i];
    },
  };
}
