/** Gets what a peer learns with: tfjs on the backend that fits, and the network of the task on it. */

import type { BackendChoice } from '@hearsay/shared/settings/run-settings.ts';
import { dimensionOf, type Task } from '@hearsay/shared/tasks/task.ts';
import { createRandom, type Random } from '@hearsay/shared/util/random/random.ts';
import type { Examples } from '../data/examples.ts';
import { HearsayError } from '../problems.ts';
import type { StartedBackend } from './backend.ts';
import type { ChosenBackend } from './backend-name.ts';
import { millisecondsOfStep } from './measure-step.ts';
import type { Network } from './network.ts';
import { recovering } from './recovering-learner.ts';
import { type AddClipped, createTfjsLearner, type TfjsLearner } from './tfjs-learner.ts';

export interface LearnerServices {
  /** Gets tfjs ready, see `backend.ts`. */
  readonly startBackend: (
    wanted: BackendChoice,
    millisecondsOfStep: () => Promise<number>,
  ) => Promise<StartedBackend>;
  /** Builds the network of a task. @param frozen what of it is neither trained nor mixed */
  readonly loadNetwork: (task: Task, frozen: Float32Array) => Promise<Network>;
  /** Gets a learner of the caller's own, see `own-learner.ts`; absent where there are none. */
  readonly loadOwnLearner?: typeof import('./own-learner.ts').loadOwnLearner;
}

export interface Wanted {
  /** Of a private run: how gradients are clipped one by one. */
  readonly clipping?: ((task: Task, network: Network) => AddClipped) | undefined;
  readonly task: Task;
  readonly frozen: Float32Array;
  readonly backend: BackendChoice;
  readonly seed: number;
  /** Draws batches. */
  readonly random: Random;
  /** The URL of a module that learns in place of tfjs. */
  readonly learner: string | undefined;
}

/**
 * @param examples resolves with this peer's own @param now seconds
 * @param onBackend told of another backend than the first, with the reason
 * @returns with it what it computes with; null where that is not tfjs
 * @throws HearsayError `backend-unavailable`, `cannot-be-trained`
 */
export async function startLearner(
  services: LearnerServices,
  { task, frozen, backend: choice, seed, random, learner: own, clipping }: Wanted,
  examples: Promise<Examples>,
  now: () => number,
  onBackend: (backend: ChosenBackend) => void,
): Promise<{ learner: TfjsLearner; chosen: ChosenBackend | null }> {
  if (own !== undefined && services.loadOwnLearner) {
    const options = { task, examples: await examples, random };
    return { learner: await services.loadOwnLearner(own, options, dimensionOf(task)), chosen: null };
  }
  const learnerOf = async (from: Examples, chance: Random): Promise<TfjsLearner> => {
    const network = await services.loadNetwork(task, frozen);
    return createTfjsLearner(task, from, chance, network, clipping?.(task, network));
  };
  /** To be tried. */
  const build = async (): Promise<TfjsLearner> => {
    const from = await examples;
    return learnerOf(from.count > 0 ? from : blank(task.batchSize), createRandom(seed));
  };
  const backend = await services.startBackend(choice, async () => millisecondsOfStep(await build(), now));
  // Layers as plain data are such as every backend has.
  const other = task.network === undefined ? null : await otherWhereItLacks(backend, build);
  const learner = recovering(await learnerOf(await examples, random), () => {
    const recovered = backend.recover();
    if (recovered !== null) onBackend(recovered);
    return recovered !== null;
  });
  return { learner, chosen: other ?? backend.chosen };
}

/** So many examples of nothing, for who has none. */
const blank = (count: number): Examples => ({
  count,
  labels: null,
  read(_, inputs, targets) {
    inputs.fill(0);
    targets.fill(0);
  },
});

/** What tfjs says where a backend does not have what a layer, or its gradient, needs. */
const LACKING = /Kernel '(\w+)' not registered/;

/**
 * Tries a step. @returns the backend that tfjs goes on with, where the chosen one lacks something
 * @throws HearsayError `cannot-be-trained` where the network cannot be built, or no backend can take a step of it
 */
async function otherWhereItLacks(
  backend: StartedBackend,
  build: () => Promise<TfjsLearner>,
): Promise<ChosenBackend | null> {
  const lacking = await triedStep(build);
  if (lacking === null) return null;
  const { name } = backend.chosen;
  if (name === 'cpu' || !(await backend.change('cpu'))) throw unknownLayer(lacking);
  const still = await triedStep(build);
  if (still !== null) throw unknownLayer(still);
  return {
    name: 'cpu',
    why: { code: 'lacks', lacking: name, what: lacking },
    problem: { code: 'backend-lacks', lacking: name, what: lacking, used: 'cpu' },
  };
}

/** @returns what is lacking; null for nothing */
async function triedStep(build: () => Promise<TfjsLearner>): Promise<string | null> {
  try {
    const learner = await build();
    learner.gradient(new Float32Array(learner.dimension), new Float32Array(learner.dimension));
    learner.dispose();
    return null;
  } catch (error) {
    if (error instanceof HearsayError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    const lacking = LACKING.exec(message);
    if (lacking === null) throw unknownLayer(message);
    return lacking[1];
  }
}

function unknownLayer(what: string): HearsayError {
  return new HearsayError({ code: 'cannot-be-trained', reason: 'unknown-layer', layer: what });
}
