/** The Worker of a tab: what `createPeerHost` needs of a real one. */
import { loadData } from '../data/load-data.ts';
import { startBackend } from './backend.ts';
import type { FromWorker, ToWorker } from './bridge.ts';
import { createWorkerClock } from './clock.ts';
import { createPeerHost } from './peer-host.ts';

/** Milliseconds of training before what advice needs is loaded: after all that training needs. */
const ADVISER_AFTER_MS = 2000;

declare const self: DedicatedWorkerGlobalScope;

const post = (message: FromWorker, transfer: Transferable[] = []): void =>
  self.postMessage(message, transfer);

const host = createPeerHost({
  clock: createWorkerClock(),
  post,
  loadData,
  startBackend,
  async loadAdviser() {
    await new Promise((resolve) => setTimeout(resolve, ADVISER_AFTER_MS));
    return import('./adviser.ts');
  },
});
self.onmessage = (event: MessageEvent<ToWorker>) => host.handle(event.data);
