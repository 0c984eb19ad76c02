/** What a session needs in Node: WebRTC from a package, and threads that run TypeScript. */
import { Worker } from 'node:worker_threads';
import wrtc from '@roamhq/wrtc';
import type { FromWorker } from '../src/peer/bridge.ts';
import type { PeerThread } from '../src/peer/peer-worker.ts';
import type { Platform } from '../src/session/platform.ts';
import { buffersOf } from './buffers.ts';

/** Milliseconds for goodbyes to go out, on the links and to the server, before a program may end. */
export const GOODBYE_MS = 500;

export const nodePlatform: Platform = {
  webRtc: wrtc,
  startThread,
  privacyStorage: null,
  // Whoever starts peers here also stops them.
  onEnding: () => () => {},
};

function startThread(): PeerThread {
  const worker = new Worker(new URL('./thread.mjs', import.meta.url));
  return {
    listen(onMessage, onError) {
      worker.on('message', (message: FromWorker) => onMessage(message));
      worker.on('error', (error) => onError(error instanceof Error ? error.message : String(error)));
    },
    post: (message, transfer) => worker.postMessage(message, buffersOf(transfer)),
    terminate: () => void worker.terminate(),
  };
}
