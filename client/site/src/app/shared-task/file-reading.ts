/** Reads the files that somebody chose, dropped or pasted into the collection, one choice at a time, and tells how far it is. */
import { type ReadonlySignal, signal } from '@preact/signals';
import { classOfPath, type ForeignFolder, foreignFolders } from '../../data/class-folders.ts';
import { DataError, type DataProblem } from '../../data/data-problem.ts';
import { createPictureReader, type PictureReader } from '../../data/pictures/picture-reader.ts';
import { readPictures } from '../../data/pictures/read-pictures.ts';
import { type Source, sourcesOfFiles, sourcesOfTransfer, type Transfer } from '../../data/sources.ts';
import type { Collection, Sorted } from './collection.ts';

/** The class that files are of, by its place; or each of the class that its folder is named like. */
export type Goal = number | 'by-folder';

export interface FileReading {
  /** How many files were looked at, and of how many; null while none are. */
  readonly under: ReadonlySignal<{ readonly done: number; readonly files: number } | null>;
  /** What was wrong with files of the last choice. */
  readonly problems: ReadonlySignal<readonly DataProblem[]>;
  /** Folders of the last choice that are named like no class: what is in them was left out. */
  readonly foreign: ReadonlySignal<readonly ForeignFolder[]>;
  /** How many of the last choice were taken; null before the first, and while files are read. */
  readonly taken: ReadonlySignal<number | null>;
  choose(files: Iterable<File>, goal: Goal): void;
  /** To be called while what was dropped or pasted is handled. */
  take(transfer: Transfer, goal: Goal): void;
  /** Stops; what was read stays. */
  cancel(): void;
  close(): void;
}

/** @param side of a picture, in pixels @param classes names, in the task's order */
export function createFileReading(
  side: number,
  collection: Pick<Collection, 'addSorted'>,
  classes: readonly string[],
  createReader: () => Pick<PictureReader, 'read' | 'close'> = createPictureReader,
): FileReading {
  const under = signal<{ done: number; files: number } | null>(null);
  const problems = signal<readonly DataProblem[]>([]);
  const foreign = signal<readonly ForeignFolder[]>([]);
  const taken = signal<number | null>(null);
  let reader: Pick<PictureReader, 'read' | 'close'> | null = null;
  let stop = new AbortController();

  const read = async (finding: Promise<Source[]> | Source[], goal: Goal): Promise<void> => {
    if (under.peek() !== null) return;
    under.value = { done: 0, files: 0 };
    problems.value = [];
    foreign.value = [];
    taken.value = null;
    stop = new AbortController();
    const labelOf = (path: string): number | null =>
      goal === 'by-folder' ? classOfPath(path, classes) : goal;
    const pictures: Sorted[] = [];
    const leftOut: string[] = [];
    try {
      reader ??= createReader();
      const sources = await finding;
      // What is in an archive is known when it is read.
      const isWanted = ({ path }: Source): boolean => labelOf(path) !== null || /\.zip$/i.test(path);
      leftOut.push(...sources.filter((source) => !isWanted(source)).map(({ path }) => path));
      const wanted = leftOut.length === 0 ? sources : sources.filter(isWanted);
      if (wanted.length > 0 || leftOut.length === 0)
        await readPictures(wanted, {
          side,
          reader,
          signal: stop.signal,
          onPicture({ path, pixels }) {
            const label = labelOf(path);
            if (label === null) leftOut.push(path);
            else pictures.push({ label, pixels });
          },
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
      collection.addSorted(pictures);
      foreign.value = foreignFolders(leftOut, classes);
      taken.value = pictures.length;
      under.value = null;
    }
  };
  return {
    under,
    problems,
    foreign,
    taken,
    choose: (files, goal) => void read(sourcesOfFiles(files), goal),
    take: (transfer, goal) => void read(sourcesOfTransfer(transfer, stop.signal), goal),
    cancel: () => stop.abort(),
    close() {
      stop.abort();
      reader?.close();
      reader = null;
    },
  };
}
