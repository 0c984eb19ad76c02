/// <reference path="./weights.d.ts" />
/** Makes features of pictures, in a Worker of its own that starts when the first are asked for. */
import address from 'virtual:extractor-weights';
import type { FromFeatures } from './bridge.ts';
import { createFeatureMaker, type FeatureMaker, type FeatureWorker } from './feature-questions.ts';

export function startFeatureMaker(): FeatureMaker {
  return createFeatureMaker(new URL(address, location.href).href, startWorker);
}

function startWorker(
  onMessage: (message: FromFeatures) => void,
  onError: (what: string) => void,
): FeatureWorker {
  const worker = new Worker(new URL('./feature-worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = (event: MessageEvent<FromFeatures>) => onMessage(event.data);
  worker.onerror = (event) => onError(event.message);
  return {
    post: (message) => worker.postMessage(message, [message.pixels.buffer]),
    close: () => worker.terminate(),
  };
}
