/** Runs many specifications on all cores. */
import { availableParallelism } from 'node:os';
import { MessageChannel } from 'node:worker_threads';
import type { ExperimentResult } from '@hearsay/shared/simulation/experiment.ts';
import { Piscina } from 'piscina';
import { runSpecification } from './run.ts';
import type { Specification } from './specification.ts';
import type { Task } from './worker.ts';

/**
 * The results, in the order of the specifications. One alone runs in this thread.
 * @param onProgress told now and then how many are done, fractions of those under way included
 */
export async function runAll(
  specifications: readonly Specification[],
  onProgress: (done: number) => void = () => {},
): Promise<ExperimentResult[]> {
  if (specifications.length === 1) return [await runSpecification(specifications[0], onProgress)];
  const pool = new Piscina<Task, ExperimentResult>({
    filename: new URL('./worker.ts', import.meta.url).href,
    execArgv: ['--import', import.meta.resolve('tsx')],
    maxThreads: Math.min(availableParallelism(), specifications.length),
  });
  const shares = specifications.map(() => 0);
  try {
    return await Promise.all(
      specifications.map((specification, i) => {
        const { port1, port2 } = new MessageChannel();
        port1.on('message', (done: number) => {
          shares[i] = done;
          onProgress(shares.reduce((sum, share) => sum + share, 0));
        });
        return pool.run({ specification, progress: port2 }, { transferList: [port2] });
      }),
    );
  } finally {
    await pool.destroy();
  }
}
