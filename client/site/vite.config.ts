import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import { defineConfig, type Plugin } from 'vite';
import { precompress } from '../../signaling-server/src/precompress.ts';
import { extractorWeights } from './extractor-weights.ts';
import { leanConnection } from './lean-connection.ts';
import { leanDescriptions } from './lean-descriptions.ts';
import { leanLayers, leanTfjs } from './lean-tfjs.ts';
import { scriptText } from './script-text.ts';

/** Where the signalling server runs while the page itself is served by Vite. */
const server = process.env.HEARSAY_SERVER ?? 'http://localhost:8080';

const ownPart = (name: string): string =>
  fileURLToPath(new URL(`../library/src/mesh/simple-peer/${name}.ts`, import.meta.url));

/** A host's key needs SHA-512, which is in one module with SHA-256, and that one is needed before training. With a copy of its
 * own the rest of the page does not load it. */
const ownHash: Plugin = {
  name: 'own-hash',
  enforce: 'pre',
  async resolveId(source, importer) {
    if (!importer || !/host-key\.ts$|hashes\/.*\?host$/.test(importer)) return null;
    const found = await this.resolve(source, importer.replace('?host', ''), { skipSelf: true });
    return found?.id.includes('@noble/hashes') ? `${found.id}?host` : found;
  },
};

const compressed: Plugin = {
  name: 'compressed',
  apply: 'build',
  writeBundle: ({ dir }) => (dir === undefined ? undefined : precompress(dir)),
};

/** A section of a language's words is a script that is called by both. */
const chunkFileNames = ({ facadeModuleId }: { facadeModuleId?: string | null }): string => {
  const [, section] = /\?(\w+)$/.exec(facadeModuleId ?? '') ?? [];
  return `assets/[name]${section === undefined ? '' : `-${section}`}-[hash].js`;
};

/** What of tfjs all that compute with it share is called after no file of it: backends alone have the names of their packages'. */
const workerChunkNames = ({ name, moduleIds }: { name: string; moduleIds: string[] }): string => {
  const isShared =
    name === 'dist' && moduleIds.every((id) => id.includes('/tfjs-core/') || !id.includes('/@tensorflow/'));
  return `assets/${isShared ? 'tensors' : '[name]'}-[hash].js`;
};

/** In place of the four hundred notices of tfjs's files, all of which are this one. */
const NOTICE =
  '/*! With TensorFlow.js, Copyright Google LLC, under the Apache License 2.0: https://www.apache.org/licenses/LICENSE-2.0 */';

/** What is always loaded together, with all that it imports: in one script it is shorter than in many that views which are loaded later
 * share parts of. The first is there before a room is joined. */
const PAGE =
  /client\/(site\/src\/app\/(app|page|new-room|session\/session-view)\.tsx?|library\/src\/(random-bytes|session\/status)\.ts)$/;
/** Methods import them, of which the page needs descriptions alone; what uses them is loaded later. */
const CODECS = /shared\/src\/gossip\/(kernels\/|codec\/(?!codec-choice))/;
const TOGETHER = [
  { name: 'codecs', test: CODECS, priority: 3 },
  { name: 'page', test: PAGE, priority: 2 },
  { name: 'session', test: /client\/library\/src\/session\/(session|platform)\.ts$/, priority: 1 },
];

// Chunks follow the imports: the page imports the session and the charts only when it needs them, and the
// worker is a chunk of its own, the only one with tfjs in it. So the first paint needs the entry alone.
export default defineConfig({
  plugins: [preact(), ownHash, leanConnection(), scriptText(), extractorWeights(), compressed],
  resolve: {
    // simple-peer expects Node's streams, Buffer and random bytes, and logs what nobody reads.
    alias: [
      { find: /^readable-stream$/, replacement: ownPart('stream') },
      { find: /^buffer$/, replacement: ownPart('buffer') },
      { find: /^randombytes$/, replacement: ownPart('random-bytes') },
      { find: /^debug$/, replacement: ownPart('debug') },
    ],
  },
  worker: {
    format: 'es',
    plugins: () => [leanTfjs(), leanDescriptions()],
    rolldownOptions: {
      treeshake: leanLayers,
      output: { chunkFileNames: workerChunkNames, comments: { legal: false }, postBanner: NOTICE },
    },
  },
  build: {
    outDir: 'dist',
    target: 'es2022',
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { chunkFileNames, codeSplitting: { groups: TOGETHER } } },
  },
  server: {
    proxy: {
      '/socket.io': { target: server, ws: true },
      '/data': server,
      '/docs': server,
      '/health': server,
    },
  },
});
