/** Matrix products in WebAssembly, several times as fast as JavaScript. */
import { instantiator } from './instantiate.ts';
import { COMPILED } from './matrix-kernels.generated.ts';

const PAGE_BYTES = 65536;
const NUMBER_BYTES = Float32Array.BYTES_PER_ELEMENT;

/**
 * target += left * right, with left rows x inner, right inner x columns and target rows x columns, the latter two
 * row-major. Entry (r, k) of left is at `left + r * rowStep + k * innerStep`. All positions and steps count numbers in the
 * memory that the matrices lie in. All counts are at least 1, and target and right do not overlap.
 */
export type MultiplyAdd = (
  target: number,
  rows: number,
  columns: number,
  left: number,
  rowStep: number,
  innerStep: number,
  inner: number,
  right: number,
) => void;

export interface MatrixMemory {
  /** Where all matrices lie; zeros at first. */
  readonly numbers: Float32Array;
  readonly multiplyAdd: MultiplyAdd;
}

/** What the module exports. Positions and steps are in bytes. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly multiplyAdd: MultiplyAdd;
}

const instantiate = instantiator<Exports>(COMPILED);

/**
 * Memory for matrices, and the product of those that lie in it.
 * @param length numbers there is to be room for
 * @returns null where there is no WebAssembly with SIMD, or not so much memory
 */
export function createMatrixKernels(length: number): MatrixMemory | null {
  const module = instantiate();
  if (module === null) return null;
  const pages = Math.ceil((NUMBER_BYTES * length) / PAGE_BYTES);
  try {
    if (pages > 1) module.memory.grow(pages - 1);
  } catch {
    return null;
  }
  return {
    // It grows no more, so this stays valid.
    numbers: new Float32Array(module.memory.buffer, 0, length),
    multiplyAdd: (target, rows, columns, left, rowStep, innerStep, inner, right) =>
      module.multiplyAdd(
        NUMBER_BYTES * target,
        rows,
        columns,
        NUMBER_BYTES * left,
        NUMBER_BYTES * rowStep,
        NUMBER_BYTES * innerStep,
        inner,
        NUMBER_BYTES * right,
      ),
  };
}
