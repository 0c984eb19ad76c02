/** What the Worker that reads tables is told, and tells. */
import { readTable, type TableRead } from './read-table.ts';

export interface ToTableWorker {
  readonly bytes: ArrayBuffer;
}

export type FromTableWorker =
  /** The share that is done, 0 to 1. */
  { readonly kind: 'progress'; readonly done: number } | { readonly kind: 'read'; readonly read: TableRead };

/** Reads what came. @param post sends a message, with the memory that goes with it */
export function handleTable(
  { bytes }: ToTableWorker,
  post: (message: FromTableWorker, memory: ArrayBuffer[]) => void,
): void {
  const read = readTable(new Uint8Array(bytes), (done) => post({ kind: 'progress', done }, []));
  const columns = read.ok ? read.table.columns : [];
  post(
    { kind: 'read', read },
    columns.flatMap(({ numbers, texts }) => [numbers.buffer, texts.places.buffer]),
  );
}
