/**
 * The categories that appear in a room, as a set that only grows: each peer tells its own and all that it heard. Of a column
 * that has more than are kept, those with the smallest hashes stay, which are the same ones at all peers whatever came first.
 */
import { nameKey, tidyName } from '../tasks/names.ts';
import { hashSeed } from '../util/random/random.ts';
import { MAX_CATEGORIES_TOLD, MAX_CATEGORY_LENGTH } from './statistics-message.ts';

/** Of one column. */
export const MOST_CATEGORIES_KEPT = 200;

export type ColumnCategory = [column: number, text: string];

export interface CategoryUnion {
  /** @returns whether any is new */
  add(categories: readonly ColumnCategory[]): boolean;
  /** Some to tell, from the one at `cursor` on, and the cursor of those after them. */
  some(cursor: number): { categories: ColumnCategory[]; next: number };
  /** Of each column, in the order of their letters. */
  read(): string[][];
}

interface Kept {
  readonly text: string;
  readonly hash: number;
}

export function createCategoryUnion(columns: number): CategoryUnion {
  const kept = Array.from({ length: columns }, () => new Map<string, Kept>());
  let all: ColumnCategory[] = [];

  /** Ways to write the same category are one: the first in the order of code units. */
  const addOne = (column: number, given: string): boolean => {
    const text = tidyName(given);
    const key = nameKey(text);
    const known = kept[column]?.get(key);
    if (key === '' || text.length > MAX_CATEGORY_LENGTH || column >= columns) return false;
    if (known !== undefined && known.text <= text) return false;
    const of = kept[column];
    of.set(key, { text, hash: known?.hash ?? hashSeed('category', key) });
    if (of.size <= MOST_CATEGORIES_KEPT) return true;
    const [last] = [...of].reduce((worst, entry) => (isAfter(entry, worst) ? entry : worst));
    of.delete(last);
    return last !== key;
  };

  return {
    add(categories) {
      const added = categories.filter(([column, text]) => addOne(column, text));
      if (added.length === 0) return false;
      all = kept.flatMap((of, column) => [...of.values()].map(({ text }): ColumnCategory => [column, text]));
      return true;
    },
    some(cursor) {
      const count = Math.min(MAX_CATEGORIES_TOLD, all.length);
      const from = all.length === 0 ? 0 : cursor % all.length;
      return {
        categories: Array.from({ length: count }, (_, i) => all[(from + i) % all.length]),
        next: from + count,
      };
    },
    read: () => kept.map((of) => [...of.values()].map(({ text }) => text).sort()),
  };
}

function isAfter([key, { hash }]: [string, Kept], [other, { hash: otherHash }]: [string, Kept]): boolean {
  return hash > otherHash || (hash === otherHash && key > other);
}
