/** Files that somebody chose, dropped or pasted, with the folders that they lie in: one list, whatever way they came. */
import { DataError } from './data-problem.ts';

/** Most files taken at once: more than a class brings, and fewer than a folder chosen by mistake may have. */
export const MAX_FILES = 20_000;

/** One file. */
export interface Source {
  /** With its folders, as in `fruit/pears/1.jpg`. */
  readonly path: string;
  /** The innermost folder, which often says what a picture shows; null where there is none. */
  readonly folder: string | null;
  /** Rejects with a `DataError` where it cannot be read. */
  open(): Promise<Blob>;
}

/** Files that systems leave in folders, which nobody means. */
const LEFTOVERS = /(^|\/)(\.[^/]*|__MACOSX\/.*|thumbs\.db|desktop\.ini)$/i;

/** A file by its path; null where a system left it there. */
export function sourceOf(path: string, open: Source['open']): Source | null {
  const tidy = path.replace(/\\/g, '/').replace(/^\/+/, '');
  if (LEFTOVERS.test(tidy) || tidy.includes('__MACOSX/')) return null;
  const folders = tidy.split('/').slice(0, -1);
  return { path: tidy, folder: folders.at(-1) ?? null, open };
}

/** Of an `<input type="file">`, one with `webkitdirectory` too. */
export function sourcesOfFiles(files: Iterable<File>): Source[] {
  return present([...files].map((file) => sourceOf(file.webkitRelativePath || file.name, async () => file)));
}

/** What is dropped or pasted, as browsers have it: either may be asked only while the event is handled. */
export type Transfer = Pick<DataTransfer, 'files'> & {
  readonly items: ArrayLike<Pick<DataTransferItem, 'kind' | 'getAsFile' | 'webkitGetAsEntry'>>;
};

/**
 * Of what was dropped or pasted, folders with all that is in them. To be called while the event is handled.
 * @param signal stops it
 * @throws DataError `no-files`, `too-many-files` or `file-unreadable`
 */
export function sourcesOfTransfer(transfer: Transfer, signal?: AbortSignal): Promise<Source[]> {
  // All of this before anything is waited for: afterwards the browser has taken it back.
  const items = Array.from(transfer.items).filter(({ kind }) => kind === 'file');
  const entries = items.map((item) => item.webkitGetAsEntry?.() ?? null);
  const files = items.map((item) => item.getAsFile());
  const rest = items.length > 0 ? [] : sourcesOfFiles(transfer.files);
  return collect(entries, files, rest, signal);
}

async function collect(
  entries: readonly (FileSystemEntry | null)[],
  files: readonly (File | null)[],
  found: Source[],
  signal: AbortSignal | undefined,
): Promise<Source[]> {
  for (const [i, entry] of entries.entries()) {
    const file = files[i];
    if (entry !== null) await walk(entry, found, signal);
    else if (file !== null) found.push(...sourcesOfFiles([file]));
  }
  if (found.length === 0) throw new DataError({ code: 'no-files' });
  return found;
}

async function walk(entry: FileSystemEntry, found: Source[], signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  if (found.length > MAX_FILES) throw new DataError({ code: 'too-many-files', most: MAX_FILES });
  if (isFile(entry)) {
    const source = sourceOf(entry.fullPath, () => fileOf(entry));
    if (source !== null) found.push(source);
  } else if (isFolder(entry)) {
    const reader = entry.createReader();
    // It gives some hundred at a time, and none after the last.
    for (let some = await next(reader, entry); some.length > 0; some = await next(reader, entry)) {
      for (const inner of some) await walk(inner, found, signal);
    }
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, () => reject(unreadable(entry))));
}

function next(reader: FileSystemDirectoryReader, entry: FileSystemEntry): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, () => reject(unreadable(entry))));
}

function unreadable({ fullPath }: FileSystemEntry): DataError {
  return new DataError({ code: 'file-unreadable', file: fullPath.replace(/^\//, '') });
}

function present(sources: readonly (Source | null)[]): Source[] {
  return sources.filter((source) => source !== null);
}
