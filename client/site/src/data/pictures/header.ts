/**
 * The head of a picture's file: its format and size, before a browser spends memory on it. After the PNG specification
 * (W3C), JPEG (ITU T.81, annex B) and WebP's container (RFC 9649).
 */

export type PictureHeader =
  | { readonly format: 'jpeg' | 'png' | 'webp'; readonly width: number; readonly height: number }
  /** It begins as such a picture, and its size is not to be found. */
  | { readonly format: 'damaged' }
  /** @param looksLike what people call such files; null where it is unknown */
  | { readonly format: 'other'; readonly looksLike: string | null };

/** Beginnings of files that people take for pictures that are read here, or hand over along with them. */
const OTHERS: readonly (readonly [beginning: string, at: number, name: string])[] = [
  ['GIF8', 0, 'GIF'],
  ['BM', 0, 'BMP'],
  ['II*\0', 0, 'TIFF'],
  ['MM\0*', 0, 'TIFF'],
  ['%PDF', 0, 'PDF'],
  ['PK\x03\x04', 0, 'ZIP'],
  ['<svg', 0, 'SVG'],
  ['ftypavif', 4, 'AVIF'],
  ['ftypheic', 4, 'HEIC'],
  ['ftypheix', 4, 'HEIC'],
  ['ftypmif1', 4, 'HEIC'],
  ['ftyp', 4, 'MP4'],
];

/** @param bytes the whole file, or as much of its beginning as there is */
export function readHeader(bytes: Uint8Array): PictureHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const begins = (text: string, at = 0): boolean =>
    at + text.length <= bytes.length &&
    [...text].every((letter, i) => bytes[at + i] === letter.charCodeAt(0));
  if (begins('\x89PNG\r\n\x1a\n')) return png(view, begins('IHDR', 12));
  if (begins('\xff\xd8\xff')) return jpeg(view);
  if (begins('RIFF') && begins('WEBP', 8)) return webp(view, begins);
  const other = OTHERS.find(([beginning, at]) => begins(beginning, at));
  return { format: 'other', looksLike: other?.[2] ?? null };
}

/**
 * Whether a picture's file goes on to its end. Some browsers show what there is of one that was cut off, and leave the rest blank.
 * @param bytes the whole file, whose header was read
 */
export function isWhole(bytes: Uint8Array, { format }: PictureHeader): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (format === 'webp') return view.getUint32(4, true) + 8 <= bytes.length;
  if (format === 'png') return pngEnds(view);
  return jpegEnds(bytes);
}

/** Chunk after chunk, each with its length before and a checksum behind. */
function pngEnds(view: DataView): boolean {
  const END = 0x49454e44;
  for (let at = 8; at + 12 <= view.byteLength; at += 12 + view.getUint32(at))
    if (view.getUint32(at + 4) === END) return true;
  return false;
}

/** The mark of the end, behind a scan: a small picture in a camera's head has one too. Cameras put more behind it. */
function jpegEnds(bytes: Uint8Array): boolean {
  const scan = scanOf(bytes);
  if (scan === 0) return false;
  for (let at = bytes.lastIndexOf(0xd9); at > scan; at = bytes.lastIndexOf(0xd9, at - 1))
    if (bytes[at - 1] === 0xff) return true;
  return false;
}

/** Where the first scan begins, behind all segments; 0 where there is none. */
function scanOf(bytes: Uint8Array): number {
  for (let at = 2; at + 4 <= bytes.length; at += 2 + 256 * bytes[at + 2] + bytes[at + 3]) {
    while (bytes[at + 1] === 0xff) at += 1;
    if (bytes[at] !== 0xff) return 0;
    if (bytes[at + 1] === 0xda) return at;
  }
  return 0;
}

/** Whether it is an archive, by its first bytes. */
export function isZip(bytes: Uint8Array): boolean {
  const header = readHeader(bytes);
  return header.format === 'other' && header.looksLike === 'ZIP';
}

function sized(format: 'jpeg' | 'png' | 'webp', width: number, height: number): PictureHeader {
  return width > 0 && height > 0 ? { format, width, height } : { format: 'damaged' };
}

function png(view: DataView, hasHead: boolean): PictureHeader {
  if (!hasHead || view.byteLength < 24) return { format: 'damaged' };
  return sized('png', view.getUint32(16), view.getUint32(20));
}

/** The size is in the frame header, behind segments of any length. */
function jpeg(view: DataView): PictureHeader {
  let at = 2;
  while (at + 9 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return { format: 'damaged' };
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      // A marker may be padded in front.
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return sized('jpeg', view.getUint16(at + 7), view.getUint16(at + 5));
    // The scan, or the end, before any frame.
    if (marker === 0xda || marker === 0xd9) return { format: 'damaged' };
    const length = view.getUint16(at + 2);
    if (length < 2) return { format: 'damaged' };
    at += 2 + length;
  }
  return { format: 'damaged' };
}

function webp(view: DataView, begins: (text: string, at: number) => boolean): PictureHeader {
  if (view.byteLength < 30) return { format: 'damaged' };
  if (begins('VP8 ', 12))
    return sized('webp', view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
  if (begins('VP8L', 12)) {
    const bits = view.getUint32(21, true);
    return sized('webp', (bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
  }
  if (begins('VP8X', 12)) {
    const threeBytes = (at: number): number => view.getUint16(at, true) + 0x10000 * view.getUint8(at + 2);
    return sized('webp', threeBytes(24) + 1, threeBytes(27) + 1);
  }
  return { format: 'damaged' };
}
