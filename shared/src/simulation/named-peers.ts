/** How many peers a tab's message would name, of all that were ever in a simulation: see `gossip/versions/forgetting.ts`. */
import type { PeerIndex } from '../gossip/peer-index.ts';
import { FORGET_SECONDS } from '../gossip/versions/forgetting.ts';

export class NamedPeers {
  /** Peers that are gone or asleep and still named, and since when (virtual seconds), the longest first. */
  readonly #leaving = new Map<PeerIndex, number>();
  readonly #forgotten = new Set<PeerIndex>();

  /** Its count does not grow any more. @param now virtual seconds, never less than at the call before */
  leave(peer: PeerIndex, now: number): void {
    if (!this.#leaving.has(peer) && !this.#forgotten.has(peer)) this.#leaving.set(peer, now);
  }

  /** It is back. */
  comeBack(peer: PeerIndex): void {
    this.#leaving.delete(peer);
    this.#forgotten.delete(peer);
  }

  /** Of so many that ever were. Takes constant time, but for those that have left since the last call. */
  countOf(peers: number, now: number): number {
    for (const [peer, since] of this.#leaving) {
      if (now - since < FORGET_SECONDS) break;
      this.#leaving.delete(peer);
      this.#forgotten.add(peer);
    }
    return peers - this.#forgotten.size;
  }
}
