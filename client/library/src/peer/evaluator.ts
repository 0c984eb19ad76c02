/** Tests a peer's own model and the room's on the test subset, now and then and when asked, within a share of the thread's time. */

import type { Peer } from '@hearsay/shared/gossip/peer.ts';
import type { LoadedData } from '../data/load-data.ts';
import { HearsayError } from '../problems.ts';
import type { DetailedEvaluation, Evaluation } from '../session/status.ts';
import type { Clock } from './clock.ts';
import type { TfjsLearner } from './tfjs-learner.ts';

/** Least seconds between two evaluations. */
const EVALUATION_SECONDS = 2;
/** Most of the thread's time that evaluating may take, as a share. */
const EVALUATION_SHARE = 0.1;

/** What is evaluated. */
export interface Evaluated {
  readonly peer: Peer;
  readonly learner: TfjsLearner;
  readonly data: LoadedData;
  /** When training began, or would have, had it not been interrupted. */
  readonly since: number;
}

/** An evaluation of both models, as they were at one moment. */
export interface BothEvaluated {
  readonly own: DetailedEvaluation;
  readonly room: DetailedEvaluation;
}

export interface EvaluatorOptions {
  readonly clock: Clock;
  /** What runs now; null before and after. */
  readonly running: () => Evaluated | null;
  readonly isPaused: () => boolean;
  readonly onEvaluated: (point: Evaluation, both: BothEvaluated, of: Evaluated) => void;
}

export interface Evaluator {
  /** The room's model as it is now. Rejects where there is nothing to test it with. */
  evaluate(of: Evaluated): Promise<DetailedEvaluation>;
  /** Evaluates from now on, for as long as something runs and there is something to test with. While paused it rests, once there
   * is a first evaluation. */
  repeat(): Promise<void>;
}

/** A copy of the room's model as a peer knows it: see `Peer.roomModel`. */
export function roomModelOf({ peer }: Pick<Evaluated, 'peer'>): Float32Array<ArrayBuffer> {
  const model = new Float32Array(peer.model.length);
  peer.roomModel(model);
  return model;
}

export function createEvaluator({ clock, running, isPaused, onEvaluated }: EvaluatorOptions): Evaluator {
  const rest = (seconds: number): Promise<void> => new Promise((resolve) => clock.after(seconds, resolve));

  /** @returns also the seconds that it took itself, training in between not counted */
  const evaluateBoth = async (of: Evaluated): Promise<BothEvaluated & { seconds: number }> => {
    let seconds = -clock.now();
    const giveWay = async (): Promise<void> => {
      seconds += clock.now();
      await rest(0);
      seconds -= clock.now();
    };
    const { learner, peer, data } = of;
    const roomModel = roomModelOf(of);
    const ownModel = peer.model;
    const isOwn = roomModel.every((value, i) => Object.is(value, ownModel[i]));
    const own = await learner.evaluate(ownModel, data.test, giveWay);
    const room = isOwn ? own : await learner.evaluate(roomModel, data.test, giveWay);
    return { own, room, seconds: seconds + clock.now() };
  };

  return {
    async evaluate(of) {
      if (of.data.test.count === 0) throw new HearsayError({ code: 'no-test-examples' });
      return of.learner.evaluate(roomModelOf(of), of.data.test, () => rest(0));
    },
    async repeat() {
      for (let of = running(); of !== null; of = running()) {
        let took = 0;
        if (of.data.test.count > 0 && (!isPaused() || of.peer.updates === 0)) {
          const { updates } = of.peer;
          const { own, room, seconds } = await evaluateBoth(of);
          const point = {
            seconds: clock.now() - of.since,
            updates,
            accuracy: own.accuracy,
            loss: own.loss,
            roomAccuracy: room.accuracy,
            roomLoss: room.loss,
          };
          if (of === running()) onEvaluated(point, { own, room }, of);
          took = seconds;
        }
        await rest(Math.max(EVALUATION_SECONDS, took / EVALUATION_SHARE));
      }
    },
  };
}
