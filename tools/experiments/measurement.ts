/** Work for a thread of its own: plain data in, plain data out, and the share that is done on the way. */
import type { MessagePort } from 'node:worker_threads';

/** One piece of work. The module's default export is made by `measurement`. */
export interface Measurement {
  /** The file's URL: `import.meta.url` in it. */
  readonly module: string;
  readonly input: unknown;
}

/** What a thread is given. */
export interface MeasurementTask<Input> {
  readonly input: Input;
  /** Gets the share that is done, 0 to 1. */
  readonly progress: MessagePort;
}

/** Makes a function that measures into the default export of its module. */
export function measurement<Input, Result>(
  measure: (input: Input, onProgress: (done: number) => void) => Result | Promise<Result>,
): (task: MeasurementTask<Input>) => Promise<Result> {
  return async ({ input, progress }) => {
    try {
      return await measure(input, (done) => progress.postMessage(done));
    } finally {
      progress.close();
    }
  };
}
