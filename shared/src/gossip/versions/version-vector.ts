/**
 * Which updates a model contains: for every peer, how many of its local updates have reached this model,
 * directly or through others. Merging takes the larger count of each.
 */
import type { PeerIndex } from '../peer-index.ts';

/** Most peers one vector can hold; counts of others are not kept. 4 bytes each. */
export const MAX_PEERS = 1 << 20;

export class VersionVector {
  #counts: Uint32Array;
  #length = 0;

  constructor(capacity = 8) {
    this.#counts = new Uint32Array(Math.min(capacity, MAX_PEERS));
  }

  /** One more than the largest index that was ever set. */
  get length(): number {
    return this.#length;
  }

  /** Updates of that peer contained in the model; 0 for a peer never heard of. */
  get(peer: PeerIndex): number {
    return peer < this.#length ? this.#counts[peer] : 0;
  }

  /** Raises the count of one peer; a smaller count than the known one changes nothing. */
  raise(peer: PeerIndex, count: number): void {
    if (peer >= MAX_PEERS) return;
    this.#reserve(peer + 1);
    if (count > this.#counts[peer]) this.#counts[peer] = count;
  }

  /** Element-wise maximum, in place. */
  merge(other: VersionVector): void {
    this.#reserve(other.#length);
    const mine = this.#counts;
    const theirs = other.#counts;
    for (let i = 0; i < other.#length; i++) if (theirs[i] > mine[i]) mine[i] = theirs[i];
  }

  #reserve(length: number): void {
    if (length > this.#counts.length) {
      const grown = new Uint32Array(Math.min(MAX_PEERS, Math.max(length, 2 * this.#counts.length)));
      grown.set(this.#counts);
      this.#counts = grown;
    }
    if (length > this.#length) this.#length = length;
  }
}
