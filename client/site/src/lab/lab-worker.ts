/** The Worker of the lab: what `createLabDispatcher` needs of a real one. */
import { createWorkerClock } from 'hearsay/basics';
import type { FromLab, ToLab } from './bridge.ts';
import { createLabDispatcher } from './lab-dispatcher.ts';

declare const self: DedicatedWorkerGlobalScope;

const dispatcher = createLabDispatcher({
  clock: createWorkerClock(),
  post: (message: FromLab) => self.postMessage(message),
});
self.onmessage = (event: MessageEvent<ToLab>) => dispatcher.handle(event.data);
