/** Answers to what the main thread asks of a run. */
import { problemOf } from '../problems.ts';
import type { Post, ToWorker } from './bridge.ts';
import type { Clock } from './clock.ts';
import { type Evaluator, roomModelOf } from './evaluator.ts';
import { type PeerRun, snapshotOf } from './peer-run.ts';

export interface AnswersParts {
  readonly clock: Clock;
  readonly post: Post;
  readonly evaluator: Pick<Evaluator, 'evaluate'>;
  /** What runs now; null before and after. */
  readonly running: () => PeerRun | null;
}

type Wanted = (ToWorker & { type: 'ask' })['for'];

export interface Answers {
  answer(request: number, wanted: Wanted): void;
  /** What the room's model makes of examples. */
  predict(request: number, inputs: Float32Array): void;
}

export function createAnswers({ clock, post, evaluator, running }: AnswersParts): Answers {
  const refuse = (request: number): void =>
    post({ type: 'refused', request, problem: { code: 'no-model', reason: 'loading' } });
  const notComputed = (request: number, error: unknown): void => {
    const problem = problemOf(error, (what) => ({ code: 'not-computed', what }));
    post({ type: 'refused', request, problem });
  };

  const give = async (request: number, wanted: Wanted): Promise<void> => {
    const run = running();
    if (!run) {
      refuse(request);
    } else if (wanted === 'parameters' || wanted === 'room-parameters') {
      const parameters = wanted === 'parameters' ? run.peer.model.slice() : roomModelOf(run);
      post({ type: 'parameters', request, parameters }, [parameters.buffer]);
    } else if (wanted === 'snapshot') {
      const snapshot = snapshotOf(run, clock.now());
      post({ type: 'snapshot', request, snapshot }, [snapshot.state.buffer]);
    } else {
      post({ type: 'evaluated', request, evaluation: await evaluator.evaluate(run) });
    }
  };

  return {
    answer(request, wanted) {
      give(request, wanted).catch((error) => notComputed(request, error));
    },
    predict(request, inputs) {
      const run = running();
      if (!run) {
        refuse(request);
        return;
      }
      try {
        const outputs = run.learner.predict(roomModelOf(run), inputs);
        post({ type: 'predicted', request, outputs });
      } catch (error) {
        notComputed(request, error);
      }
    },
  };
}
