/** The codecs' loops over many numbers at once: WebAssembly, several times as fast as JavaScript. */
import { COMPILED } from './codec-kernels.generated.ts';
import { kernelLoader, wholeSteps } from './instantiate.ts';

/** Numbers that are copied in, worked on and copied out at once: they stay in the processor's cache. */
export const CHUNK = 32768;
/** Of the module's memory, in bytes. */
const BYTES_AT = 131072;
const HALVES_AT = 163840;
const SCALES_AT = 196608;
const SCALE_BYTES = 4;
/** The module works on so many numbers at once; of scaled integers, on a block. */
const STEP = 16;
/** Numbers that share a scale. */
export const INT8_BLOCK = 256;
export const INT4_BLOCK = 128;

/** Each works on at most `CHUNK` numbers, at least one, and is false where there is one that it does not take. */
export interface CodecKernels {
  allFinite(numbers: Float32Array): boolean;
  /** @param into 2 bytes for each */
  encodeFloat16(numbers: Float32Array, into: Uint8Array): void;
  /** Takes what is finite. */
  decodeFloat16(bytes: Uint8Array, into: Float32Array): boolean;
  readonly int8: ScaledIntegerKernels;
  readonly int4: ScaledIntegerKernels;
}

export interface ScaledIntegerKernels {
  /** Takes numbers that are allowed, in blocks whose scale is 0 or not subnormal.
   * @param random where the generator is @param scales 4 bytes for each block @param into what the numbers take */
  encode(numbers: Float32Array, random: number, scales: Uint8Array, into: Uint8Array): boolean;
  /** Takes scales that are allowed. */
  decode(scales: Uint8Array, bytes: Uint8Array, into: Float32Array): boolean;
}

/** What the module exports: functions of how many numbers there are, that give 0 or 1. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly allFinite: (count: number) => number;
  readonly encodeFloat16: (count: number) => void;
  readonly decodeFloat16: (count: number) => number;
  readonly encodeInt8: (count: number, random: number) => number;
  readonly decodeInt8: (count: number) => number;
  readonly encodeInt4: (count: number, random: number) => number;
  readonly decodeInt4: (count: number) => number;
}

/** Null where there is no WebAssembly with SIMD, or the page may not compile it. */
export const loadCodecKernels = kernelLoader(COMPILED, createKernels);

function createKernels(module: Exports): CodecKernels {
  // It never grows, so these stay valid.
  const { buffer } = module.memory;
  const numbers = new Float32Array(buffer, 0, CHUNK);
  const bytes = new Uint8Array(buffer, BYTES_AT, 2 * CHUNK);
  const halves = new Uint8Array(buffer, HALVES_AT, CHUNK / 2);
  const scales = new Uint8Array(buffer, SCALES_AT, SCALE_BYTES * (CHUNK / INT4_BLOCK));

  // What is left of the last step's numbers counts as 0.
  const putNumbers = (from: Float32Array, step: number): number => {
    const count = wholeSteps(from.length, step);
    numbers.set(from);
    numbers.fill(0, from.length, count);
    return count;
  };
  const putBytes = (from: Uint8Array, step: number): number => {
    const count = wholeSteps(from.length, step);
    bytes.set(from);
    bytes.fill(0, from.length, count);
    return count;
  };

  const takeScaled = (intoScales: Uint8Array, into: Uint8Array): void => {
    intoScales.set(scales.subarray(0, intoScales.length));
    into.set(bytes.subarray(0, into.length));
  };

  return {
    allFinite(from) {
      return module.allFinite(putNumbers(from, STEP)) === 1;
    },
    encodeFloat16(from, into) {
      module.encodeFloat16(putNumbers(from, STEP));
      into.set(bytes.subarray(0, into.length));
    },
    decodeFloat16(from, into) {
      if (module.decodeFloat16(putBytes(from, 2 * STEP) / 2) === 0) return false;
      into.set(numbers.subarray(0, into.length));
      return true;
    },
    int8: {
      encode(from, random, intoScales, into) {
        if (module.encodeInt8(putNumbers(from, INT8_BLOCK), random) === 0) return false;
        takeScaled(intoScales, into);
        return true;
      },
      decode(fromScales, from, into) {
        scales.set(fromScales);
        if (module.decodeInt8(putBytes(from, INT8_BLOCK)) === 0) return false;
        into.set(numbers.subarray(0, into.length));
        return true;
      },
    },
    int4: {
      encode(from, random, intoScales, into) {
        if (module.encodeInt4(putNumbers(from, INT4_BLOCK), random) === 0) return false;
        takeScaled(intoScales, into);
        return true;
      },
      decode(fromScales, from, into) {
        scales.set(fromScales);
        halves.set(from);
        if (module.decodeInt4(wholeSteps(into.length, INT4_BLOCK)) === 0) return false;
        into.set(numbers.subarray(0, into.length));
        return true;
      },
    },
  };
}
