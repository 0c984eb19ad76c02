import { CHUNK, loadCodecKernels } from '../kernels/codec-kernels.ts';
import { type Codec, MAX_MAGNITUDE } from './codec.ts';

const littleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/** The numbers as they are: 4 bytes each, little-endian. */
export const float32: Codec = {
  name: 'float32',
  id: 0,
  lossless: true,
  maxBytes: (dimension) => 4 * dimension,
  size: (vector) => 4 * vector.length,
  encode(vector, into) {
    if (littleEndian) {
      into.set(new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength));
    } else {
      const view = new DataView(into.buffer, into.byteOffset);
      for (let i = 0; i < vector.length; i++) view.setFloat32(4 * i, vector[i], true);
    }
    return vector.byteLength;
  },
  decode(bytes, into) {
    if (bytes.byteLength !== into.byteLength) return false;
    if (littleEndian) {
      new Uint8Array(into.buffer, into.byteOffset, into.byteLength).set(bytes);
    } else {
      const view = new DataView(bytes.buffer, bytes.byteOffset);
      for (let i = 0; i < into.length; i++) into[i] = view.getFloat32(4 * i, true);
    }
    return allFinite(into);
  },
};

/** Whether all are numbers of at most `MAX_MAGNITUDE`. @param kernels what is used where there is any */
export function allFinite(vector: Float32Array, kernels = loadCodecKernels()): boolean {
  const chunkIsFinite = kernels?.allFinite ?? chunkAllFinite;
  for (let start = 0; start < vector.length; start += CHUNK) {
    if (!chunkIsFinite(vector.subarray(start, start + CHUNK))) return false;
  }
  return true;
}

function chunkAllFinite(numbers: Float32Array): boolean {
  for (let i = 0; i < numbers.length; i++) {
    // False for NaN too.
    if (!(Math.abs(numbers[i]) <= MAX_MAGNITUDE)) return false;
  }
  return true;
}
