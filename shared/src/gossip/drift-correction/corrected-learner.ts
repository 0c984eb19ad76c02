/**
 * Gradients that do not lead a peer away from its neighbours, where they learn from unlike data: each peer finds, in how its
 * model moved from one update to the next, where the room is going. Nothing more travels.
 */
import { type Learner, passedOn } from '../learner/learner.ts';
import { type Memory, memoryOf } from '../memory.ts';
import type { PeerContext } from '../peer-context.ts';
import { add, lengthOf } from '../vectors/arithmetic.ts';
import type { Correction } from './drift-correction.ts';
import { labelShift } from './label-shift.ts';
import { leans } from './leaning.ts';

/** Share of the momentum that is kept from update to update (Lin et al. 2021), and how much of it is added to a gradient. */
const MOMENTUM_KEPT = 0.9;
const MOMENTUM_GAIN = 0.7;
/** Share of the control variate that is kept from update to update, and how much of what others did is added to it. */
const CONTROL_KEPT = 0.99;
const CONTROL_GAIN = 0.17;
/** Updates in a row without mixing, after which the control variate is left out. */
const QUIET_UPDATES = 3;
/** Longest gradient. */
const MOST_LENGTH = 4;

export interface DriftOptions {
  readonly corrections: readonly Correction[];
  /** Step size of the local update. */
  readonly rate: number;
  /** Whether others may lie. Default not. */
  readonly guarded?: boolean;
}

/**
 * The same learner with its gradients corrected. D being how far the model came per step of size `rate` from the start of one
 * update to the start of the next, what mixing did to it included, against the gradient:
 *
 * - `momentum`, quasi-global (Lin et al. 2021, arXiv 2102.04761): m <- 0.9 m + 0.1 D, and 0.7 m is added to each gradient.
 * - `control`, a control variate (Karimireddy et al. 2020, SCAFFOLD, arXiv 1910.06378) that needs no message of its own, as in
 *   ProxSkip (Mishchenko et al. 2022, arXiv 2202.09357): c <- 0.99 c + 0.17 (D - the mean of the own steps), and c is added.
 *   What mixing did to the model again and again, the peer comes to do itself. Every peer by the same share, or the sum of all
 *   control variates would not stay near 0. Twice that share is quicker, and swings where exchanges take five updates. It is
 *   left out, not forgotten, where nothing was mixed for three updates: with nobody to hold against, it leads away.
 * - `logits`: see `labelShift`.
 * - `clip`: a gradient longer than 4, one in a hundred or so, is made as long as that before anything is added (Pascanu et al.
 *   2013, arXiv 1211.5063). It stays in the momentum otherwise, and a room that has had a few of them dips.
 *
 * Memory: up to five vectors of the learner's dimension.
 * @param peer whose count of updates says when one begins, and that of messages whether it hears of others
 */
export function withDriftCorrection(
  learner: Learner,
  { corrections, rate, guarded = false }: DriftOptions,
  peer: Pick<PeerContext, 'updates' | 'mixed'>,
): Learner {
  const has = (correction: Correction): boolean => corrections.includes(correction);
  const follows = has('momentum') || has('control');
  /** A control variate adds up what others do again and again: it makes 17 times as much of a small lie that is repeated. Who has about
   * as much of each label as of any other is led nowhere by its own examples, and leaves it out where peers may lie. */
  const controls = (): boolean => !guarded || leans(learner);
  const direction = follows ? createDirection(learner.dimension, rate, has, controls) : null;
  let counts: readonly number[] | undefined;

  const followLabels = (): void => {
    const now = learner.labelCounts?.();
    if (now === counts || now === undefined) return;
    counts = now;
    learner.adjustLogits?.(labelShift(now));
  };

  return {
    ...passedOn(learner),
    memories: [...(learner.memories ?? []), ...(direction ? [direction.memory] : [])],
    forgetModel() {
      direction?.forget();
      learner.forgetModel?.();
    },
    gradient(parameters, gradient) {
      if (has('logits')) followLabels();
      direction?.follow(parameters, peer);
      const loss = learner.gradient(parameters, gradient);
      if (has('clip')) shorten(gradient, MOST_LENGTH);
      direction?.add(gradient);
      return loss;
    },
  };
}

