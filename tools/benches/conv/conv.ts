/** `npm run bench -- conv`: training steps of mnist-cnn in Workers of real Chromium, on wasm beside tfjs's other backends. */
import { join } from 'node:path';
import { atLeast, type Bench, median, rowOf } from '../bench.ts';
import { type BenchWorker, createWorkerLab } from '../browser/worker-lab.ts';
import type { ConvQuestion } from './conv.worker.ts';

const SIDES = ['wasm', 'cpu', 'webgl'] as const;
type Side = (typeof SIDES)[number];

const ROUNDS = 15;
const WARM_UP = 3;
/** In a round; fewer where a step takes long. */
const STEPS: Readonly<Record<Side, number>> = { wasm: 20, cpu: 1, webgl: 3 };
/** How many steps wasm should make for one of theirs. */
const TARGETS = [
  { other: 'cpu', target: 8 },
  { other: 'webgl', target: 4 },
] as const;

export const convBench: Bench = {
  name: 'conv',
  summary: 'training steps of mnist-cnn in Chromium: wasm beside cpu, and beside WebGL on the processor',
  async run(onProgress) {
    // WebGL on the processor, whether or not there is a graphics card: the figures are of one kind everywhere.
    const lab = await createWorkerLab(['--use-angle=swiftshader', '--enable-unsafe-swiftshader']);
    try {
      const workers: [Side, BenchWorker][] = [];
      for (const backend of SIDES) {
        const worker = await lab.open(join(import.meta.dirname, 'conv.worker.ts'));
        await worker.ask({ backend } satisfies ConvQuestion);
        workers.push([backend, worker]);
      }
      const rates: Record<Side, number[]> = { wasm: [], cpu: [], webgl: [] };
      // In turn, so that what else the machine does meets all of them.
      for (let round = -WARM_UP; round < ROUNDS; round++) {
        onProgress(Math.max(0, round) / ROUNDS, 'training');
        for (const [backend, worker] of workers) {
          const steps = STEPS[backend];
          const seconds = await worker.ask<number>({ steps } satisfies ConvQuestion);
          if (round >= 0) rates[backend].push(steps / seconds);
        }
      }
      return [
        ...SIDES.map((backend) => rowOf(`conv: mnist-cnn on ${backend}`, rates[backend], 'steps/s')),
        ...TARGETS.map(({ other, target }) => {
          const ratios = rates.wasm.map((rate, round) => rate / rates[other][round]);
          return { ...atLeast(`conv: wasm / ${other}`, ratios, 'x', target), ratio: median(ratios) };
        }),
      ];
    } finally {
      await lab.close();
    }
  },
};
