/** A run of a peer without tfjs, on a clock that is moved by hand. */
import { defaultSettings, type RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { denseLayers } from '@hearsay/shared/tasks/layers.ts';
import { createTask } from '@hearsay/shared/tasks/task.ts';
import { examplesOf, type Rows } from '../data/examples.ts';
import type { LoadedData } from '../data/load-data.ts';
import type { FromWorker, Post, StartMessage } from './bridge.ts';
import type { Clock } from './clock.ts';
import { createPeerRun, type PeerRun } from './peer-run.ts';
import type { TfjsLearner } from './tfjs-learner.ts';

export const SELF = '00000000000000aa';
export const OTHER = '00000000000000bb';

/** Two numbers, two classes, six parameters. */
const smallTask = createTask({
  name: 'small',
  title: 'two classes',
  input: [2],
  layers: denseLayers([2]),
  loss: 'softmaxCrossEntropy',
  classes: ['a', 'b'],
  normalisation: null,
  batchSize: 1,
});

const settings: RunSettings = { ...defaultSettings, gossip: 1, steps: 1, rate: 0.1 };

export const startMessage: StartMessage = {
  type: 'start',
  settings,
  run: 1,
  self: SELF,
  slot: 0,
  size: 2,
  task: smallTask,
  source: { kind: 'mnist', url: '' },
};

export function examplesWith(targets: number[]): LoadedData {
  const rows: Rows = {
    inputs: new Float32Array(2 * targets.length),
    divisor: 1,
    inputLength: 2,
    targets: Uint8Array.from(targets),
  };
  const examples = examplesOf(rows, smallTask);
  return { train: examples, test: examples, testsAlone: false, samples: null };
}

/** Calls back in the order of time, and of asking where that is the same. */
export function steppedClock(): Clock & { run(seconds: number): void } {
  let now = 0;
  let waiting: { time: number; callback: () => void }[] = [];
  return {
    now: () => now,
    after(seconds, callback) {
      // What is due at once waits a little, so that training does not go on for ever within no time.
      const entry = { time: now + Math.max(0.01, seconds), callback };
      waiting.push(entry);
      return () => {
        waiting = waiting.filter((one) => one !== entry);
      };
    },
    run(seconds) {
      const end = now + seconds;
      for (;;) {
        waiting.sort((a, b) => a.time - b.time);
        if (waiting.length === 0 || waiting[0].time > end) break;
        const [next] = waiting.splice(0, 1);
        now = next.time;
        next.callback();
      }
      now = end;
    },
  };
}

/** Goes towards 0. @param learned told of the examples that it is to learn from */
export function decayingLearner(learned: (labels: number[]) => void = () => {}): TfjsLearner {
  return {
    dimension: 6,
    gradient(parameters, gradient) {
      gradient.set(parameters);
      return 1;
    },
    gradientOn: () => 1,
    evaluate: async () => ({ accuracy: 0.5, loss: 1, perClass: [0, 1] }),
    predict: (_, inputs) => [...inputs],
    learnFrom: ({ labels }) => learned(Array.from(labels ?? [])),
    dispose() {},
  };
}

export interface PlayedRun {
  readonly clock: ReturnType<typeof steppedClock>;
  readonly post: Post;
  /** All that the main thread was told, oldest first. */
  readonly said: FromWorker[];
  readonly run: PeerRun;
}

/** @param from what is other than usual in its `start` */
export function playedRun(from: Partial<StartMessage> = {}, learner = decayingLearner()): PlayedRun {
  const clock = steppedClock();
  const said: FromWorker[] = [];
  const post: Post = (message) => said.push(message);
  const run = createPeerRun({ ...startMessage, ...from }, examplesWith([0, 1]), learner, { clock, post });
  return { clock, post, said, run };
}
