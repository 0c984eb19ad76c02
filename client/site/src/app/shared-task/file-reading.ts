/** Reads the files that somebody chose or dropped into a class of the collection, one choice at a time, and tells how far it is. */
import { type ReadonlySignal, signal } from '@preact/signals';
import { DataError, type DataProblem } from '../../data/data-problem.ts';
import { createPictureReader, type PictureReader } from '../../data/pictures/picture-reader.ts';
import { readPictures } from '../../data/pictures/read-pictures.ts';
import { type Source, sourcesOfFiles, sourcesOfTransfer, type Transfer } from '../../data/sources.ts';
import type { Collection } from './collection.ts';

export interface FileReading {
  /** How many files were looked at, and of how many; null while none are. */
  readonly under: ReadonlySignal<{ readonly done: number; readonly files: number } | null>;
  /** What was wrong with files of the last choice. */
  readonly problems: ReadonlySignal<readonly DataProblem[]>;
  /** How many of the last choice were taken; null before the first, and while files are read. */
  readonly taken: ReadonlySignal<number | null>;
  choose(files: Iterable<File>, label: number): void;
  /** To be called while what was dropped or pasted is handled. */
  take(transfer: Transfer, label: number): void;
  /** Stops; what was read stays. */
  cancel(): void;
  close(): void;
}

/** @param side of a picture, in pixels */
export function createFileReading(
  side: number,
  collection: Pick<Collection, 'add'>,
  createReader: () => PictureReader = createPictureReader,
): FileReading {
  const under = signal<{ done: number; files: number } | null>(null);
  const problems = signal<readonly DataProblem[]>([]);
  const taken = signal<number | null>(null);
  let reader: PictureReader | null = null;
  let stop = new AbortController();

  const read = async (finding: Promise<Source[]> | Source[], label: number): Promise<void> => {
    if (under.peek() !== null) return;
    under.value = { done: 0, files: 0 };
    problems.value = [];
    taken.value = null;
    stop = new AbortController();
    const pictures: Uint8Array<ArrayBuffer>[] = [];
    try {
      reader ??= createReader();
      await readPictures(await finding, {
        side,
        reader,
        signal: stop.signal,
        onPicture: ({ pixels }) => pictures.push(pixels),
        onProblem(problem) {
          problems.value = [...problems.peek(), problem];
        },
        onProgress(done, files) {
          under.value = { done, files };
        },
      });
    } catch (error) {
      if (error instanceof DataError) problems.value = [...problems.peek(), error.problem];
      else if (!stop.signal.aborted) throw error;
    } finally {
      collection.add(label, pictures);
      taken.value = pictures.length;
      under.value = null;
    }
  };
  return {
    under,
    problems,
    taken,
    choose: (files, label) => void read(sourcesOfFiles(files), label),
    take: (transfer, label) => void read(sourcesOfTransfer(transfer, stop.signal), label),
    cancel: () => stop.abort(),
    close() {
      stop.abort();
      reader?.close();
      reader = null;
    },
  };
}
