/** Reads many pictures, archives of them too: what is wrong with one of them is told, and the others are read all the same. */
import { DataError, type DataProblem } from '../data-problem.ts';
import type { Source } from '../sources.ts';
import { MAX_FILES } from '../sources.ts';
import { unzip } from '../zip.ts';
import { isZip } from './header.ts';
import type { PictureReader } from './picture-reader.ts';

/** A picture as a task takes it. */
export interface Picture {
  readonly path: string;
  /** The innermost folder that it lay in, see `Source`. */
  readonly folder: string | null;
  /** side x side x 3 bytes, see `readPicture`. */
  readonly pixels: Uint8Array<ArrayBuffer>;
}

export interface PictureReading {
  /** Pixels along each side of what is made of a picture. */
  readonly side: number;
  readonly reader: Pick<PictureReader, 'read'>;
  /** Stops before the next picture; what was read is read. */
  readonly signal?: AbortSignal | undefined;
  onPicture(picture: Picture): void;
  onProblem(problem: DataProblem): void;
  /** After each file. @param files how many are known of so far: an archive turns out to be several */
  onProgress?(done: number, files: number): void;
}

/** @returns how many were read, and whether all were looked at */
export async function readPictures(
  sources: readonly Source[],
  { side, reader, signal, onPicture, onProblem, onProgress }: PictureReading,
): Promise<{ read: number; whole: boolean }> {
  const taken = sources.slice(0, MAX_FILES);
  if (taken.length < sources.length) onProblem({ code: 'too-many-files', most: MAX_FILES });
  if (taken.length === 0) onProblem({ code: 'no-files' });
  let [read, done, files] = [0, 0, taken.length];
  /** @returns whether to go on */
  const readOne = async (source: Source, isInside: boolean): Promise<boolean> => {
    if (signal?.aborted) return false;
    try {
      const blob = await source.open();
      if (!isInside && (await beginsAsZip(blob))) {
        for await (const inner of unzip(blob, source.path)) {
          files += 1;
          if (!(await readOne(inner, true))) return false;
        }
      } else {
        const pixels = await reader.read(blob, source.path, side);
        if (signal?.aborted) return false;
        read += 1;
        onPicture({ path: source.path, folder: source.folder, pixels });
      }
    } catch (error) {
      onProblem(error instanceof DataError ? error.problem : { code: 'file-unreadable', file: source.path });
    }
    done += 1;
    onProgress?.(done, files);
    return true;
  };
  for (const source of taken) if (!(await readOne(source, false))) return { read, whole: false };
  return { read, whole: true };
}

async function beginsAsZip(blob: Blob): Promise<boolean> {
  return isZip(new Uint8Array(await blob.slice(0, 4).arrayBuffer()));
}
