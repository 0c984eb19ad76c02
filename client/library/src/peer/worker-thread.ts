/** A Worker of the browser as a peer's thread. */
import type { FromWorker } from './bridge.ts';
import type { PeerThread } from './peer-worker.ts';

export function threadOf(worker: Worker): PeerThread {
  return {
    listen(onMessage, onError) {
      worker.onmessage = ({ data }: MessageEvent<FromWorker>) => onMessage(data);
      worker.onerror = (event) => {
        event.preventDefault();
        onError(event.message);
      };
    },
    post: (message, transfer) => worker.postMessage(message, transfer),
    terminate: () => worker.terminate(),
  };
}
