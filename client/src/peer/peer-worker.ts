/** The main thread's handle on the Worker. */
import type { DetailedEvaluation } from '../status.ts';
import type { FromWorker, ToWorker } from './bridge.ts';

export interface PeerWorker {
  post(message: ToWorker, transfer?: Transferable[]): void;
  parameters(): Promise<Float32Array>;
  evaluate(): Promise<DetailedEvaluation>;
  /** Ends it; questions under way are rejected. */
  terminate(): void;
}

interface Question {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/** @param onMessage all but answers to questions @param onCrash the Worker cannot go on; a sentence for people */
export function createPeerWorker(
  onMessage: (message: FromWorker) => void,
  onCrash: (message: string) => void,
): PeerWorker {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const questions = new Map<number, Question>();
  let asked = 0;

  const take = (request: number): Question | undefined => {
    const question = questions.get(request);
    questions.delete(request);
    return question;
  };

  worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    if (data.type === 'parameters') take(data.request)?.resolve(data.parameters as never);
    else if (data.type === 'evaluated') take(data.request)?.resolve(data.evaluation as never);
    else if (data.type === 'refused') take(data.request)?.reject(new Error(data.message));
    else onMessage(data);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    onCrash(
      `The training thread stopped (${event.message || 'its script could not be loaded'}). Reload the page.`,
    );
  };

  const post = (message: ToWorker, transfer: Transferable[] = []): void =>
    worker.postMessage(message, transfer);
  const ask = <T>(wanted: 'parameters' | 'evaluation'): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      asked += 1;
      questions.set(asked, { resolve, reject });
      post({ type: 'ask', request: asked, for: wanted });
    });

  return {
    post,
    parameters: () => ask('parameters'),
    evaluate: () => ask('evaluation'),
    terminate() {
      worker.terminate();
      for (const { reject } of questions.values()) reject(new Error('The tab has left the room.'));
      questions.clear();
    },
  };
}
