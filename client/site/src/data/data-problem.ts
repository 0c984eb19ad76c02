/** What can go wrong with examples that somebody brings, as codes with data. What people are told is in the words of the page. */

/** Plain JSON, also where it crosses from the Worker. @param file what it is called, with its folders where these are known */
export type DataProblem =
  // Pictures.
  /** @param looksLike what kind of file it is instead; null where that is unknown */
  | { code: 'not-a-picture'; file: string; looksLike: string | null }
  /** It begins like a picture, and the browser cannot make one of it. */
  | { code: 'picture-damaged'; file: string }
  /** In pixels. @param least that each side must have */
  | { code: 'picture-too-small'; file: string; width: number; height: number; least: number }
  /** In pixels. @param most that there may be in all */
  | { code: 'picture-too-large'; file: string; width: number; height: number; most: number }
  /** The browser has neither a Worker that draws nor a canvas that can be read. */
  | { code: 'no-canvas' }

  // Files of any kind.
  | { code: 'file-too-large'; file: string; bytes: number; most: number }
  /** It is gone, or the browser may not read it. */
  | { code: 'file-unreadable'; file: string }
  /** More files than that were given; those after are left out. */
  | { code: 'too-many-files'; most: number }
  /** There was no file in what was given. */
  | { code: 'no-files' }
  | { code: 'zip-damaged'; file: string }
  /** @param limit `entries`: files in it. `bytes`: of all in it, unpacked. `ratio`: unpacked bytes to a packed one */
  | { code: 'zip-too-large'; file: string; limit: 'entries' | 'bytes' | 'ratio'; most: number }

  // Examples as numbers.
  | { code: 'not-idx'; file: string }
  /** IDX files with other numbers than bytes, or of another rank. */
  | { code: 'idx-unknown-kind'; file: string }
  /** @param expected bytes that its head promises */
  | { code: 'idx-wrong-length'; file: string; expected: number; actual: number }
  | { code: 'idx-wrong-size'; file: string; width: number; height: number; side: number }
  | { code: 'idx-counts-differ'; images: number; labels: number }
  | { code: 'not-json'; file: string }
  /** @param where the part that is missing or wrong, as in `ys` */
  | { code: 'json-not-examples'; file: string; where: string }
  | { code: 'json-counts-differ'; file: string; xs: number; ys: number }
  /** @param label that no class of the task has @param classes how many these are */
  | { code: 'unknown-label'; file: string; label: number; classes: number }

  // What the browser keeps.
  /** The disk, or what the browser gives this page of it, is full: what was brought is there until the page is closed. */
  | { code: 'storage-full' }
  /** The browser keeps nothing for this page, as in some private windows. */
  | { code: 'storage-refused' }

  // The network that makes features of pictures.
  | { code: 'extractor-unreachable' }
  /** Other bytes came than those that the page was built with. */
  | { code: 'extractor-damaged' }
  /** @param what was said */
  | { code: 'extractor-failed'; what: string };

export type DataProblemCode = DataProblem['code'];
export type DataProblemOf<C extends DataProblemCode> = Extract<DataProblem, { code: C }>;

/** A text for each code, which is a function where the problem has data. */
export type DataProblemWords = {
  readonly [C in DataProblemCode]: keyof DataProblemOf<C> extends 'code'
    ? string
    : (problem: DataProblemOf<C>) => string;
};

/** A problem for people. @param words of a language */
export function dataProblemInWords(problem: DataProblem, words: DataProblemWords): string {
  const text: string | ((problem: never) => string) = words[problem.code];
  return typeof text === 'string' ? text : text(problem as never);
}

/** All that reading examples throws or rejects with, but for what `AbortSignal` does. */
export class DataError extends Error {
  override readonly name = 'DataError';
  readonly problem: DataProblem;

  constructor(problem: DataProblem) {
    super(problem.code);
    this.problem = problem;
  }
}
