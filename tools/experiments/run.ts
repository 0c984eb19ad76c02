/** Runs a specification: builds method and objective, and simulates. */

import { withLiars } from '@hearsay/shared/attacks/hostile.ts';
import { poisoned } from '@hearsay/shared/attacks/poisoned.ts';
import { codecNamed } from '@hearsay/shared/gossip/codec/codecs.ts';
import type { Method } from '@hearsay/shared/gossip/method.ts';
import { withOptions } from '@hearsay/shared/gossip/method-options.ts';
import type { PeerIndex } from '@hearsay/shared/gossip/peer-index.ts';
import { createMethod } from '@hearsay/shared/methods/create-method.ts';
import { correctionsFor, correctionsUnder, isGuarded, methodNamed } from '@hearsay/shared/methods/methods.ts';
import {
  type ExperimentOptions,
  type ExperimentResult,
  runExperiment,
} from '@hearsay/shared/simulation/experiment.ts';
import { blobs } from '@hearsay/shared/simulation/learners/blobs.ts';
import { digitInputs, digits } from '@hearsay/shared/simulation/learners/digits.ts';
import type { ClassificationData } from '@hearsay/shared/simulation/learners/examples.ts';
import { mlp } from '@hearsay/shared/simulation/learners/mlp.ts';
import { nothing, type Objective } from '@hearsay/shared/simulation/learners/objective.ts';
import { pooled } from '@hearsay/shared/simulation/learners/pooled.ts';
import { privately } from '@hearsay/shared/simulation/learners/private.ts';
import { quadratic } from '@hearsay/shared/simulation/learners/quadratic.ts';
import { linearRegression, logisticRegression } from '@hearsay/shared/simulation/learners/regression.ts';
import { createRandom, type Random } from '@hearsay/shared/util/random/random.ts';
import { measurement } from './measurement.ts';
import { readMnist } from './mnist.ts';
import { hostilePeers, type LearnerName, type Specification } from './specification.ts';

const BLOB_INPUTS = 20;
const CLASSES = 10;
/** Images are halved to 14 x 14: a quarter of the work, and as good for what is shown. */
const POOL = 2;
/** Most peers whose models are evaluated at a time: the fewer, the longer an evaluation takes. */
const EVALUATED_PEERS: Record<LearnerName, number> = {
  none: 1,
  quadratic: 1024,
  linear: 1024,
  logistic: 128,
  mlp: 32,
};

export default measurement(runSpecification);

/** @param onProgress told now and then which share is done, 0 to 1 */
export async function runSpecification(
  specification: Specification,
  onProgress?: (done: number) => void,
): Promise<ExperimentResult> {
  const experiment = await experimentOf(specification);
  return runExperiment(experiment, {
    ...(onProgress ? { onProgress } : {}),
    now: () => performance.now() / 1000,
  });
}

/** What a specification says, ready to be run. */
export async function experimentOf(specification: Specification): Promise<ExperimentOptions> {
  const { peers, seed, learner, duration, evaluations, trackedPeers, network, churn, stalenessPairs } =
    specification;
  const isPooled = methodNamed(specification.method).pooled === true;
  const plain = await objectiveOf(specification);
  const { privacy, batchSize } = specification;
  const hostile = hostilePeers(specification);
  const objective = isPooled
    ? pooled(plain)
    : privacy === null
      ? plain
      : privately(plain, { budget: privacy, batchSize, seed });
  return {
    peers: isPooled ? 1 : peers,
    seed,
    method: methodOf(specification, objective),
    objective,
    network,
    ...(churn && !isPooled ? { churn } : {}),
    stepSeconds: stepTimes(specification),
    distinctInitialisation: specification.initialisation === 'distinct',
    trackedPeers,
    ...(stalenessPairs === undefined ? {} : { stalenessPairs }),
    evaluatedPeers: EVALUATED_PEERS[specification.data === 'mnist' ? 'mlp' : learner],
    evaluations,
    duration,
    keepsModels: specification.roomModel,
    isHostile: (peer) => peer < hostile,
  };
}

