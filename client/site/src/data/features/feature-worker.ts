/** The Worker that makes copies of pictures, and features: the code for these, which is large, comes when they are asked for. */
import type { FromFeatures, ToFeatures } from './bridge.ts';
import { createFeatureDispatcher } from './feature-dispatcher.ts';

declare const self: DedicatedWorkerGlobalScope;

const dispatch = createFeatureDispatcher({
  load: async (address) => (await import('./load-extractor.ts')).loadExtractor(address),
  post: (message: FromFeatures, transfer: Transferable[] = []) => self.postMessage(message, transfer),
});
self.onmessage = (event: MessageEvent<ToFeatures>) => void dispatch(event.data);
