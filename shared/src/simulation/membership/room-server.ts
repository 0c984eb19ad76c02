/** The signalling server as simulated members of a room see it. */
import type { PeerIndex } from '../../gossip/peer-index.ts';
import type { Random } from '../../util/random/random.ts';
import { PeerList } from '../peer-list.ts';

/** Draws for one introduction, at most, for each peer that is wanted: those that are known already are drawn too. */
const DRAWS = 8;

export class RoomServer {
  readonly #members = new PeerList();
  readonly #random: Random;
  #up = true;

  constructor(random: Random) {
    this.#random = random;
  }

  get up(): boolean {
    return this.#up;
  }

  /** Peers it takes for present, those whose crash it has not noticed included. */
  get size(): number {
    return this.#members.count;
  }

  has(peer: PeerIndex): boolean {
    return this.#members.has(peer);
  }

  join(peer: PeerIndex): void {
    this.#members.add(peer);
  }

  leave(peer: PeerIndex): void {
    this.#members.remove(peer);
  }

  /** Forgets everybody: a server that is started again knows nobody. */
  stop(): void {
    this.#up = false;
    while (this.#members.count > 0) this.#members.remove(this.#members.at(0));
  }

  start(): void {
    this.#up = true;
  }

  /** Up to `count` others at random. */
  pick(peer: PeerIndex, count: number, known: readonly PeerIndex[]): PeerIndex[] {
    const picked = new Set<PeerIndex>();
    const { count: size } = this.#members;
    const draws = DRAWS * (count + known.length);
    for (let draw = 0; draw < draws && picked.size < count && size > 0; draw++) {
      const candidate = this.#members.at(this.#random.integer(size));
      if (candidate !== peer && !known.includes(candidate)) picked.add(candidate);
    }
    return [...picked];
  }
}
