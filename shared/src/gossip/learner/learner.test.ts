import { blobs } from '../../simulation/learners/blobs.ts';
import { mlp } from '../../simulation/learners/mlp.ts';
import { nothing, type Objective } from '../../simulation/learners/objective.ts';
import { quadratic } from '../../simulation/learners/quadratic.ts';
import { linearRegression, logisticRegression } from '../../simulation/learners/regression.ts';
import { createRandom } from '../../util/random/random.ts';
import { withDriftCorrection } from '../drift-correction/corrected-learner.ts';
import { CORRECTIONS } from '../drift-correction/drift-correction.ts';
import { learnerSuite } from './learner.suite.ts';
import type { Learner } from './learner.ts';
import { withMomentum } from './momentum.ts';
import { withVarianceAdaptiveStep } from './variance-adaptive-step.ts';

const SEED = 6;
const PEERS = 3;
const units = [20, 16, 10];

const objectives: Record<string, Objective> = {
  quadratic: quadratic({ peers: PEERS, seed: SEED, dimension: 5, conditionNumber: 10 }),
  'noisy quadratic': quadratic({ peers: PEERS, seed: SEED, dimension: 5, noise: 0.3 }),
  linear: linearRegression({ peers: PEERS, seed: SEED, features: 6 }),
  logistic: logisticRegression({ peers: PEERS, seed: SEED, features: 6 }),
  mlp: mlp({ data: blobs({ peers: PEERS, seed: SEED }), units }),
  'mlp without a hidden layer': mlp({ data: blobs({ peers: PEERS, seed: SEED }), units: [20, 10] }),
};
const wrappers: Record<string, (learner: Learner) => Learner> = {
  '': (learner) => learner,
  ', momentum': (learner) => withMomentum(learner, 0.9),
  ', variance-adaptive step': withVarianceAdaptiveStep,
  ', corrected for drift': (learner) =>
    withDriftCorrection(learner, { corrections: CORRECTIONS, rate: 0.05 }, { updates: 0, mixed: 0 }),
};

learnerSuite('nothing', {
  create: () => nothing(PEERS).learner(0, createRandom(1)),
  initial: (dimension) => new Float32Array(dimension),
  rate: 1,
  steps: 0,
});
for (const [name, objective] of Object.entries(objectives)) {
  for (const [addition, wrap] of Object.entries(wrappers)) {
    learnerSuite(name + addition, {
      create: (seed) => wrap(objective.learner(seed % PEERS, createRandom(seed))),
      initial: (dimension) => {
        const parameters = new Float32Array(dimension);
        objective.initialise(parameters, createRandom(SEED));
        return parameters;
      },
      rate: 0.05,
      steps: 200,
    });
  }
}
