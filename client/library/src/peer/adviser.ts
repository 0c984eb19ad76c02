/**
 * What a peer says of step size, room and delay, as it measures them: see `theory/advice.ts`. The largest curvature of the
 * loss is followed while the model changes, gradient by gradient between the steps of training, within a small share of
 * the thread's time. It is that of the own examples, whose loss the steps go down: what nobody learned from is curved many
 * times as much. The largest curvature of the mean loss of all is at most the mean of theirs, and as little as its share where
 * examples differ: for a hub, whose model goes down that mean, the advice is on the safe side.
 *
 * Fetched when training has begun, since nothing waits for it.
 */
import type { Peer } from '@hearsay/shared/gossip/peer.ts';
import { changesOf } from '@hearsay/shared/methods/changes.ts';
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { adviceFor, type ChangesKind, type DelayAdvice } from '@hearsay/shared/theory/advice.ts';
import { createCurvatureMeter, randomDirection } from '@hearsay/shared/theory/curvature.ts';
import { mean } from '@hearsay/shared/util/numbers.ts';
import type { Dataset, Examples } from '../data/examples.ts';
import type { WorkerProgress } from './bridge.ts';
import type { Clock } from './clock.ts';
import type { TfjsLearner } from './tfjs-learner.ts';

/** Most of the thread's time that it may take, as a share, and least seconds between two gradients. */
const SHARE = 0.02;
const LEAST_SECONDS = 0.25;
/** Most examples that the loss is looked at on: of fewer the curvature is larger than of all, of 32 about twice. One gradient
 * holds the thread about as long as a part of an evaluation does. */
const MOST_EXAMPLES = 128;
/** Iterations until the direction of the largest curvature is as good as found; before, nothing is said. */
const FIRST_ITERATIONS = 5;
/** Weight of the newest value in the smoothed curvature. Values come from below, so that a larger one counts for more. */
const RISING = 0.25;
const FALLING = 0.1;

/** Whose curvature is measured. */
export interface Advised {
  readonly settings: Pick<RunSettings, 'method' | 'rate' | 'steps' | 'momentum' | 'varianceAdaptiveStep'>;
  readonly peer: Pick<Peer, 'model'>;
  readonly learner: Pick<TfjsLearner, 'dimension' | 'gradientOn'>;
  readonly data: Pick<Dataset, 'train'>;
}

/**
 * Null as long as too little is known, and where nothing is known of such a run.
 * @param peers in the room
 * @param neighbours how many of them are connected
 * @param roundTrips to each neighbour and back, in milliseconds, where that is known: for methods without answers
 */
export type Adviser = (
  progress: Pick<WorkerProgress, 'updateRate' | 'gossipRate' | 'answerSeconds'>,
  peers: number,
  neighbours: number,
  roundTrips: readonly (number | null)[],
) => DelayAdvice | null;

/** Measures from now on. @param running what runs now */
export function createAdviser(clock: Clock, running: () => Advised | null, isPaused: () => boolean): Adviser {
  let measure: ((of: Advised) => number | null) | null = null;
  let iterations = 0;
  let curvature = 0;

  const take = (value: number): void => {
    if (!Number.isFinite(value)) return;
    iterations += 1;
    if (iterations <= FIRST_ITERATIONS) curvature = value;
    else curvature += (value - curvature) * (value > curvature ? RISING : FALLING);
  };

  const again = (): void => {
    const of = running();
    let took = 0;
    if (of !== null && !isPaused() && of.data.train.count > 0 && kindOf(of.settings) !== null) {
      took -= clock.now();
      measure ??= curvatureMeter(of);
      try {
        const value = measure(of);
        if (value !== null) take(value);
      } catch {
        // What it computes with went away. The next step of training recovers it.
      }
      took += clock.now();
    }
    clock.after(Math.max(LEAST_SECONDS, took / SHARE), again);
  };
  again();

  return ({ updateRate, gossipRate, answerSeconds }, peers, neighbours, roundTrips) => {
    const of = running();
    const kind = of && kindOf(of.settings);
    if (!of || !kind || iterations < FIRST_ITERATIONS || !(curvature > 0) || updateRate <= 0) return null;
    const { rate: stepSize, steps } = of.settings;
    const room = {
      ...{ kind, stepSize, curvature, peers, steps, updateRate },
      // Where changes are added, all neighbours are sent the same at once.
      gossipRate: gossipRate / Math.max(1, neighbours),
      answerSeconds: answerSeconds ?? meanSeconds(roundTrips),
    };
    // All of the delay of what is added may be its way here.
    if (kind === 'added' && (gossipRate <= 0 || room.answerSeconds === null)) return null;
    return adviceFor(room);
  };
}

/**
 * Null where steps are no plain gradient steps. Those of corrected drift count as plain: what is added to a gradient is the
 * same in all steps of an update, and with its momentum eta h stays stable up to 2.00 to 2.07, by the steps in an update.
 */
function kindOf({ method, momentum, varianceAdaptiveStep }: Advised['settings']): ChangesKind | null {
  return momentum > 0 || varianceAdaptiveStep ? null : changesOf(method);
}

function meanSeconds(roundTrips: readonly (number | null)[]): number | null {
  const known = roundTrips.filter((trip) => trip !== null);
  return known.length === 0 ? null : mean(known) / 1000;
}

/** @returns works out one gradient; every other time there is a curvature */
function curvatureMeter({ learner }: Advised): (of: Advised) => number | null {
  let now: Advised | null = null;
  let model: Float32Array | null = null;
  let count = 0;
  const meter = createCurvatureMeter(
    (parameters, gradient) => {
      if (now === null) return;
      const { train } = now.data;
      now.learner.gradientOn(train, spreadOver(train), parameters, gradient);
    },
    // Any will do that is as far from one coordinate as from another.
    randomDirection(learner.dimension, { normal: () => Math.sin(++count) }),
  );
  return (of) => {
    // Both gradients of an iteration are of the same model and examples.
    if (now === null || model === null) {
      now = of;
      model = of.peer.model.slice();
    }
    const value = meter.step(model);
    if (value !== null) now = null;
    return value;
  };
}

/** The same ones each time. */
function spreadOver({ count }: Examples): Uint32Array {
  const chosen = Math.min(MOST_EXAMPLES, count);
  return Uint32Array.from({ length: chosen }, (_, k) => Math.floor((k * count) / chosen));
}
