/** The thread of a headless peer: what `createPeerDispatcher` needs of a Worker of Node. */
import { parentPort } from 'node:worker_threads';
import { loadData } from '../src/data/load-data.ts';
import type { FromWorker, ToWorker } from '../src/peer/bridge.ts';
import { createClock } from '../src/peer/clock.ts';
import { networkOf } from '../src/peer/network.ts';
import { createPeerDispatcher } from '../src/peer/peer-dispatcher.ts';
import { startBackend } from './backend.ts';
import { buffersOf } from './buffers.ts';

const port = parentPort;
if (port === null) throw new Error('This is the code of a thread.');

const dispatcher = createPeerDispatcher({
  // Node hands on up to a thousand messages of a MessageChannel before it looks at its timers.
  clock: createClock((callback) => void setImmediate(callback)),
  post: (message: FromWorker, transfer = []) => port.postMessage(message, buffersOf(transfer)),
  loadData,
  loadNetwork: async (task, frozen) =>
    task.network === undefined
      ? networkOf(task)
      : (await import('../src/peer/any-network.ts')).anyNetworkOf(task, frozen),
  loadOwnLearner: async (...of) => (await import('../src/peer/own-learner.ts')).loadOwnLearner(...of),
  startBackend,
  loadPrivacy: () => import('../src/peer/peer-privacy.ts'),
  loadAdviser: () => import('../src/peer/adviser.ts'),
});
port.on('message', (message: ToWorker) => dispatcher.handle(message));
