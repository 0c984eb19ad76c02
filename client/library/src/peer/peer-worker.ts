/** The main thread's handle on the Worker. */
import { errorOf } from '../problem-words.ts';
import type { Problem } from '../problems.ts';
import type { DetailedEvaluation } from '../session/status.ts';
import type { FromWorker, ToWorker, WorkerNews } from './bridge.ts';
import type { PeerSnapshot } from './snapshot.ts';

export interface PeerWorker {
  post(message: ToWorker, transfer?: Transferable[]): void;
  parameters(): Promise<Float32Array>;
  /** The room's model: see `Peer.roomModel`. */
  roomParameters(): Promise<Float32Array>;
  evaluate(): Promise<DetailedEvaluation>;
  /** @param inputs of one example or more; they are transferred @returns a probability for each class, or each value, row after row */
  predict(inputs: Float32Array<ArrayBuffer>): Promise<number[]>;
  snapshot(): Promise<PeerSnapshot>;
  /** Ends it; questions under way are rejected. */
  terminate(): void;
}

/** A thread that runs a peer's Worker code: a browser's Worker, or what is in its place. */
export interface PeerThread {
  /** Called once. @param onError told what went wrong where the thread cannot go on; may be empty */
  listen(onMessage: (message: FromWorker) => void, onError: (what: string) => void): void;
  post(message: ToWorker, transfer: Transferable[]): void;
  terminate(): void;
}

interface Question {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/** @param onMessage all but answers to questions @param onCrash the Worker cannot go on */
export function createPeerWorker(
  thread: PeerThread,
  onMessage: (message: WorkerNews) => void,
  onCrash: (problem: Problem & { code: 'worker-failed' }) => void,
): PeerWorker {
  const questions = new Map<number, Question>();
  let asked = 0;

  const take = (request: number): Question | undefined => {
    const question = questions.get(request);
    questions.delete(request);
    return question;
  };

  const onAny = (message: FromWorker): void => {
    if (message.type === 'parameters') take(message.request)?.resolve(message.parameters as never);
    else if (message.type === 'evaluated') take(message.request)?.resolve(message.evaluation as never);
    else if (message.type === 'predicted') take(message.request)?.resolve(message.outputs as never);
    else if (message.type === 'snapshot') take(message.request)?.resolve(message.snapshot as never);
    else if (message.type === 'refused') take(message.request)?.reject(errorOf(message.problem));
    else onMessage(message);
  };
  thread.listen(onAny, (what) => onCrash({ code: 'worker-failed', what }));

  const post = (message: ToWorker, transfer: Transferable[] = []): void => thread.post(message, transfer);
  const ask = <T>(send: (request: number) => void): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      asked += 1;
      questions.set(asked, { resolve, reject });
      send(asked);
    });

  return {
    post,
    parameters: () => ask((request) => post({ type: 'ask', request, for: 'parameters' })),
    roomParameters: () => ask((request) => post({ type: 'ask', request, for: 'room-parameters' })),
    evaluate: () => ask((request) => post({ type: 'ask', request, for: 'evaluation' })),
    predict: (inputs) => ask((request) => post({ type: 'predict', request, inputs }, [inputs.buffer])),
    snapshot: () => ask((request) => post({ type: 'ask', request, for: 'snapshot' })),
    terminate() {
      thread.terminate();
      for (const { reject } of questions.values()) reject(errorOf({ code: 'left' }));
      questions.clear();
    },
  };
}
