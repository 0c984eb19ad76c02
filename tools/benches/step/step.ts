/** `npm run bench -- step`: a training step of a tab, beside one of tfjs by itself, in a Worker of Chromium. */
import { join } from 'node:path';
import { atMost, type Bench, type BenchRow, rowOf } from '../bench.ts';
import { type BenchWorker, createWorkerLab } from '../browser/worker-lab.ts';
import type { Side, StepQuestion, Steps } from './step.worker.ts';

const TARGET = 1.05;
const ROUNDS = 40;
const STEPS = 20;
/** Steps before any that counts, in which both must learn the same: one time through the examples. */
const WARM_UP = 60;
const SAME_LOSS = 1e-3;
const SIDES: readonly Side[] = ['tab', 'plain', 'plain, quick'];

export const stepBench: Bench = {
  name: 'step',
  summary: 'a training step of mnist-mlp in a tab, beside tfjs’ own trainOnBatch',
  async run(onProgress) {
    const lab = await createWorkerLab();
    try {
      const workers: BenchWorker[] = [];
      for (const side of SIDES) {
        const worker = await lab.open(join(import.meta.dirname, 'step.worker.ts'));
        await worker.ask({ side } satisfies StepQuestion);
        workers.push(worker);
      }
      const timesOf = (steps: number): Promise<Steps[]> =>
        // One after the other: they would share the cores.
        workers.reduce<Promise<Steps[]>>(
          async (before, worker) => [...(await before), await worker.ask<Steps>({ steps })],
          Promise.resolve([]),
        );
      const [tab, plain] = await timesOf(WARM_UP);
      if (!(Math.abs(tab.loss - plain.loss) < SAME_LOSS * plain.loss)) {
        throw new Error(`The two do not learn the same: a loss of ${tab.loss}, and of ${plain.loss}.`);
      }
      const rounds: number[][] = [];
      for (let round = 0; round < ROUNDS; round++) {
        onProgress(round / ROUNDS, 'training');
        rounds.push((await timesOf(STEPS)).map(({ milliseconds }) => milliseconds / STEPS));
      }
      return rowsOf(rounds);
    } finally {
      await lab.close();
    }
  },
};

function rowsOf(rounds: readonly (readonly number[])[]): BenchRow[] {
  const times = SIDES.map((side, i): BenchRow => {
    const own = rounds.map((round) => round[i]);
    return rowOf(`step: ${side}`, own, 'ms');
  });
  const overPlain = rounds.map(([tab, plain]) => tab / plain);
  const overQuick = rounds.map(([tab, , quick]) => tab / quick);
  return [
    ...times,
    atMost('step: tab / plain', overPlain, 'x', TARGET),
    rowOf('step: tab / plain, quick', overQuick, 'x'),
  ];
}
