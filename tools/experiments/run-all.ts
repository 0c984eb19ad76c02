/** Runs many measurements on all cores. */
import { availableParallelism } from 'node:os';
import { MessageChannel } from 'node:worker_threads';
import type { ExperimentResult } from '@hearsay/shared/simulation/experiment.ts';
import { Piscina } from 'piscina';
import type { Measurement, MeasurementTask } from './measurement.ts';
import { runSpecification } from './run.ts';
import type { Specification } from './specification.ts';

const SIMULATION = new URL('./run.ts', import.meta.url).href;

/** What `runSpecification` does, as a measurement. */
export const simulationOf = (input: Specification): Measurement => ({ module: SIMULATION, input });

/**
 * The results, in the order of the specifications. One alone runs in this thread.
 * @param onProgress told now and then how many are done, fractions of those under way included
 */
export async function runAll(
  specifications: readonly Specification[],
  onProgress: (done: number) => void = () => {},
): Promise<ExperimentResult[]> {
  if (specifications.length === 1) return [await runSpecification(specifications[0], onProgress)];
  return (await measureAll(specifications.map(simulationOf), onProgress)) as ExperimentResult[];
}

/** The results, in the order of the measurements; `onProgress` as for `runAll`. */
export async function measureAll(
  measurements: readonly Measurement[],
  onProgress: (done: number) => void = () => {},
): Promise<unknown[]> {
  const pool = new Piscina<MeasurementTask<unknown>, unknown>({
    execArgv: ['--import', import.meta.resolve('tsx')],
    maxThreads: Math.max(1, Math.min(availableParallelism(), measurements.length)),
  });
  const shares = measurements.map(() => 0);
  try {
    return await Promise.all(
      measurements.map(({ module, input }, i) => {
        const { port1, port2 } = new MessageChannel();
        port1.on('message', (done: number) => {
          shares[i] = done;
          onProgress(shares.reduce((sum, share) => sum + share, 0));
        });
        return pool.run({ input, progress: port2 }, { filename: module, transferList: [port2] });
      }),
    );
  } finally {
    await pool.destroy();
  }
}
