import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import { leanLayers, leanTfjs } from './lean-tfjs.ts';

/** Where the signalling server runs while the page itself is served by Vite. */
const server = process.env.HEARSAY_SERVER ?? 'http://localhost:8080';

// Chunks follow the imports: the page imports the session and the charts only when it needs them, and the
// worker is a chunk of its own, the only one with tfjs in it. So the first paint needs the entry alone.
export default defineConfig({
  plugins: [preact()],
  resolve: {
    // The package's own entry expects Node's streams and Buffer; its bundle brings them.
    alias: [{ find: /^simple-peer$/, replacement: 'simple-peer/simplepeer.min.js' }],
  },
  worker: { format: 'es', plugins: () => [leanTfjs()], rolldownOptions: { treeshake: leanLayers } },
  build: {
    outDir: 'dist',
    target: 'es2022',
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: {
      '/socket.io': { target: server, ws: true },
      '/data': server,
      '/health': server,
    },
  },
});
