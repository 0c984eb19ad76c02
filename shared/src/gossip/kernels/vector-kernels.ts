/** Loops over whole vectors, many numbers at once: WebAssembly, a few times as fast as JavaScript. */
import { kernelLoader, wholeSteps } from './instantiate.ts';
import { COMPILED } from './vector-kernels.generated.ts';

/** Numbers that are copied in, worked on and copied out at once: they stay in the processor's cache. */
export const CHUNK = 8192;
/** Of the module's memory, in bytes. */
const OTHERS_AT = 32768;
const BITMAP_AT = 65536;
const SET_AT = 66560;
/** The module works on so many numbers at once. */
const STEP = 16;
/** For fewer numbers, copying them in and out takes longer than it saves. */
const FEWEST = 1024;

export interface VectorKernels {
  /** Adds to a vector another. */
  add(to: Float32Array, what: Float32Array): void;
  subtract(from: Float32Array, what: Float32Array, into: Float32Array): void;
  /** Moves a vector half-way. @param opposite of each move, where it is not null */
  moveHalfway(vector: Float32Array, towards: Float32Array, opposite: Float32Array | null): void;
  /** How many are above that magnitude, as bits. */
  countAbove(vector: Float32Array, magnitude: number): number;
  /** Where those from `least`, above 0, to `most` are. @param into as long as the vector @returns how many there are */
  positionsFrom(vector: Float32Array, least: number, most: number, into: Uint32Array): number;
  /** Where a bit is set. @returns how many there are, or -1 where there are more than `into` is long */
  positionsOf(bitmap: Uint8Array, into: Uint32Array): number;
}

/** What the module exports: functions of how many numbers there are. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly add: (count: number) => void;
  readonly subtract: (count: number) => void;
  readonly average: (count: number) => void;
  readonly countAbove: (count: number, magnitude: number) => number;
  readonly positionsFrom: (count: number, least: number, range: number, first: number) => number;
  readonly positions: (count: number, first: number) => number;
}

/** Null where there is no WebAssembly with SIMD, or the page may not compile it. */
export const loadVectorKernels = kernelLoader(COMPILED, createKernels);

/** Null also where a vector is too short for them to be of use. */
export const vectorKernelsFor = ({ length }: Float32Array): VectorKernels | null =>
  length < FEWEST ? null : loadVectorKernels();

function createKernels(module: Exports): VectorKernels {
  // It never grows, so these stay valid.
  const { buffer } = module.memory;
  const numbers = new Float32Array(buffer, 0, CHUNK);
  const others = new Float32Array(buffer, OTHERS_AT, CHUNK);
  const positions = new Uint32Array(buffer, OTHERS_AT, CHUNK);
  const bitmap = new Uint8Array(buffer, BITMAP_AT, CHUNK / 8);
  const set = new Uint32Array(buffer, SET_AT, 4 * 16);
  for (let bits = 0; bits < 16; bits++) {
    const places = [0, 1, 2, 3].filter((place) => bits & (1 << place));
    set.set(places, 4 * bits);
  }

  /** What is left of the last step's numbers counts as 0. @returns how many there are then */
  const put = (from: Float32Array): number => {
    const count = wholeSteps(from.length, STEP);
    numbers.set(from);
    numbers.fill(0, from.length, count);
    return count;
  };

  return {
    add(to, what) {
      for (let start = 0; start < to.length; start += CHUNK) {
        const part = to.subarray(start, start + CHUNK);
        others.set(what.subarray(start, start + CHUNK));
        module.add(put(part));
        part.set(numbers.subarray(0, part.length));
      }
    },
    subtract(from, what, into) {
      for (let start = 0; start < from.length; start += CHUNK) {
        const part = from.subarray(start, start + CHUNK);
        others.set(what.subarray(start, start + CHUNK));
        module.subtract(put(part));
        into.set(numbers.subarray(0, part.length), start);
      }
    },
    moveHalfway(vector, towards, opposite) {
      for (let start = 0; start < vector.length; start += CHUNK) {
        const part = vector.subarray(start, start + CHUNK);
        others.set(towards.subarray(start, start + CHUNK));
        module.average(put(part));
        part.set(numbers.subarray(0, part.length));
        opposite?.set(others.subarray(0, part.length), start);
      }
    },
    countAbove(vector, magnitude) {
      let count = 0;
      for (let start = 0; start < vector.length; start += CHUNK) {
        count += module.countAbove(put(vector.subarray(start, start + CHUNK)), magnitude);
      }
      return count;
    },
    positionsFrom(vector, least, most, into) {
      let count = 0;
      for (let start = 0; start < vector.length; start += CHUNK) {
        const numbersThere = put(vector.subarray(start, start + CHUNK));
        const found = module.positionsFrom(numbersThere, least, most - least, start);
        into.set(positions.subarray(0, found), count);
        count += found;
      }
      return count;
    },
    positionsOf(from, into) {
      let count = 0;
      for (let start = 0; start < from.length; start += CHUNK / 8) {
        const part = from.subarray(start, start + CHUNK / 8);
        const bytes = wholeSteps(part.length, STEP / 8);
        bitmap.set(part);
        bitmap.fill(0, part.length, bytes);
        const found = module.positions(8 * bytes, 8 * start);
        if (count + found > into.length) return -1;
        into.set(positions.subarray(0, found), count);
        count += found;
      }
      return count;
    },
  };
}
