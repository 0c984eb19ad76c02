/**
 * One picture as a task's input: decoded by the browser, upright as it was taken, the square in its middle, made small, as red,
 * green and blue. In a Worker, and where that cannot draw, in the page.
 */
import { DataError, type DataProblem } from '../data-problem.ts';
import { isWhole, readHeader } from './header.ts';

/** Bytes of the largest file that is read. */
const MAX_PICTURE_BYTES = 64e6;
/** Pixels of the largest picture: decoded it takes four bytes a pixel, and phones have little memory for a page. */
const MAX_PIXELS = 50e6;
/** Pixels that each side must have to show anything. */
const LEAST_SIDE = 8;

/** Canvases are made half as large again and again, since browsers that shrink by more at once leave pixels out. */
const MOST_AT_ONCE = 8;

type Context = OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D;

/** What a browser gives to make pictures with. */
export interface Drawing {
  /** A square canvas; null where there is none to be had. */
  createContext(side: number): Context | null;
  /** Decodes a file, upright. Rejects where it is no picture. */
  decode(blob: Blob): Promise<Decoded>;
}

export interface Decoded {
  readonly image: CanvasImageSource;
  readonly width: number;
  readonly height: number;
  /** Frees its memory. */
  close(): void;
}

/**
 * @param file what it is called, for problems @param side pixels along each side of what is made of it
 * @returns side x side x 3 bytes: rows, in them pixels, in them red, green, blue; on white where it is transparent
 * @throws DataError with the problem of such a file
 */
export async function readPicture(
  blob: Blob,
  file: string,
  side: number,
  drawing: Drawing,
): Promise<Uint8Array<ArrayBuffer>> {
  if (blob.size > MAX_PICTURE_BYTES)
    throw new DataError({ code: 'file-too-large', file, bytes: blob.size, most: MAX_PICTURE_BYTES });
  const bytes = await blob.arrayBuffer().catch(() => {
    throw new DataError({ code: 'file-unreadable', file });
  });
  const problem = headerProblem(new Uint8Array(bytes), file);
  if (problem !== null) throw new DataError(problem);
  const decoded = await drawing.decode(blob).catch(() => {
    throw new DataError({ code: 'picture-damaged', file });
  });
  try {
    return squareOf(decoded, side, drawing);
  } finally {
    decoded.close();
  }
}

/** What is wrong with a file by its bytes; null for nothing. @param bytes all of them */
export function headerProblem(bytes: Uint8Array, file: string): DataProblem | null {
  const header = readHeader(bytes);
  if (header.format === 'other') return { code: 'not-a-picture', file, looksLike: header.looksLike };
  if (header.format === 'damaged') return { code: 'picture-damaged', file };
  const { width, height } = header;
  if (Math.min(width, height) < LEAST_SIDE)
    return { code: 'picture-too-small', file, width, height, least: LEAST_SIDE };
  if (width * height > MAX_PIXELS)
    return { code: 'picture-too-large', file, width, height, most: MAX_PIXELS };
  return isWhole(bytes, header) ? null : { code: 'picture-damaged', file };
}

/**
 * The square in the middle of what can be drawn, made `side` pixels wide.
 * @returns side x side x 3 bytes, see `readPicture`
 * @throws DataError `no-canvas`
 */
export function squareOf(
  { image, width, height }: Omit<Decoded, 'close'>,
  side: number,
  { createContext }: Pick<Drawing, 'createContext'>,
): Uint8Array<ArrayBuffer> {
  const cut = Math.min(width, height);
  let size = side;
  while (2 * size <= cut && size < MOST_AT_ONCE * side) size *= 2;
  let context = contextOf(size, createContext);
  context.fillStyle = '#fff';
  context.fillRect(0, 0, size, size);
  context.drawImage(image, (width - cut) / 2, (height - cut) / 2, cut, cut, 0, 0, size, size);
  for (; size > side; size /= 2) {
    const half = contextOf(size / 2, createContext);
    half.drawImage(context.canvas, 0, 0, size, size, 0, 0, size / 2, size / 2);
    context = half;
  }
  return withoutAlpha(context.getImageData(0, 0, side, side).data);
}

function contextOf(side: number, createContext: Drawing['createContext']): Context {
  const context = createContext(side);
  if (context === null) throw new DataError({ code: 'no-canvas' });
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  return context;
}

function withoutAlpha(pixels: Uint8ClampedArray): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array((pixels.length / 4) * 3);
  for (let from = 0, to = 0; from < pixels.length; from += 4, to += 3) {
    bytes[to] = pixels[from];
    bytes[to + 1] = pixels[from + 1];
    bytes[to + 2] = pixels[from + 2];
  }
  return bytes;
}
