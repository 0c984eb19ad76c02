/** Questions for features, and the answers that the Worker gives. */
import { DataError, type DataProblem } from '../data-problem.ts';
import type { FromFeatures, ToFeatures } from './bridge.ts';

export interface FeatureMaker {
  /**
   * @param pixels of pictures of `side` x `side` pixels, see `Extractor`; they are transferred
   * @returns FEATURES numbers from 0 to 1 for each
   * @throws DataError, as a rejection: `extractor-...`
   */
  featuresOf(pixels: Uint8Array<ArrayBuffer>, side: number): Promise<Float32Array<ArrayBuffer>>;
  close(): void;
}

/** What is needed of a `Worker`. */
export interface FeatureWorker {
  post(message: ToFeatures): void;
  close(): void;
}

/** @param onError it cannot go on; what it said, which may be empty where its code did not come */
export type StartFeatureWorker = (
  onMessage: (message: FromFeatures) => void,
  onError: (what: string) => void,
) => FeatureWorker;

interface Question {
  resolve(features: Float32Array<ArrayBuffer>): void;
  reject(error: DataError): void;
}

/** @param address of the weights */
export function createFeatureMaker(address: string, start: StartFeatureWorker): FeatureMaker {
  const questions = new Map<number, Question>();
  let last = 0;
  let worker: FeatureWorker | null = null;

  function hear(message: FromFeatures): void {
    const question = questions.get(message.id);
    questions.delete(message.id);
    if ('features' in message) question?.resolve(message.features);
    else question?.reject(new DataError(message.problem));
  }

  /** The next question starts another one. */
  function fail(what: string): void {
    const problem: DataProblem =
      what === '' ? { code: 'extractor-unreachable' } : { code: 'extractor-failed', what };
    end(new DataError(problem));
  }

  function end(error: DataError): void {
    worker?.close();
    worker = null;
    const open = [...questions.values()];
    questions.clear();
    for (const { reject } of open) reject(error);
  }

  return {
    featuresOf(pixels, side) {
      worker ??= start(hear, fail);
      last += 1;
      const id = last;
      worker.post({ id, address, pixels, side });
      return new Promise((resolve, reject) => questions.set(id, { resolve, reject }));
    },
    close: () => end(new DataError({ code: 'extractor-failed', what: 'closed' })),
  };
}
