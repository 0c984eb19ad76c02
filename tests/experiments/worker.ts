/** A worker thread's part: one run after the other, saying how far each is. */
import type { MessagePort } from 'node:worker_threads';
import type { ExperimentResult } from '@hearsay/shared/simulation/experiment.ts';
import { runSpecification } from './run.ts';
import type { Specification } from './specification.ts';

export interface Task {
  readonly specification: Specification;
  /** Gets the share that is done, 0 to 1. */
  readonly progress: MessagePort;
}

export default async function run({ specification, progress }: Task): Promise<ExperimentResult> {
  try {
    return await runSpecification(specification, (done) => progress.postMessage(done));
  } finally {
    progress.close();
  }
}
