/**
 * Builds the package that others install, into `dist/`: all that it is made of is compiled in, but tfjs on the main thread and
 * WebRTC for Node, which a page or a program has itself.
 */
import { rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as bundleTypes } from 'tsdown';
import { build, type InlineConfig, type Plugin } from 'vite';
import { leanDescriptions } from '../../site/lean-descriptions.ts';
import { leanTfjs } from '../../site/lean-tfjs.ts';
import { writePackage } from './package-files.ts';
import { ownParts, sharedTypes, swap, threadFile, wasmFiles, wasmOfNode } from './plugins.ts';

const LIBRARY = fileURLToPath(new URL('..', import.meta.url));
const DIST = resolve(LIBRARY, 'dist');
const NOT_INSIDE = ['@tensorflow/tfjs', '@roamhq/wrtc'];
const OF_NODE = [...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

/** What the code that loads WebAssembly in Node expects of a script there. */
const OF_COMMON_JS = `import { createRequire as createRequireHere } from 'node:module';
import { fileURLToPath as pathOfHere } from 'node:url';
const require = createRequireHere(import.meta.url);
const __dirname = pathOfHere(new URL('.', import.meta.url));`;

interface Script {
  readonly entry: string;
  readonly name: string;
  readonly plugins: Plugin[];
  readonly forNode?: boolean;
  /** In one file, whatever is loaded later. */
  readonly whole?: boolean;
}

const scripts: readonly Script[] = [
  {
    entry: 'src/index.ts',
    name: 'index',
    plugins: [ownParts(), swap('src/peer/start-worker.ts', 'package/start-worker.ts')],
  },
  {
    entry: 'src/peer/any-worker.ts',
    name: 'worker',
    plugins: [wasmFiles(), leanDescriptions(), leanTfjs()],
    whole: true,
  },
  { entry: 'node/index.ts', name: 'node', plugins: [threadFile()], forNode: true },
  {
    entry: 'node/worker.ts',
    name: 'node-worker',
    plugins: [wasmOfNode(), leanDescriptions(), leanTfjs()],
    forNode: true,
    whole: true,
  },
];

function configOf({ entry, name, plugins, forNode = false, whole = false }: Script): InlineConfig {
  return {
    configFile: false,
    root: LIBRARY,
    logLevel: 'warn',
    plugins,
    publicDir: false,
    ...(forNode && { ssr: { target: 'node', noExternal: true, external: NOT_INSIDE } }),
    build: {
      outDir: DIST,
      emptyOutDir: false,
      target: 'es2022',
      // Of tfjs, whose sources nobody debugs here, the maps would be most of the package; and without sources in them, bundlers
      // complain of each.
      sourcemap: !whole,
      ssr: forNode,
      minify: true,
      // It would look for scripts at the root of whoever's page it is.
      modulePreload: false,
      rolldownOptions: {
        input: { [name]: resolve(LIBRARY, entry) },
        external: forNode ? [...NOT_INSIDE, ...OF_NODE] : NOT_INSIDE,
        preserveEntrySignatures: 'strict',
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: `${name}-[name]-[hash].js`,
          assetFileNames: '[name][extname]',
          ...(whole && { codeSplitting: false }),
          ...(whole && forNode && { banner: OF_COMMON_JS }),
        },
      },
    },
  };
}

rmSync(DIST, { recursive: true, force: true });
for (const script of scripts) await build(configOf(script));
await bundleTypes({
  config: false,
  cwd: LIBRARY,
  logLevel: 'warn',
  entry: { index: 'src/index.ts', node: 'node/index.ts' },
  format: 'esm',
  outDir: DIST,
  clean: false,
  deps: { neverBundle: NOT_INSIDE, alwaysBundle: [/./] },
  outExtensions: () => ({ js: '.js', dts: '.d.ts' }),
  dts: { emitDtsOnly: true, eager: true, tsconfig: resolve(LIBRARY, 'build/tsconfig.json') },
  plugins: [sharedTypes()],
});
writePackage(LIBRARY, DIST);
