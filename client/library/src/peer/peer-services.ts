/** What the Workers of a browser have in common: everything but the networks that they can build. */
import { loadData } from '../data/load-data.ts';
import { startBackend } from './backend.ts';
import type { FromWorker, ToWorker } from './bridge.ts';
import { createWorkerClock } from './clock.ts';
import { createPeerDispatcher, type PeerDispatcherOptions } from './peer-dispatcher.ts';

/** Milliseconds of training before what advice needs is loaded: after all that training needs. */
const ADVISER_AFTER_MS = 2000;

declare const self: DedicatedWorkerGlobalScope;

const post = (message: FromWorker, transfer: Transferable[] = []): void =>
  self.postMessage(message, transfer);

/** Serves the page that has started this Worker. */
export function servePeer(loadNetwork: PeerDispatcherOptions['loadNetwork']): void {
  const dispatcher = createPeerDispatcher({
    clock: createWorkerClock(),
    post,
    loadData,
    loadNetwork,
    loadOwnLearner: async (...of) => (await import('./own-learner.ts')).loadOwnLearner(...of),
    startBackend,
    loadPrivacy: () => import('./peer-privacy.ts'),
    async loadAdviser() {
      await new Promise((resolve) => setTimeout(resolve, ADVISER_AFTER_MS));
      return import('./adviser.ts');
    },
  });
  self.onmessage = (event: MessageEvent<ToWorker>) => dispatcher.handle(event.data);
}
