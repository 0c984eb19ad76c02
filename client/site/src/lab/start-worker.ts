/** Starts the lab's Worker. */
import type { FromLab, ToLab } from './bridge.ts';
import type { LabWorker } from './lab.ts';

export function startLabWorker(
  onMessage: (message: FromLab) => void,
  onError: (message: string) => void,
): LabWorker {
  const worker = new Worker(new URL('./lab-worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = (event: MessageEvent<FromLab>) => onMessage(event.data);
  // Without a message, its script could not be fetched.
  worker.onerror = (event) => onError(event.message || 'the code of the simulator could not be loaded');
  return {
    post: (message: ToLab) => worker.postMessage(message),
    close: () => worker.terminate(),
  };
}
