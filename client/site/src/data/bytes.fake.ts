/** Bytes that nothing packs, and heads of pictures. */
import { createRandom } from '@hearsay/shared/util/random/random.ts';

export function noise(length: number, seed: number): Uint8Array<ArrayBuffer> {
  const random = createRandom(seed);
  return Uint8Array.from({ length }, () => random.integer(256));
}

/** The head of a PNG of that size, and nothing behind it. */
export function pngHead(width: number, height: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(33);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  const view = new DataView(bytes.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return bytes;
}

/** That of a JPEG, with a segment of `gap` bytes before the size as cameras put it there. */
export function jpegHead(width: number, height: number, gap: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(2 + 4 + gap + 19);
  const view = new DataView(bytes.buffer);
  bytes.set([0xff, 0xd8, 0xff, 0xe1]);
  view.setUint16(4, gap + 2);
  const frame = 6 + gap;
  bytes.set([0xff, 0xc2, 0, 17, 8], frame);
  view.setUint16(frame + 5, height);
  view.setUint16(frame + 7, width);
  return bytes;
}

const letters = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));

/** That of a WebP, in each of its three ways. */
export function webpHead(
  kind: 'VP8 ' | 'VP8L' | 'VP8X',
  width: number,
  height: number,
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(40);
  bytes.set([...letters('RIFF'), 0, 0, 0, 0, ...letters(`WEBP${kind}`)]);
  const view = new DataView(bytes.buffer);
  if (kind === 'VP8 ') {
    view.setUint16(26, width, true);
    view.setUint16(28, height, true);
  } else if (kind === 'VP8L') {
    bytes[20] = 0x2f;
    view.setUint32(21, width - 1 + (height - 1) * 2 ** 14, true);
  } else {
    view.setUint32(24, width - 1, true);
    view.setUint32(27, height - 1, true);
  }
  return bytes;
}

/** Both with as much behind their heads as says that they are whole. */
export const wholePng = (width: number, height: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from([...pngHead(width, height), 0, 0, 0, 0, ...letters('IEND'), 0, 0, 0, 0]);
export const wholeJpeg = (width: number, height: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from([...jpegHead(width, height, 9), 0xff, 0xda, 0, 4, 1, 2, 3, 4, 0xff, 0xd9, 7]);
