/** Yu, Chen & Poor 2024, arXiv 2406.11159. */
import type { Paper } from '../paper.ts';
import { workers } from './workers.ts';

export const asyncSgd: Paper = {
  name: 'async-sgd',
  title:
    'Yu, Chen & Poor 2024, Distributed Stochastic Gradient Descent with Staleness: A Stochastic Delay Differential ' +
    'Equation Based Framework (arXiv 2406.11159)',
  about:
    'A hub applies gradients as they come, each worked out on a model that others have changed since. More workers help ' +
    'until a tau = eta h (M - 1) is about 1/e, then hurt, and beyond pi/2 nothing converges; where compute times are ' +
    'exponential there is no such edge, only a slow-down.',
  open: [
    {
      question: 'What speed is.',
      decision:
        'Time until the excess loss stays below 1e-12 of what it was, on a quadratic of one curvature without noise, ' +
        'over that of one worker.',
    },
    {
      question: 'Where divergence sets in.',
      decision: 'Where the measured damping, interpolated between numbers of workers, passes 0.',
    },
    {
      question: 'Steps that are not small, where the law is of continuous time.',
      decision:
        'a tau is eta h (M - 1), as in the paper. Where the damping is compared with the law, the delay is half the time ' +
        'between two gradients longer, which is right to second order in eta h.',
    },
    {
      question: 'Who the hub is.',
      decision:
        'One of the workers, the first in the common order. When it leaves, the next goes on from the newest model that ' +
        'any of them has.',
    },
    {
      question: 'What a worker does that is not answered.',
      decision: 'It waits for `patience` seconds, then goes on with the model it has.',
    },
    {
      question: 'Delays that are not constant.',
      decision:
        'The law is that of constant delays. That of exponential ones, tau s^2 + s + a = 0, stands beside it: it is ' +
        'stable at any delay.',
    },
  ],
  studies: (form) => [workers(form)],
};
