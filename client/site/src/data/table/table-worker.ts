/** The Worker that reads tables: what `handleTable` needs of a real one. */
import { handleTable, type ToTableWorker } from './handle-table.ts';

declare const self: DedicatedWorkerGlobalScope;

self.onmessage = ({ data }: MessageEvent<ToTableWorker>) =>
  handleTable(data, (message, memory) => self.postMessage(message, memory));
