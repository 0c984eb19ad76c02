/** `npm run bench -- exchange`: what a model costs the tabs that exchange it, beside a training step of theirs. */
import { join } from 'node:path';
import { codecOf } from '@hearsay/shared/settings/run-codec.ts';
import { defaultSettings } from '@hearsay/shared/settings/run-settings.ts';
import { atMost, type Bench, rowOf } from '../bench.ts';
import { createWorkerLab } from '../browser/worker-lab.ts';
import type { ExchangeQuestion, Timing } from './exchange.worker.ts';

const TARGET = 0.5;
const ROUNDS = 40;
const WARM_UP_ROUNDS = 5;
const REPETITIONS = 20;

export const exchangeBench: Bench = {
  name: 'exchange',
  summary: 'packing, unpacking, admitting and mixing one model of mnist-mlp, beside a training step',
  async run(onProgress) {
    const lab = await createWorkerLab();
    try {
      const worker = await lab.open(join(import.meta.dirname, 'exchange.worker.ts'));
      const time = async (question: ExchangeQuestion): Promise<number> =>
        (await worker.ask<Timing>(question)).milliseconds;
      const models: number[] = [];
      const steps: number[] = [];
      for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
        onProgress(Math.max(0, round) / ROUNDS, 'exchanging');
        const model = await time({ exchanges: REPETITIONS });
        const step = await time({ steps: REPETITIONS });
        if (round < 0) continue;
        models.push(model);
        steps.push(step);
      }
      const ratio = models.map((milliseconds, round) => milliseconds / steps[round]);
      return [
        rowOf(`exchange: one model, ${codecOf(defaultSettings).name}`, models, 'ms'),
        rowOf('exchange: one training step', steps, 'ms'),
        atMost('exchange: model / step', ratio, 'x', TARGET),
      ];
    } finally {
      await lab.close();
    }
  },
};