function methodOf(specification: Specification, { layout }: Objective): Method {
  const { gossipRate, gossipPer, updateRate, constantShare, steps, rate, exchange, variant, seed } =
    specification;
  const { momentum, varianceAdaptiveStep, applyDelay, driftCorrection, guard, attack } = specification;
  const { peers } = specification;
  const speed = speedsOf(specification);
  // One peer that makes everybody's updates.
  const everybody = Array.from({ length: peers }, (_, peer) => speed(peer)).reduce(
    (sum, one) => sum + one,
    0,
  );
  const speedHere = methodNamed(specification.method).pooled ? () => everybody : speed;
  const method = createMethod(
    specification.method,
    {
      gossip: gossipRate,
      per: gossipPer,
      update: { rateOf: (peer) => updateRate * speedHere(peer), constantShare },
      steps,
      rate,
      exchange,
      codec: codecNamed(specification.codec),
      variant,
      seed,
      ...(layout ? { layout } : {}),
    },
    specification.with,
  );
  const corrections = correctionsUnder(
    specification.privacy,
    correctionsFor(specification.method, exchange, driftCorrection),
  );
  const chosen = withOptions(method, {
    momentum,
    varianceAdaptiveStep,
    applyDelay,
    drift: { corrections, rate },
    guarded: isGuarded(specification.method, guard),
  });
  const hostile = hostilePeers(specification);
  return attack === null ? chosen : withLiars(chosen, attack, ({ self }) => self < hostile);
}

/** A constant and an exponential part, so that their spread is as wanted. */
function stepTimes({ stepSeconds, stepSpread }: Specification): (peer: PeerIndex, random: Random) => number {
  if (stepSeconds === 0 || stepSpread === 0) return () => stepSeconds;
  const exponential = stepSeconds * stepSpread;
  return (_, random) => stepSeconds - exponential + random.exponential(1 / exponential);
}

function speedsOf({ peers, seed, speedSpread, slow }: Specification): (peer: PeerIndex) => number {
  const random = createRandom(seed, 'speeds');
  const speeds = Float64Array.from({ length: peers }, (_, peer) => {
    const spread = speedSpread === 0 ? 1 : 1 + speedSpread * (2 * random.uniform() - 1);
    return slow !== null && peer % slow.oneIn === slow.oneIn - 1 ? spread / slow.times : spread;
  });
  return (peer) => speeds[peer % peers];
}

async function objectiveOf(specification: Specification): Promise<Objective> {
  const { peers, seed, learner, data, dimension, conditionNumber, heterogeneity, noise } = specification;
  const { samples, batchSize, hidden, activation } = specification;
  if (learner === 'none') return nothing(peers);
  if (learner === 'quadratic') {
    return quadratic({ peers, seed, dimension, conditionNumber, heterogeneity, noise });
  }
  const regression = { peers, seed, features: dimension - 1, samples, heterogeneity, batchSize };
  if (learner === 'linear') return linearRegression({ ...regression, targetNoise: noise });
  if (learner === 'logistic' && data === 'synthetic') return logisticRegression(regression);
  // On digits, logistic regression is a network without a hidden layer.
  const layers = learner === 'mlp' ? hidden : [];
  const inputs = data === 'synthetic' ? BLOB_INPUTS : digitInputs(POOL);
  const examples = await examplesOf(specification);
  const network = (of: ClassificationData): Objective =>
    mlp({ data: of, units: [inputs, ...layers, CLASSES], activation, batchSize });
  const objective = network(examples);
  const hostile = hostilePeers(specification);
  if (specification.attack === null || hostile === 0) return objective;
  const wrong = poisoned(examples, specification.attack.name, CLASSES, hostile);
  if (wrong === examples) return objective;
  const misled = network(wrong);
  return {
    ...objective,
    learner: (peer, random) => (peer < hostile ? misled : objective).learner(peer, random),
  };
}

async function examplesOf({
  peers,
  seed,
  data,
  partition,
  samples,
}: Specification): Promise<ClassificationData> {
  if (data === 'synthetic') {
    const labelsPerPeer = partition.kind === 'labels' ? partition.labels : CLASSES;
    return blobs({ peers, seed, inputs: BLOB_INPUTS, classes: CLASSES, samples, labelsPerPeer });
  }
  const { train, test } = await readMnist();
  return digits({ train, test, peers, partition, samples, seed, pool: POOL });
}
