/** Starts the Worker of the demonstration of leaks. */
import type { FromLeaks } from './bridge.ts';
import type { LeakWorker } from './leaks.ts';

export function startLeakWorker(onMessage: (message: FromLeaks) => void, onError: () => void): LeakWorker {
  const worker = new Worker(new URL('./leak-worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = (event: MessageEvent<FromLeaks>) => onMessage(event.data);
  worker.onerror = () => onError();
  return { post: (message) => worker.postMessage(message), close: () => worker.terminate() };
}
