/**
 * The files of an archive, as it is read, so that neither a large archive nor one made to unpack without end takes the memory or
 * the time of a page: bytes are counted as they come out, whatever the archive says of itself.
 */
import { Unzip, type UnzipFile, UnzipInflate } from 'fflate';
import { DataError, type DataProblemOf } from './data-problem.ts';
import { MAX_FILES, type Source, sourceOf } from './sources.ts';

/** What an archive may be. */
export interface ZipLimits {
  /** Bytes of itself. */
  readonly packed: number;
  /** Bytes of all that is in it, unpacked. */
  readonly unpacked: number;
  /** Unpacked bytes to a packed one. Pictures are hardly packed, and plain numbers by ten. */
  readonly ratio: number;
  /** Bytes that are unpacked whatever the ratio: a picture of one colour packs well. */
  readonly small: number;
  /** Files in it. */
  readonly entries: number;
}

const LIMITS: ZipLimits = { packed: 1e9, unpacked: 2e9, ratio: 200, small: 4e6, entries: MAX_FILES };

/** Bytes read at once: a page stands still while they are unpacked. */
const AT_ONCE = 16 * 1024;
/** Stored, and deflated: fflate has no others. */
const METHODS = [0, UnzipInflate.compression];

type Limit = DataProblemOf<'zip-too-large'>['limit'];

/**
 * @param file what the archive is called, for problems
 * @returns the files in it in their order, those left out that systems leave in folders; each is there before the next is unpacked
 * @throws DataError `file-too-large`, `file-unreadable`, `zip-damaged` or `zip-too-large`, after the files before
 */
export async function* unzip(
  blob: Blob,
  file: string,
  limits: ZipLimits = LIMITS,
): AsyncGenerator<Source, void> {
  if (blob.size > limits.packed)
    throw new DataError({ code: 'file-too-large', file, bytes: blob.size, most: limits.packed });
  const unpacking = createUnpacking(file, limits);
  for (let at = 0; at < blob.size; at += AT_ONCE) {
    const part = await blob
      .slice(at, at + AT_ONCE)
      .arrayBuffer()
      .catch(() => {
        throw new DataError({ code: 'file-unreadable', file });
      });
    const problem = unpacking.push(new Uint8Array(part), at + AT_ONCE >= blob.size);
    yield* unpacking.take();
    if (problem !== null) throw problem;
  }
}

interface Unpacking {
  /** @returns what is wrong with the archive, if anything is */
  push(part: Uint8Array, isLast: boolean): DataError | null;
  /** The files that have become whole. */
  take(): Source[];
}

function createUnpacking(file: string, limits: ZipLimits): Unpacking {
  let whole: Source[] = [];
  let [entries, under, packed, unpacked] = [0, 0, 0, 0];
  let broken = false;
  let tooLarge: { limit: Limit; most: number } | null = null;

  const count = (bytes: number): void => {
    unpacked += bytes;
    if (unpacked > limits.unpacked) tooLarge = { limit: 'bytes', most: limits.unpacked };
    else if (unpacked > limits.small && unpacked > limits.ratio * packed)
      tooLarge = { limit: 'ratio', most: limits.ratio };
  };

  const begin = (entry: UnzipFile): void => {
    entries += 1;
    if (entries > limits.entries) tooLarge = { limit: 'entries', most: limits.entries };
    if (tooLarge !== null || !METHODS.includes(entry.compression)) return;
    // What nobody means is unpacked all the same: fflate would keep it packed.
    const isWanted = !entry.name.endsWith('/');
    let parts: Uint8Array<ArrayBuffer>[] = [];
    under += 1;
    entry.ondata = (error, bytes, isWhole) => {
      if (error) broken = true;
      if (!broken) count(bytes.length);
      if (broken || tooLarge !== null) return;
      parts.push(Uint8Array.from(bytes));
      if (!isWhole) return;
      under -= 1;
      const held = parts;
      parts = [];
      const source = sourceOf(entry.name, async () => new Blob(held));
      if (source !== null && isWanted) whole.push(source);
    };
    entry.start();
  };

  const unzipping = new Unzip(begin);
  unzipping.register(UnzipInflate);
  return {
    push(part, isLast) {
      packed += part.length;
      try {
        unzipping.push(part, isLast);
      } catch {
        broken = true;
      }
      if (tooLarge !== null) return new DataError({ code: 'zip-too-large', file, ...tooLarge });
      const isCut = isLast && (under > 0 || entries === 0);
      return broken || isCut ? new DataError({ code: 'zip-damaged', file }) : null;
    },
    take() {
      const taken = whole;
      whole = [];
      return taken;
    },
  };
}
