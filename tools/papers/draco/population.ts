/** A population that learns by DRACO, with all that its claims are about counted from outside. */
import type { Method } from '@hearsay/shared/gossip/method.ts';
import { createMethod } from '@hearsay/shared/methods/create-method.ts';
import { blobs } from '@hearsay/shared/simulation/learners/blobs.ts';
import { digitInputs, digits } from '@hearsay/shared/simulation/learners/digits.ts';
import { mlp } from '@hearsay/shared/simulation/learners/mlp.ts';
import type { Objective } from '@hearsay/shared/simulation/learners/objective.ts';
import { consensusDistance, measureLearning } from '@hearsay/shared/simulation/measurements.ts';
import { Simulation } from '@hearsay/shared/simulation/simulation.ts';
import { measurement } from '../../experiments/measurement.ts';
import { readMnist } from '../../experiments/mnist.ts';
import type { Form } from '../paper.ts';

const CLASSES = 10;
const BLOB_INPUTS = 20;
const POOL = 2;
/** Peers whose models are evaluated, which is what takes long. */
const EVALUATED = 8;
/** Moments of a run at which the variance is measured, and how many of them follow each evaluation. */
const MOMENTS = 60;
const MOMENTS_PER_EVALUATION = 4;

export interface Population {
  readonly peers: number;
  readonly seed: number;
  readonly data: 'synthetic' | 'mnist';
  /** Virtual seconds, about as many updates of a peer. */
  readonly duration: number;
  /** Broadcasts per second of a peer, at most; 0: everybody alone. */
  readonly gossip: number;
  /** Own options of the method. */
  readonly own: { readonly psi: number; readonly unificationSeconds: number; readonly star: number };
  /** Whether the unifier leaves, for good, at half of the time. */
  readonly unifierLeaves?: boolean;
}

/** Seconds from one unification to the next, where there are any. */
export const PERIOD = 20;

/** The population of a form, but for what is given. */
export function populationOf(form: Form, given: Partial<Population> & Pick<Population, 'own'>): Population {
  const peers = 25;
  return {
    peers,
    seed: 1,
    data: form === 'quick' ? 'synthetic' : 'mnist',
    duration: form === 'quick' ? 200 : 400,
    gossip: Math.log(peers),
    ...given,
  };
}

export interface Unification {
  readonly time: number;
  /** Variance right before. */
  readonly before: number;
  /** The largest difference between two peers' models in any parameter, right after. */
  readonly spreadAfter: number;
}

export interface PopulationResult {
  readonly accuracy: readonly { readonly time: number; readonly mean: number; readonly worst: number }[];
  /** The mean square of the distances between the peers' models and their mean. */
  readonly variance: readonly { readonly time: number; readonly value: number }[];
  readonly unifications: readonly Unification[];
  /** Messages that a peer was sent, and those that it took, per second: notices not counted. */
  readonly arrived: number;
  readonly taken: number;
}

export default measurement(learn);

export async function learn(
  population: Population,
  onProgress: (done: number) => void = () => {},
): Promise<PopulationResult> {
  const { peers, seed, duration, gossip, own, unifierLeaves = false } = population;
  const unifications: Unification[] = [];
  const counts = { arrived: 0, taken: 0 };
  const objective = await objectiveOf(population);
  const method = createDraco(population);
  const simulation: Simulation = new Simulation({
    peers,
    seed,
    objective,
    trackedPeers: peers,
    method: watched(method, counts, {
      isDue: () => {
        const last = unifications.at(-1)?.time ?? 0;
        return own.unificationSeconds > 0 && simulation.now - last >= own.unificationSeconds;
      },
      variance: () => consensusDistance(simulation) ** 2,
      unified: (before) =>
        unifications.push({ time: simulation.now, before, spreadAfter: spread(simulation) }),
    }),
  });
  if (unifierLeaves) simulation.at(duration / 2, () => simulation.leave(simulation.present.at(0)));
  const accuracy: PopulationResult['accuracy'][number][] = [];
  const variance: PopulationResult['variance'][number][] = [];
  for (let moment = 1; moment <= MOMENTS; moment++) {
    const time = (duration * moment) / MOMENTS;
    simulation.runUntil(time);
    variance.push({ time, value: consensusDistance(simulation) ** 2 });
    onProgress(moment / MOMENTS);
    if (moment % MOMENTS_PER_EVALUATION !== 0) continue;
    const measured = measureLearning(simulation, objective, EVALUATED).accuracy;
    if (measured) accuracy.push({ time, ...measured });
  }
  const perPeerAndSecond = (count: number): number => count / peers / duration;
  const { arrived, taken } = counts;
  return {
    accuracy,
    variance,
    unifications,
    arrived: perPeerAndSecond(arrived),
    taken: perPeerAndSecond(taken),
  };

  function createDraco({ own: given }: Population): Method {
    return createMethod(
      'draco',
      {
        gossip,
        per: 'second',
        update: { rateOf: () => 1 },
        steps: 1,
        rate: population.data === 'mnist' ? 0.05 : 0.1,
        exchange: 'push',
        seed,
      },
      given,
    );
  }
}

/** What a population is asked, and told, of unifications. */
interface Watcher {
  isDue(): boolean;
  variance(): number;
  unified(before: number): void;
}

/** The same method, whose messages are counted, and whose unifications are seen in the very moment. */
function watched(method: Method, counts: { arrived: number; taken: number }, watcher: Watcher): Method {
  let notices = 0;
  return {
    ...method,
    parts(learner, peer) {
      const parts = method.parts(learner, peer);
      const { admission, mixing } = parts;
      return {
        ...parts,
        admission: {
          weigh(from, theirs, own, kind, message, state) {
            const weight = admission.weigh(from, theirs, own, kind, message, state);
            if (kind === 'notice') notices += 1;
            else {
              counts.arrived += 1;
              if (weight > 0) counts.taken += 1;
            }
            return weight;
          },
        },
        mixing: {
          ...mixing,
          settle(state) {
            const before = watcher.isDue() ? watcher.variance() : 0;
            const known = notices;
            mixing.settle?.(state);
            if (notices > known) watcher.unified(before);
          },
        },
      };
    },
  };
}

function spread({ peers, awake }: Simulation): number {
  const first = peers[awake.at(0)].model;
  let most = 0;
  for (let position = 1; position < awake.count; position++) {
    const { model } = peers[awake.at(position)];
    for (let i = 0; i < first.length; i++) most = Math.max(most, Math.abs(model[i] - first[i]));
  }
  return most;
}

async function objectiveOf({ peers, seed, data }: Population): Promise<Objective> {
  if (data === 'synthetic') {
    return mlp({
      data: blobs({ peers, seed, inputs: BLOB_INPUTS, classes: CLASSES, samples: 100, labelsPerPeer: 2 }),
      units: [BLOB_INPUTS, 32, CLASSES],
      batchSize: 10,
    });
  }
  const { train, test } = await readMnist();
  return mlp({
    data: digits({
      train,
      test,
      peers,
      partition: { kind: 'labels', labels: 2 },
      samples: 300,
      seed,
      pool: POOL,
    }),
    units: [digitInputs(POOL), 32, CLASSES],
    batchSize: 20,
  });
}
