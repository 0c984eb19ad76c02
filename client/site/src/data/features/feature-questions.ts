/** Questions for features, and for copies of pictures, and the answers that the Worker gives. */
import { DataError, type DataProblem } from '../data-problem.ts';
import type { FromFeatures, ToFeatures } from './bridge.ts';

export interface FeatureMaker {
  /**
   * @param pixels of pictures of `side` x `side` pixels, see `Extractor`; they are transferred
   * @param seeds one for each picture, see `variantsOf`
   * @returns FEATURES numbers for each, standardised, see `Extractor`
   * @throws DataError, as a rejection: `extractor-...`
   */
  featuresOf(
    pixels: Uint8Array<ArrayBuffer>,
    side: number,
    seeds: readonly number[],
  ): Promise<Float32Array<ArrayBuffer>>;
  /** The pictures or their copies themselves, see `featuresOf`. */
  variantsOf(
    pixels: Uint8Array<ArrayBuffer>,
    side: number,
    seeds: readonly number[],
  ): Promise<Uint8Array<ArrayBuffer>>;
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
  resolve(answer: Exclude<FromFeatures, { problem: DataProblem }>): void;
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
    if ('problem' in message) question?.reject(new DataError(message.problem));
    else question?.resolve(message);
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

  function ask(
    question: Pick<ToFeatures, 'kind' | 'pixels' | 'side' | 'seeds'>,
  ): Promise<Exclude<FromFeatures, { problem: DataProblem }>> {
    worker ??= start(hear, fail);
    last += 1;
    const id = last;
    const answer = new Promise<Exclude<FromFeatures, { problem: DataProblem }>>((resolve, reject) =>
      questions.set(id, { resolve, reject }),
    );
    worker.post({ ...question, id, address });
    return answer;
  }

  return {
    async featuresOf(pixels, side, seeds) {
      const answer = await ask({ kind: 'features', pixels, side, seeds });
      return 'features' in answer ? answer.features : new Float32Array();
    },
    async variantsOf(pixels, side, seeds) {
      const answer = await ask({ kind: 'pixels', pixels, side, seeds });
      return 'pixels' in answer ? answer.pixels : new Uint8Array();
    },
    close: () => end(new DataError({ code: 'extractor-failed', what: 'closed' })),
  };
}
