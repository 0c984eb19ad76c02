/**
 * Starts the Worker of the package, which is one file beside this one. Whichever bundler a page has copies it as it is, as it
 * does with tfjs's WebAssembly: each is named as an asset of this module, and none as a Worker's entry, of which every bundler
 * thinks something else. The package may lie on another origin than the page.
 *
 * Vite is to leave these names alone while the package is built: it would write `'' + import.meta.url`, which no bundler of a page
 * recognises.
 */
import type { PeerThread } from '../src/peer/peer-worker.ts';
import { threadOf } from '../src/peer/worker-thread.ts';

/** What the Worker loads, by the name of the file. Its own name tells it, which is there before any message. */
const files = {
  'tfjs-backend-wasm.wasm': new URL(/* @vite-ignore */ './tfjs-backend-wasm.wasm', import.meta.url).href,
  'tfjs-backend-wasm-simd.wasm': new URL(/* @vite-ignore */ './tfjs-backend-wasm-simd.wasm', import.meta.url)
    .href,
};

export function startWorker(): PeerThread {
  const worker = new URL(/* @vite-ignore */ './worker.js', import.meta.url);
  const options: WorkerOptions = { type: 'module', name: JSON.stringify(files) };
  if (worker.origin === location.origin || worker.protocol === 'data:')
    return threadOf(new Worker(worker, options));
  // A Worker has to be of the page's origin, but may import from elsewhere.
  const script = `import ${JSON.stringify(worker.href)};`;
  const here = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const thread = threadOf(new Worker(here, options));
  URL.revokeObjectURL(here);
  return thread;
}
