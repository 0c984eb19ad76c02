/** A set of peers that can be picked from at random: all operations take constant time. */
import type { PeerIndex } from '../gossip/peer-index.ts';

const ABSENT = -1;

export class PeerList {
  #peers = new Int32Array(64);
  /** Where in the list a peer is. */
  #places = new Int32Array(64).fill(ABSENT);
  #count = 0;
  /** Whether peer k is at place k for all: nobody was ever removed. Then no place need be looked up. */
  #inOrder = true;

  get count(): number {
    return this.#count;
  }

  /** @param position 0..count-1, in no order */
  at(position: number): PeerIndex {
    return this.#peers[position];
  }

  /** The position of a peer that is in the list. */
  placeOf(peer: PeerIndex): number {
    return this.#inOrder ? peer : this.#places[peer];
  }

  /** The same list without one peer. @param position up to one less than without, if that peer is in the list */
  atWithout(peer: PeerIndex, position: number): PeerIndex {
    if (this.#inOrder) return position < peer ? position : position + 1;
    const place = this.#places[peer];
    return this.#peers[place !== ABSENT && position >= place ? position + 1 : position];
  }

  has(peer: PeerIndex): boolean {
    if (this.#inOrder) return peer < this.#count;
    return peer < this.#places.length && this.#places[peer] !== ABSENT;
  }

  add(peer: PeerIndex): void {
    if (this.has(peer)) return;
    if (peer >= this.#places.length) {
      const length = Math.max(peer + 1, 2 * this.#places.length);
      const places = new Int32Array(length).fill(ABSENT);
      places.set(this.#places);
      this.#places = places;
      const peers = new Int32Array(length);
      peers.set(this.#peers);
      this.#peers = peers;
    }
    this.#inOrder &&= peer === this.#count;
    this.#places[peer] = this.#count;
    this.#peers[this.#count++] = peer;
  }

  remove(peer: PeerIndex): void {
    if (!this.has(peer)) return;
    this.#inOrder = false;
    const place = this.#places[peer];
    const last = this.#peers[--this.#count];
    this.#peers[place] = last;
    this.#places[last] = place;
    this.#places[peer] = ABSENT;
  }
}
