/**
 * For vectors that are mostly 0: which numbers are not, and these, without loss. The first byte says how (all
 * little-endian; whichever takes fewest bytes is written, the first of those alike):
 *
 *     0  all numbers as f32
 *     1  a bit for each number, the lowest of a byte first, set where it is not 0; then those numbers as f32
 *     2  for each number that is not 0: how many are 0 between it and the one before, 7 bits a byte from the lowest,
 *        the highest bit set where more follow; then the number as f32
 *
 * -0 is not 0 here. How many numbers there are is for the message's header to say: the last two forms do not.
 */
import { type Codec, MAX_MAGNITUDE } from './codec.ts';

const DENSE = 0;
const BITMAP = 1;
const GAPS = 2;

const FORM_BYTES = 1;
const NUMBER_BYTES = 4;
/** A gap is less than 2^28. */
const MOST_GAP_BYTES = 4;
const MORE = 0x80;

/** False for NaN too. */
const isAllowed = (value: number): boolean => Math.abs(value) <= MAX_MAGNITUDE;
const bitsOf = (vector: Float32Array): Uint32Array =>
  new Uint32Array(vector.buffer, vector.byteOffset, vector.length);
const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const bitmapBytes = (dimension: number): number => Math.ceil(dimension / 8);
const gapBytes = (gap: number): number => (gap < 1 << 7 ? 1 : gap < 1 << 14 ? 2 : gap < 1 << 21 ? 3 : 4);

/** Which form takes fewest bytes, and how many. */
function plan(bits: Uint32Array): { readonly form: number; readonly bytes: number } {
  let gaps = FORM_BYTES;
  let count = 0;
  let last = -1;
  for (let i = 0; i < bits.length; i++) {
    if (bits[i] === 0) continue;
    gaps += gapBytes(i - last - 1) + NUMBER_BYTES;
    last = i;
    count += 1;
  }
  const dense = FORM_BYTES + NUMBER_BYTES * bits.length;
  const bitmap = FORM_BYTES + bitmapBytes(bits.length) + NUMBER_BYTES * count;
  if (dense <= bitmap && dense <= gaps) return { form: DENSE, bytes: dense };
  return bitmap <= gaps ? { form: BITMAP, bytes: bitmap } : { form: GAPS, bytes: gaps };
}

/** For models of less than 2^28 numbers. */
export const sparse: Codec = {
  name: 'sparse',
  id: 4,
  lossless: true,
  maxBytes: (dimension) => FORM_BYTES + NUMBER_BYTES * dimension,
  size: (vector) => plan(bitsOf(vector)).bytes,
  encode(vector, into) {
    const bits = bitsOf(vector);
    const { form, bytes } = plan(bits);
    const view = viewOf(into);
    into[0] = form;
    let at = form === BITMAP ? FORM_BYTES + bitmapBytes(bits.length) : FORM_BYTES;
    if (form === BITMAP) into.fill(0, FORM_BYTES, at);
    let last = -1;
    for (let i = 0; i < bits.length; i++) {
      if (form !== DENSE && bits[i] === 0) continue;
      if (form === BITMAP) into[FORM_BYTES + (i >> 3)] |= 1 << (i & 7);
      if (form === GAPS) at = writeGap(i - last - 1, into, at);
      last = i;
      view.setUint32(at, bits[i], true);
      at += NUMBER_BYTES;
    }
    return bytes;
  },
  decode(bytes, into) {
    if (bytes.length < FORM_BYTES) return false;
    if (bytes[0] === DENSE) return decodeDense(bytes, into);
    if (bytes[0] === BITMAP) return decodeBitmap(bytes, into);
    return bytes[0] === GAPS && decodeGaps(bytes, into);
  },
};

function writeGap(gap: number, into: Uint8Array, at: number): number {
  let left = gap;
  let next = at;
  for (; left >= MORE; left >>>= 7) into[next++] = (left & (MORE - 1)) | MORE;
  into[next++] = left;
  return next;
}

function decodeDense(bytes: Uint8Array, into: Float32Array): boolean {
  if (bytes.length !== FORM_BYTES + NUMBER_BYTES * into.length) return false;
  const view = viewOf(bytes);
  for (let i = 0; i < into.length; i++) {
    into[i] = view.getFloat32(FORM_BYTES + NUMBER_BYTES * i, true);
    if (!isAllowed(into[i])) return false;
  }
  return true;
}

function decodeBitmap(bytes: Uint8Array, into: Float32Array): boolean {
  let at = FORM_BYTES + bitmapBytes(into.length);
  if (bytes.length < at) return false;
  const view = viewOf(bytes);
  into.fill(0);
  for (let i = 0; i < 8 * bitmapBytes(into.length); i++) {
    if ((bytes[FORM_BYTES + (i >> 3)] & (1 << (i & 7))) === 0) continue;
    if (i >= into.length || at + NUMBER_BYTES > bytes.length) return false;
    into[i] = view.getFloat32(at, true);
    if (!isAllowed(into[i])) return false;
    at += NUMBER_BYTES;
  }
  return at === bytes.length;
}

function decodeGaps(bytes: Uint8Array, into: Float32Array): boolean {
  const view = viewOf(bytes);
  into.fill(0);
  let at = FORM_BYTES;
  let i = -1;
  while (at < bytes.length) {
    let gap = 0;
    let length = 0;
    let byte = MORE;
    while (byte >= MORE) {
      if (length === MOST_GAP_BYTES || at === bytes.length) return false;
      byte = bytes[at++];
      gap |= (byte & (MORE - 1)) << (7 * length++);
    }
    i += gap + 1;
    if (i >= into.length || at + NUMBER_BYTES > bytes.length) return false;
    into[i] = view.getFloat32(at, true);
    if (!isAllowed(into[i])) return false;
    at += NUMBER_BYTES;
  }
  return true;
}
