/** The Worker of the demonstration: what `createLeakDispatcher` needs of a real one. */
import { loadMnist, mnistOf } from 'hearsay/digits';
import type { ToLeaks } from './bridge.ts';
import { createLeakDispatcher } from './leak-dispatcher.ts';

declare const self: DedicatedWorkerGlobalScope;

/** A few of each digit. */
const SAMPLES = 200;
const SEED = 1;

const dispatcher = createLeakDispatcher({
  async loadDigits() {
    const { url } = mnistOf(location.origin);
    const { train } = await loadMnist({
      ...{ base: url, partition: { kind: 'iid' }, samples: SAMPLES, seed: SEED, slot: 0, tests: false },
      onProgress: () => {},
    });
    return { pixels: Uint8Array.from(train.inputs), labels: [...train.targets] };
  },
  post: (message) => self.postMessage(message),
});
self.onmessage = (event: MessageEvent<ToLeaks>) => void dispatcher.handle(event.data);
