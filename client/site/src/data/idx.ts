/**
 * IDX files, in which MNIST and others come: pictures in one, their labels in another. Packed with gzip they are unpacked, by as
 * much as a task may need (http://yann.lecun.com/exdb/mnist/).
 */
import { Gunzip } from 'fflate';
import { DataError } from './data-problem.ts';

/** Bytes of the largest file, unpacked: MNIST's have 47 million. */
const MAX_IDX_BYTES = 200e6;
/** Bytes unpacked at once. */
const AT_ONCE = 64 * 1024;
/** What says that its numbers are bytes. */
const BYTES = 8;

export interface IdxPictures {
  readonly count: number;
  readonly width: number;
  readonly height: number;
  /** One picture behind the other, each row after row. */
  readonly pixels: Uint8Array<ArrayBuffer>;
}

export type IdxFile =
  | ({ readonly kind: 'pictures' } & IdxPictures)
  | { readonly kind: 'labels'; readonly labels: Uint8Array<ArrayBuffer> };

/**
 * @param file what it is called, for problems
 * @throws DataError `file-too-large`, `file-unreadable`, `not-idx`, `idx-unknown-kind` or `idx-wrong-length`
 */
export async function readIdx(blob: Blob, file: string): Promise<IdxFile> {
  if (blob.size > MAX_IDX_BYTES)
    throw new DataError({ code: 'file-too-large', file, bytes: blob.size, most: MAX_IDX_BYTES });
  const buffer = await blob.arrayBuffer().catch(() => {
    throw new DataError({ code: 'file-unreadable', file });
  });
  return parseIdx(unpacked(new Uint8Array(buffer), file), file);
}

/** @param bytes of the file, unpacked @throws DataError, see `readIdx` */
export function parseIdx(bytes: Uint8Array<ArrayBuffer>, file: string): IdxFile {
  if (bytes.length < 8 || bytes[0] !== 0 || bytes[1] !== 0) throw new DataError({ code: 'not-idx', file });
  const rank = bytes[3];
  if (bytes[2] !== BYTES || (rank !== 1 && rank !== 3))
    throw new DataError({ code: 'idx-unknown-kind', file });
  const start = 4 + 4 * rank;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const lengths = Array.from({ length: rank }, (_, axis) =>
    4 + 4 * axis + 4 <= bytes.length ? view.getUint32(4 + 4 * axis) : 0,
  );
  const expected = lengths.reduce((product, length) => product * length, 1) + start;
  if (bytes.length !== expected)
    throw new DataError({ code: 'idx-wrong-length', file, expected, actual: bytes.length });
  const rest = bytes.slice(start);
  if (rank === 1) return { kind: 'labels', labels: rest };
  const [count, height, width] = lengths;
  return { kind: 'pictures', count, width, height, pixels: rest };
}

/** The file itself where it is not packed. */
function unpacked(bytes: Uint8Array<ArrayBuffer>, file: string): Uint8Array<ArrayBuffer> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const parts: Uint8Array[] = [];
  let length = 0;
  const gunzip = new Gunzip((part) => {
    parts.push(part);
    length += part.length;
  });
  try {
    for (let at = 0; at < bytes.length && length <= MAX_IDX_BYTES; at += AT_ONCE)
      gunzip.push(bytes.subarray(at, at + AT_ONCE), at + AT_ONCE >= bytes.length);
  } catch {
    throw new DataError({ code: 'not-idx', file });
  }
  if (length > MAX_IDX_BYTES)
    throw new DataError({ code: 'file-too-large', file, bytes: length, most: MAX_IDX_BYTES });
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * Two files as examples of a task.
 * @param files the pictures' and the labels', in either order @param side that pictures of the task have
 * @param classes the names of the task's classes: a label is the place of one
 * @throws DataError `no-files` where one of them is missing, `idx-wrong-size`, `idx-counts-differ` or `unknown-label`
 */
export function idxExamples(
  files: readonly { readonly name: string; readonly file: IdxFile }[],
  side: number,
  classes: readonly string[],
): { label: string; pixels: Uint8Array<ArrayBuffer> }[] {
  let pictures: (IdxPictures & { name: string }) | null = null;
  let labels: { name: string; labels: Uint8Array } | null = null;
  for (const { name, file } of files) {
    if (file.kind === 'pictures') pictures = { ...file, name };
    else labels = { ...file, name };
  }
  if (pictures === null || labels === null) throw new DataError({ code: 'no-files' });
  const { name, width, height, count, pixels } = pictures;
  if (width !== side || height !== side)
    throw new DataError({ code: 'idx-wrong-size', file: name, width, height, side });
  if (count !== labels.labels.length)
    throw new DataError({ code: 'idx-counts-differ', images: count, labels: labels.labels.length });
  const strange = labels.labels.find((label) => label >= classes.length);
  if (strange !== undefined)
    throw new DataError({
      code: 'unknown-label',
      file: labels.name,
      label: strange,
      classes: classes.length,
    });
  const length = width * height;
  return Array.from(labels.labels, (label, i) => ({
    label: classes[label],
    pixels: pixels.slice(i * length, (i + 1) * length),
  }));
}
