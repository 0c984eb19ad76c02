/** A Worker for each backend, as a tab has one; they train when asked, one at a time. */
import type { BenchBackend, FromWorker, ToWorker } from './messages.ts';

const workers = new Map<BenchBackend, Worker>();

function ask(worker: Worker, message: ToWorker): Promise<number> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if ('error' in data) reject(new Error(data.error));
      else resolve(data.seconds);
    };
    worker.onerror = (event) => reject(new Error(event.message || 'The Worker did not load.'));
    worker.postMessage(message);
  });
}

window.startBackend = async (backend) => {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  workers.set(backend, worker);
  await ask(worker, { type: 'start', backend });
};

window.train = async (backend, steps) => {
  const worker = workers.get(backend);
  if (!worker) throw new Error(`The backend ${backend} has not started.`);
  return ask(worker, { type: 'train', steps });
};
