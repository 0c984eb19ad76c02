/** Yang & Lei 2024, arXiv 2404.13669. */
import type { Paper } from '../paper.ts';
import { rates } from './rates.ts';

export const coupled: Paper = {
  name: 'coupled',
  title:
    'Yang & Lei 2024, Rate Analysis of Coupled Distributed Stochastic Approximation for Misspecified Optimization ' +
    '(arXiv 2404.13669)',
  about:
    'Peers optimise a decision and learn, at the same time, a parameter that its loss depends on. The error falls as ' +
    '1 / (n k) in the end, as if all data were in one place; how long that takes to begin grows as n / (1 - rho)^2, which ' +
    'on a ring is all but never.',
  open: [
    {
      question: 'The step sizes alpha of the decision and gamma of the parameter.',
      decision:
        'Both are rate * K / (k + K), since what is learned is one vector: another ratio of the two is that of how f and g ' +
        'are scaled. K is an option.',
    },
    {
      question: 'The problem.',
      decision:
        'Quadratics in 16 decisions and 4 unknown parameters, curved unequally from peer to peer; Gaussian noise on each ' +
        'gradient. The problem and the graph are the same in all runs, the noise is not.',
    },
    {
      question: 'Whose error.',
      decision:
        'The mean over all peers of the squared distance of their own decisions; that of theta is left out.',
    },
    {
      question: 'As if all data were in one place.',
      decision:
        'One peer that steps by the mean of the gradients of all, each with its noise. Compared are the means of the squared ' +
        'error over the later rounds.',
    },
    {
      question: 'The weights of the graph.',
      decision: 'Metropolis weights: on a ring a third each for a peer and its two neighbours.',
    },
  ],
  studies: (form) => [rates(form)],
};
