/**
 * Copies of what neighbours have sent of themselves in increments, each kept as its owner keeps it: so every increment
 * must count, once, and in order. They are numbered; where one is missing, the copy is of no use until the whole has come.
 */
import { allFinite } from '../codec/float32.ts';
import { IncrementSequence } from '../increment-sequence.ts';
import type { PeerIndex } from '../peer-index.ts';

/** Most neighbours of whom there are copies; more are left out. */
const MAX_COPIES = 256;

export interface NeighbourCopy {
  readonly increments: IncrementSequence;
  readonly values: Float32Array;
}

export class NeighbourCopies {
  readonly #copies = new Map<PeerIndex, NeighbourCopy>();

  get count(): number {
    return this.#copies.size;
  }

  entries(): IterableIterator<[PeerIndex, NeighbourCopy]> {
    return this.#copies.entries();
  }

  /** Drops the copies of all others. */
  keepOnly(isNeighbour: (peer: PeerIndex) => boolean): void {
    for (const peer of this.#copies.keys()) if (!isNeighbour(peer)) this.#copies.delete(peer);
  }

  /**
   * Adds an increment, where it is the next one.
   * @param length how many of the first numbers of `vector` it is
   * @returns whether to ask for the whole
   */
  add(from: PeerIndex, number: number, vector: Float32Array, length: number): boolean {
    const copy = this.#copyOf(from, length);
    if (copy === null) return false;
    const what = copy.increments.take(number);
    if (what !== 'next') return what === 'ask';
    for (let i = 0; i < length; i++) copy.values[i] += vector[i];
    // Finite numbers whose sum is not: who sends such is not listened to.
    if (!allFinite(copy.values)) copy.increments.lose();
    return false;
  }

  /** Takes the whole as it was after that increment, where it is of use. */
  replace(from: PeerIndex, number: number, vector: Float32Array, length: number): void {
    const copy = this.#copyOf(from, length);
    if (copy === null || (copy.increments.current && copy.increments.number > 0)) return;
    copy.values.set(length === vector.length ? vector : vector.subarray(0, length));
    copy.increments.startFrom(number);
  }

  /** One that begins at 0, where there is none. */
  #copyOf(peer: PeerIndex, length: number): NeighbourCopy | null {
    const known = this.#copies.get(peer);
    if (known !== undefined) return known;
    if (this.#copies.size >= MAX_COPIES) return null;
    const copy = { increments: new IncrementSequence(), values: new Float32Array(length) };
    this.#copies.set(peer, copy);
    return copy;
  }
}
