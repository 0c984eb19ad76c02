/** What the bundler does for the package besides bundling. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const LIBRARY = fileURLToPath(new URL('..', import.meta.url));

/** simple-peer expects Node's streams, Buffer and random bytes; in a browser it gets what it needs of them. */
export function ownParts(): Plugin {
  const parts = new Map(
    [
      ['readable-stream', 'stream'],
      ['buffer', 'buffer'],
      ['randombytes', 'random-bytes'],
    ].map(([name, file]) => [name, resolve(LIBRARY, `src/mesh/simple-peer/${file}.ts`)]),
  );
  return { name: 'own-parts', enforce: 'pre', resolveId: (source) => parts.get(source) ?? null };
}

/** Puts a file in the place of another, both named from the library's folder. */
export function swap(file: string, other: string): Plugin {
  return {
    name: 'swap',
    transform(code, id) {
      if (id !== resolve(LIBRARY, file)) return null;
      const from = `../../${other}`;
      return { code: code === '' ? code : `export * from '${from}';`, map: null };
    },
  };
}

/** In the package a thread's entry is a script beside. */
export function threadFile(): Plugin {
  return {
    name: 'thread-file',
    enforce: 'pre',
    transform: (code, id) =>
      /node-platform\.ts$/.test(id)
        ? { code: code.replace("'./thread.mjs'", "'./node-worker.js'"), map: null }
        : null,
  };
}

const WASM = /\.wasm\?url$/;

/** tfjs's WebAssembly goes along; the page tells the Worker where it is, see `package/start-worker.ts`. */
export function wasmFiles(): Plugin {
  const { resolve: find } = createRequire(import.meta.url);
  return {
    name: 'wasm-files',
    // Before Vite, which would name it by where it lies below the root of a site.
    enforce: 'pre',
    resolveId: (source) => (WASM.test(source) ? `${find(source.replace('?url', ''))}?url` : null),
    load(id) {
      if (!WASM.test(id)) return null;
      const file = id.replace('?url', '');
      const fileName = basename(file);
      this.emitFile({ type: 'asset', fileName, source: readFileSync(file) });
      return `export default JSON.parse(self.name)['${fileName}'];`;
    },
  };
}

/** The same in Node, where it is read as a file beside the thread's script. */
export function wasmOfNode(): Plugin {
  return {
    name: 'wasm-of-node',
    transform(code, id) {
      if (!/library\/node\/backend\.ts$/.test(id)) return null;
      const paths = `setWasmPaths(fileURLToPath(new URL('./', import.meta.url)));`;
      const imports = `import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';\nimport { fileURLToPath } from 'node:url';\n`;
      return { code: `${imports}${code}\n${paths}\n`, map: null };
    },
  };
}

/** What is shared is in no package of its own: its types are compiled in. */
export function sharedTypes(): Plugin {
  const { resolve: find } = createRequire(import.meta.url);
  return {
    name: 'shared-types',
    resolveId: (source) => (source.startsWith('@hearsay/shared/') ? find(source) : null),
  };
}
