/**
 * How a peer without examples answers. It follows the offers of others, and were it to hold them back by as much, as a swap does,
 * one that learns among thirty that look on would come on at a thirtieth of its speed. So it answers an offer for those others
 * of whom it has heard since: the sender moves as if it had met their mean. Two that learn thus hear of each other over those
 * between them, as often as in swaps; one that learns alone is not moved.
 */
import type { NeighbourModels } from './neighbour-models.ts';
import type { PeerIndex } from './peer-index.ts';
import { add } from './vectors/arithmetic.ts';

export class Relay {
  readonly #models: NeighbourModels;
  #offers = 0;
  /** Of each neighbour, the number of its last offer, and of the last one that it was told of. */
  readonly #offered = new Map<PeerIndex, number>();
  readonly #told = new Map<PeerIndex, number>();

  /** @param models as the neighbours offered them */
  constructor(models: NeighbourModels) {
    this.#models = models;
  }

  /**
   * Called with each offer that was mixed.
   * @param share of the way to the mean of the others @param reply overwritten with what the sender is to move by
   * @returns whether there is anything to say
   */
  answer(from: PeerIndex, share: number, reply: Float32Array): boolean {
    const models = this.#models.entries();
    const told = this.#told.get(from) ?? 0;
    // An offer counts once with each: who fell silent holds nobody.
    const others = [...models].flatMap(([peer, model]) =>
      peer !== from && (this.#offered.get(peer) ?? 0) > told ? [model] : [],
    );
    this.#offers += 1;
    this.#offered.set(from, this.#offers);
    this.#told.set(from, this.#offers);
    const offered = models.get(from);
    if (offered === undefined || others.length === 0) return false;
    reply.fill(0);
    for (const other of others) add(reply.subarray(0, other.length), other);
    for (let i = 0; i < offered.length; i++) reply[i] = share * (reply[i] / others.length - offered[i]);
    return true;
  }

  forget(peer: PeerIndex): void {
    this.#offered.delete(peer);
    this.#told.delete(peer);
  }
}
