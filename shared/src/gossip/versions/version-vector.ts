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
  #known = 0;
  readonly #limit: number;

  /**
   * @param capacity peers to make room for at first; more follows as needed
   * @param limit keeps counts of the peers below this index alone: a sample, where all would cost too much
   */
  constructor(capacity = 8, limit = MAX_PEERS) {
    this.#limit = Math.min(limit, MAX_PEERS);
    this.#counts = new Uint32Array(Math.min(capacity, this.#limit));
  }

  /** One more than the largest index that was ever set. */
  get length(): number {
    return this.#length;
  }

  /** Peers whose count is not 0. */
  get known(): number {
    return this.#known;
  }

  /** Updates of that peer contained in the model; 0 for a peer never heard of. */
  get(peer: PeerIndex): number {
    return peer < this.#length ? this.#counts[peer] : 0;
  }

  /** Raises the count of one peer; a smaller count than the known one changes nothing. */
  raise(peer: PeerIndex, count: number): void {
    if (peer >= this.#limit) return;
    this.#reserve(peer + 1);
    const before = this.#counts[peer];
    if (count <= before) return;
    if (before === 0) this.#known += 1;
    this.#counts[peer] = count;
  }

  /** Lowers the count of one peer; a larger count than the known one changes nothing. */
  lower(peer: PeerIndex, count: number): void {
    if (this.get(peer) <= count) return;
    this.#counts[peer] = count;
    if (count === 0) this.#known -= 1;
  }

  /** Forgets what is known of a peer. */
  forget(peer: PeerIndex): void {
    this.lower(peer, 0);
  }

  /** Element-wise maximum, in place. */
  merge(other: VersionVector): void {
    const length = Math.min(other.#length, this.#limit);
    this.#reserve(length);
    const mine = this.#counts;
    const theirs = other.#counts;
    let added = 0;
    for (let i = 0; i < length; i++) {
      if (theirs[i] <= mine[i]) continue;
      if (mine[i] === 0) added += 1;
      mine[i] = theirs[i];
    }
    this.#known += added;
  }

  /** Takes over what another says, and forgets what it said before. */
  assign(other: VersionVector): void {
    this.#counts.fill(0, 0, this.#length);
    this.#known = 0;
    this.merge(other);
  }

  #reserve(length: number): void {
    if (length > this.#counts.length) {
      const grown = new Uint32Array(Math.min(this.#limit, Math.max(length, 2 * this.#counts.length)));
      grown.set(this.#counts);
      this.#counts = grown;
    }
    if (length > this.#length) this.#length = length;
  }
}
