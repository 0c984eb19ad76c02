/** Chezhegov et al. 2024, arXiv 2406.00846. */
import type { Paper } from '../paper.ts';
import { scaling } from './scaling.ts';

export const savic: Paper = {
  name: 'savic',
  title: 'Chezhegov et al. 2024, Local Methods with Adaptivity via Scaling (arXiv 2406.00846)',
  about:
    'Local SGD whose steps are divided, coordinate by coordinate, by a scale that changes only when models are averaged. ' +
    'Flat directions are learned as quickly as steep ones; but the scale must be averaged too, or peers come to rest ' +
    'beside the optimum.',
  open: [
    {
      question: 'What 1e-3 and 1e-2 are measured of.',
      decision:
        'The distance of the mean model from the optimum, as a share of what it was at the start: in flat directions the ' +
        'loss hardly tells where one is.',
    },
    {
      question: 'What is averaged: the scale, or what it is made of.',
      decision:
        'What it is made of, mean squares or the curvature: the average is then what one would get from the gradients of ' +
        'all. With it travels how much was measured, so that who has just come does not count, and none starts from 0.',
    },
    {
      question: 'The scale of the first round, in which nothing was measured yet.',
      decision: '1, which is plain local SGD.',
    },
    {
      question: 'The share beta that is kept of the scale, and its floor alpha.',
      decision:
        'Both are options: Adam’s 0.999, and 0.1, which is safe for networks. The quadratics have a floor of 1e-6, below ' +
        'all their scales.',
    },
    {
      question: 'What a scale that is not shared does.',
      decision:
        'By squares, a peer divides by nearly nothing where its own gradient vanishes: then many runs diverge, and the rest ' +
        'stop near the peers’ median in place of their mean. Shown is the nearest that any run came. By curvature all ' +
        'are stable; but there the peers must be curved unequally, or their own scales would be the same.',
    },
    {
      question: 'What the lead over plain local SGD depends on.',
      decision:
        'On curvature along the coordinates, which a diagonal scale fits. Turned at random, alike for all peers, the same ' +
        'quadratics are as hard for it as for plain local SGD, each at its best step; at the steps that are best ' +
        'without turning, harder.',
    },
    {
      question: 'Peers curved unequally, at H = 10.',
      decision:
        'There a bias is left also where the scale is shared: that of local steps, in proportion to their size and number. ' +
        'The claim of 1e-3 is made where the peers’ optima differ and their curvature does not.',
    },
  ],
  studies: (form) => [scaling(form)],
};