interface Direction {
  /** @param model as it is before a step of an update */
  follow(model: Float32Array, peer: Pick<PeerContext, 'updates' | 'mixed'>): void;
  /** Corrects a step's gradient. */
  add(gradient: Float32Array): void;
  forget(): void;
  readonly memory: Memory;
}

/** Momentum and control variate. */
function createDirection(
  dimension: number,
  rate: number,
  has: (correction: Correction) => boolean,
  controls: () => boolean,
): Direction {
  const start = new Float32Array(dimension);
  const momentum = new Float32Array(has('momentum') ? dimension : 0);
  const control = new Float32Array(has('control') ? dimension : 0);
  /** Sum of the corrected gradients since the start. */
  const own = new Float32Array(has('control') ? dimension : 0);
  /** What is added to each of them: the same in all steps of an update. */
  const added = new Float32Array(dimension);
  /** Of which update `start` is; -1 before the first. */
  let begun = -1;
  let steps = 0;
  /** Whether the model is still the one that came from `start`. Where it was replaced, what is left of the update tells nothing. */
  let whole = false;
  /** Messages mixed until then, and updates before it in a row without any. */
  let mixed = 0;
  let quiet = 0;

  const begin = (model: Float32Array, peer: Pick<PeerContext, 'updates' | 'mixed'>): void => {
    quiet = peer.mixed === mixed ? quiet + 1 : 0;
    mixed = peer.mixed;
    if (whole && steps > 0) {
      added.fill(0);
      const perStep = 1 / (rate * steps);
      if (has('momentum')) smooth(momentum, start, model, perStep, added);
      if (has('control')) {
        correct(control, own, 1 / steps, start, model, perStep);
        if (quiet < QUIET_UPDATES && controls()) add(added, control);
      }
    }
    start.set(model);
    own.fill(0);
    begun = peer.updates;
    steps = 0;
    whole = true;
  };

  return {
    follow(model, peer) {
      if (peer.updates !== begun) begin(model, peer);
    },
    add(gradient) {
      steps += 1;
      if (has('control')) addBoth(gradient, added, own);
      else add(gradient, added);
    },
    forget() {
      for (const vector of [momentum, control, own, added]) vector.fill(0);
      whole = false;
      quiet = 0;
    },
    memory: memoryOf(
      [start, momentum, control, own, added],
      () => [begun, steps, Number(whole), mixed, quiet],
      (numbers) => {
        [begun, steps, , mixed, quiet] = numbers;
        whole = numbers[2] === 1;
      },
    ),
  };
}

/** The momentum follows how far the model came from `start`, and a share of it goes to what is added. */
function smooth(
  momentum: Float32Array,
  start: Float32Array,
  model: Float32Array,
  perStep: number,
  added: Float32Array,
): void {
  for (let i = 0; i < momentum.length; i++) {
    const moved = (start[i] - model[i]) * perStep;
    momentum[i] = MOMENTUM_KEPT * momentum[i] + (1 - MOMENTUM_KEPT) * moved;
    added[i] += MOMENTUM_GAIN * momentum[i];
  }
}

/** The control variate follows by how much more the model came from `start` than by its own steps. */
function correct(
  control: Float32Array,
  own: Float32Array,
  share: number,
  start: Float32Array,
  model: Float32Array,
  perStep: number,
): void {
  for (let i = 0; i < control.length; i++) {
    const byOthers = (start[i] - model[i]) * perStep - own[i] * share;
    control[i] = CONTROL_KEPT * control[i] + CONTROL_GAIN * byOthers;
  }
}

function addBoth(gradient: Float32Array, added: Float32Array, sum: Float32Array): void {
  for (let i = 0; i < gradient.length; i++) {
    gradient[i] += added[i];
    sum[i] += gradient[i];
  }
}

/** Scales a vector that is longer than so much down to it. */
function shorten(vector: Float32Array, most: number): void {
  const length = lengthOf(vector);
  if (!(length > most)) return;
  const factor = most / length;
  for (let i = 0; i < vector.length; i++) vector[i] *= factor;
}
