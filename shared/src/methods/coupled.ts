/**
 * Y. Yang, J. Lei: Rate Analysis of Coupled Distributed Stochastic Approximation for Misspecified Optimization, 2024, arXiv
 * 2404.13669.
 *
 * A decision x is optimised while a parameter theta that its loss depends on is still being learned. Both are one vector
 * [x; theta]; in each round a peer takes a gradient step in both, with a step size that decreases as 1/k, and averages
 * with its neighbours. Which numbers are x and which theta only the learner knows: its gradient is that of f by x, at the
 * theta known so far, and behind it that of g by theta.
 */
import { decreasingStep } from '../gossip/local-update/decreasing-step.ts';
import { graphOptions, samplerOf } from './graph-options.ts';
import { describeMethod, implementMethod } from './method-description.ts';
import { roundsOnGraph } from './rounds-on-graph.ts';

export const coupled = describeMethod({
  name: 'coupled',
  simulatorOnly: null,
  takesCodec: 'rounding',
  options: {
    offset: {
      initial: 100,
      min: 1,
      max: 1e9,
    },
    ...graphOptions(2),
  },
});

export const coupledMethod = implementMethod(
  coupled,
  ({ codec, update, steps, rate, seed }, { offset, ...graph }) => {
    return roundsOnGraph({
      update,
      codec,
      sampler: samplerOf(graph, seed),
      localUpdate: (learner) => decreasingStep(learner, { steps, rate, offset }),
    });
  },
);
