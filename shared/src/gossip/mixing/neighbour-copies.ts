/**
 * Copies of what neighbours have sent of themselves in increments, each kept as its owner keeps it: so every increment
 * must count, once, and in order. They are numbered; where one is missing, the copy is of no use until the whole has come.
 */
import { allFinite } from '../codec/float32.ts';
import type { PeerIndex } from '../peer-index.ts';

/** Most neighbours of whom there are copies; more are left out. */
export const MAX_COPIES = 256;
/** Increments that a gap swallows before the whole is asked for again: an answer may be lost, or on its way. */
const INCREMENTS_BETWEEN_REQUESTS = 3;
/** The largest number up to which 32-bit floats count. */
const LAST_NUMBER = 2 ** 24;

/** An increment's number after that one, from 1. At the end they begin anew, but for the first, which means a copy of 0. */
export const numberAfter = (number: number): number => (number < LAST_NUMBER ? number + 1 : 2);

export interface NeighbourCopy {
  /** Whether it is what its owner has. */
  current: boolean;
  /** That of the last increment in it. */
  number: number;
  /** Increments that the whole will not be asked for. */
  patience: number;
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
    if (copy.current && number === numberAfter(copy.number)) {
      copy.number = number;
      for (let i = 0; i < length; i++) copy.values[i] += vector[i];
      // Finite numbers whose sum is not: who sends such is not listened to.
      copy.current = allFinite(copy.values);
      return false;
    }
    // What has come before, or twice, is in it already.
    if (copy.current && copy.number > 0 && isBefore(number, copy.number)) return false;
    copy.current = false;
    copy.patience -= 1;
    if (copy.patience > 0) return false;
    copy.patience = INCREMENTS_BETWEEN_REQUESTS;
    return true;
  }

  /** Takes the whole as it was after that increment, where it is of use. */
  replace(from: PeerIndex, number: number, vector: Float32Array, length: number): void {
    const copy = this.#copyOf(from, length);
    if (copy === null || (copy.current && copy.number > 0)) return;
    copy.values.set(length === vector.length ? vector : vector.subarray(0, length));
    copy.number = number;
    copy.current = true;
    copy.patience = 0;
  }

  /** One that begins at 0, where there is none. */
  #copyOf(peer: PeerIndex, length: number): NeighbourCopy | null {
    const known = this.#copies.get(peer);
    if (known !== undefined) return known;
    if (this.#copies.size >= MAX_COPIES) return null;
    const copy = { current: true, number: 0, patience: 0, values: new Float32Array(length) };
    this.#copies.set(peer, copy);
    return copy;
  }
}

/** Whether an increment is that one or one of the many before it, not one of the many after. */
function isBefore(number: number, other: number): boolean {
  const ahead = (number - other + LAST_NUMBER) % LAST_NUMBER;
  return ahead === 0 || ahead > LAST_NUMBER / 2;
}
