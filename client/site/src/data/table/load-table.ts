/** A table from a file that somebody chose, read in a Worker, so that the page goes on. */
import type { FromTableWorker, ToTableWorker } from './handle-table.ts';
import type { TableRead } from './read-table.ts';
import { MOST_BYTES } from './table-problem.ts';

/** As much of a file as is needed to read it. */
export type TableFile = Pick<Blob, 'size' | 'arrayBuffer'>;

export interface LoadOptions {
  /** Is told the share that is done, 0 to 1. */
  readonly onProgress?: (done: number) => void;
  /** Ends it; the promise is rejected with its reason. */
  readonly signal?: AbortSignal;
  readonly makeWorker?: () => Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;
}

const startWorker = (): Worker =>
  new Worker(new URL('./table-worker.ts', import.meta.url), { type: 'module' });

/** Rejects only where `signal` says so. */
export async function loadTable(
  file: TableFile,
  { onProgress = () => {}, signal, makeWorker = startWorker }: LoadOptions = {},
): Promise<TableRead> {
  signal?.throwIfAborted();
  if (file.size > MOST_BYTES)
    return { ok: false, problem: { code: 'too-large-file', bytes: file.size, most: MOST_BYTES } };
  let bytes: ArrayBuffer;
  try {
    bytes = await file.arrayBuffer();
  } catch {
    return { ok: false, problem: { code: 'unreadable' } };
  }
  signal?.throwIfAborted();
  const worker = makeWorker();
  try {
    return await new Promise<TableRead>((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      worker.onmessage = ({ data }: MessageEvent<FromTableWorker>) => {
        if (data.kind === 'progress') onProgress(data.done);
        else resolve(data.read);
      };
      // Its script could not be fetched, or there is not enough memory.
      worker.onerror = () => resolve({ ok: false, problem: { code: 'unreadable' } });
      const message: ToTableWorker = { bytes };
      worker.postMessage(message, [bytes]);
    });
  } finally {
    worker.terminate();
  }
}
