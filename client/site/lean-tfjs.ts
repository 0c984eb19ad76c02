/** Leaves out what tfjs brings and a tab never needs: a third of the Worker's JavaScript. */
import type { Plugin, UserConfig } from 'vite';

/** Threads are switched off, see `src/peer/backend.ts`. */
const THREADS = /tfjs-backend-wasm\/wasm-out\/tfjs-backend-wasm-threaded-simd(\.worker)?\.js$/;
const NO_THREADS = `
  export default () => { throw new Error('Threaded wasm is not part of this build.'); };
  export const wasmWorkerContents = '';
`;

/** The list of wasm's kernels, and those among them that are for text, sparse tensors, counting, and images before they
 * come to a network. A network that needs one all the same is told so by tfjs: the kernel is not registered. */
const KERNEL_LIST = /tfjs-backend-wasm\/dist\/register_all_kernels\.js$/;
const UNUSED_KERNEL =
  /import \{ (\w+) \} from '\.\/kernels\/(?:String|Sparse|Bincount|DenseBincount|SearchSorted|Unique|CropAndResize|FlipLeftRight|RotateWithOffset|Transform|NonMaxSuppression|Dilation2D|\w+3D)\w*';/g;

export function leanTfjs(): Plugin {
  return {
    name: 'lean-tfjs',
    apply: 'build',
    transform(code, id) {
      if (THREADS.test(id)) return { code: NO_THREADS, map: null };
      if (!KERNEL_LIST.test(id)) return null;
      const unused = [...code.matchAll(UNUSED_KERNEL)].map(([, config]) => config);
      if (unused.length === 0) this.error('tfjs lists its kernels in another way than it did.');
      const lean = unused.reduce((list, config) => list.replace(`${config},`, ''), code);
      return { code: lean.replace(UNUSED_KERNEL, ''), map: null };
    },
  };
}

type Treeshake = NonNullable<NonNullable<NonNullable<UserConfig['build']>['rolldownOptions']>['treeshake']>;

/** tfjs-layers does not say that its modules may be left out where nothing of them is used, so all layers would come
 * along. Its entry brings the gradients, and its flags are there for what they do. */
export const leanLayers: Treeshake = {
  moduleSideEffects: [{ test: /tfjs-layers\/dist\/(?!index|flags_layers)/, sideEffects: false }],
};
