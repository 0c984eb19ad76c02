/** Folders that are named like the classes of a task: which class a file in them is of. */

/** As people and systems write names differently: capitals, spaces at the ends, letters in parts. */
const plain = (name: string): string => name.normalize('NFC').trim().toLowerCase();

/** The class of the innermost folder that is named like one. @returns its place; null where none is @param path with folders */
export function classOfPath(path: string, classes: readonly string[]): number | null {
  const names = classes.map(plain);
  const place = foldersOf(path)
    .map((folder) => names.indexOf(plain(folder)))
    .findLast((found) => found >= 0);
  return place ?? null;
}

/** Files that lie in folders of no class. */
export interface ForeignFolder {
  /** The innermost one, with those around it; empty where they lie in none. */
  readonly folder: string;
  readonly files: number;
}

export function foreignFolders(paths: readonly string[], classes: readonly string[]): ForeignFolder[] {
  const counts = new Map<string, number>();
  for (const path of paths) {
    if (classOfPath(path, classes) !== null) continue;
    const folder = foldersOf(path).join('/');
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts].map(([folder, files]) => ({ folder, files }));
}

const foldersOf = (path: string): string[] => path.split('/').slice(0, -1);
