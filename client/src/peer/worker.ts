/** The Worker of a tab: what `createPeerHost` needs of a real one. */
import { loadMnist } from '../data/mnist.ts';
import { startBackend } from './backend.ts';
import type { FromWorker, ToWorker } from './bridge.ts';
import { createWorkerClock } from './clock.ts';
import { createPeerHost } from './peer-host.ts';

declare const self: DedicatedWorkerGlobalScope;

const post = (message: FromWorker, transfer: Transferable[] = []): void =>
  self.postMessage(message, transfer);

const host = createPeerHost({ clock: createWorkerClock(), post, loadData: loadMnist, startBackend });
self.onmessage = (event: MessageEvent<ToWorker>) => host.handle(event.data);
