/** `npm run bench -- conv`: training steps of mnist-cnn in Workers of real Chromium, on wasm beside tfjs's other backends. */
import { join } from 'node:path';
import { type Bench, type BenchRow, median } from '../bench.ts';
import { withPage } from './open-page.ts';
import { BACKENDS, type BenchBackend } from './page/messages.ts';

const ROUNDS = 15;
const WARM_UP = 3;
/** In a round; fewer where a step takes long. */
const STEPS: Readonly<Record<BenchBackend, number>> = { wasm: 20, cpu: 1, webgl: 3 };
/** How many steps wasm should make for one of theirs. */
const TARGETS = [
  { other: 'cpu', target: 8 },
  { other: 'webgl', target: 4 },
] as const;

export const convBench: Bench = {
  name: 'conv',
  summary: 'training steps of mnist-cnn in Chromium: wasm beside cpu, and beside WebGL on the processor',
  run: (onProgress) =>
    withPage(join(import.meta.dirname, 'page'), async (page) => {
      for (const backend of BACKENDS) await page.evaluate((name) => window.startBackend(name), backend);
      const rates: Record<BenchBackend, number[]> = { wasm: [], cpu: [], webgl: [] };
      // In turn, so that what else the machine does meets all of them.
      for (let round = -WARM_UP; round < ROUNDS; round++) {
        onProgress(Math.max(0, round) / ROUNDS, 'training');
        for (const backend of BACKENDS) {
          const steps = STEPS[backend];
          const seconds = await page.evaluate((name, count) => window.train(name, count), backend, steps);
          if (round >= 0) rates[backend].push(steps / seconds);
        }
      }
      return [
        ...BACKENDS.flatMap((backend) => rowsOf(`mnist-cnn on ${backend}`, rates[backend])),
        ...TARGETS.map(({ other, target }): BenchRow => {
          const ratio = median(rates.wasm.map((rate, round) => rate / rates[other][round]));
          const value = median(rates.wasm);
          return {
            name: `mnist-cnn: wasm / ${other}`,
            value,
            unit: 'steps/s',
            ratio,
            target,
            meets: ratio >= target,
          };
        }),
      ];
    }),
};

function rowsOf(name: string, rates: readonly number[]): BenchRow[] {
  const unit = 'steps/s';
  const sorted = [...rates].sort((a, b) => a - b);
  const quarter = Math.floor(sorted.length / 4);
  return [
    { name, value: median(rates), unit },
    { name: `${name}, lower quartile`, value: sorted[quarter], unit },
    { name: `${name}, upper quartile`, value: sorted[sorted.length - 1 - quarter], unit },
  ];
}
