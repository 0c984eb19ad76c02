/**
 * S. Chezhegov, S. Skorik, N. Khachaturov, D. Shalagin, A. Avetisyan, M. Takac, Y. Kholodov, A. Beznosikov: Local Methods
 * with Adaptivity via Scaling, 2024, arXiv 2406.00846 (SAVIC).
 *
 * Local SGD in rounds, each coordinate's step divided by its own scale, which changes only when models are averaged. What
 * the scale is made of travels with the model and is averaged with it: peers that each scaled by what they alone saw would
 * come to rest beside the optimum (`shared=0` shows it).
 */
import { runningMeanLength, scaled } from '../gossip/local-update/scaled.ts';
import { graphOptions, samplerOf } from './graph-options.ts';
import { describeMethod, implementMethod } from './method-description.ts';
import { roundsOnGraph } from './rounds-on-graph.ts';

export const savic = describeMethod({
  name: 'savic',
  simulatorOnly: null,
  options: {
    shared: {
      initial: 1,
      min: 0,
      max: 1,
      integer: true,
    },
    rule: {
      initial: 0,
      min: 0,
      max: 1,
      integer: true,
    },
    memory: {
      initial: 0.999,
      min: 0,
      max: 0.9999,
    },
    floor: {
      initial: 0.1,
      min: 1e-12,
      max: 1e6,
    },
    ...graphOptions(0),
  },
});

export const savicMethod = implementMethod(savic, ({ update, steps, rate, seed }, own) => {
  const { memory, floor } = own;
  const shared = own.shared === 1;
  const rule = own.rule === 0 ? 'squares' : 'curvature';
  return roundsOnGraph({
    update,
    sampler: samplerOf(own, seed),
    localUpdate: (learner, peer) => scaled(learner, { steps, rate, memory, floor, rule, shared }, peer),
    stateLength: (dimension) => dimension + (shared ? runningMeanLength(dimension) : 0),
  });
});
