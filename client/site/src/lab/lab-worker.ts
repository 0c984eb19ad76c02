/** The Worker of the lab: what `createLabHost` needs of a real one. */
import { createWorkerClock } from 'hearsay/internal/peer/clock.ts';
import type { FromLab, ToLab } from './bridge.ts';
import { createLabHost } from './lab-dispatcher.ts';

declare const self: DedicatedWorkerGlobalScope;

const host = createLabHost({
  clock: createWorkerClock(),
  post: (message: FromLab) => self.postMessage(message),
});
self.onmessage = (event: MessageEvent<ToLab>) => host.handle(event.data);
