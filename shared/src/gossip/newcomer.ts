/**
 * Whether a peer still has nothing to give. Who joins a room that has learned already, or lost its model, would pull a
 * trained peer half-way back to the beginning with its first exchange. It therefore offers nothing, asks a neighbour for
 * its model, and takes that whole; the neighbour does not move. Where neighbours may lie it asks several, and takes the
 * model that is closest to the others: one liar captures nobody.
 */
import type { PeerIndex } from './peer-index.ts';
import { distanceOf } from './vectors/arithmetic.ts';

/** Seconds before another neighbour is asked. */
const REQUEST_SECONDS = 1;
/** So many requests without an offer, and the peer takes part with what it has: the others are new as well. */
const MAX_REQUESTS = 8;
/** Models that are compared, of so many neighbours. */
const OPINIONS = 3;

/** Says how well a model does; the less, the better. */
export interface Judge {
  lossOf(model: Float32Array): number;
}

export class Newcomer {
  readonly #judge: Judge | null;
  readonly #opinions = new Map<PeerIndex, Float32Array>();
  #left: number;
  #askedAt = Number.NEGATIVE_INFINITY;

  /** @param judge decides between two; null to take over the first model that comes */
  constructor(isNew: boolean, judge: Judge | null = null) {
    this.#left = isNew ? MAX_REQUESTS : 0;
    this.#judge = judge;
  }

  get isNew(): boolean {
    return this.#left > 0;
  }

  /** Whether that neighbour's model is among those that are compared. */
  hasHeard(peer: PeerIndex): boolean {
    return this.#opinions.has(peer);
  }

  /** Called when the gossip clock rings. @returns whether to ask somebody now */
  mayAsk(now: number): boolean {
    return this.isNew && now - this.#askedAt >= REQUEST_SECONDS;
  }

  /** Called when somebody was asked. */
  asked(now: number): void {
    this.#askedAt = now;
    this.#left -= 1;
  }

  /** Called when who was asked has nothing to give either: another can be asked at once. */
  declined(): void {
    this.#askedAt = Number.NEGATIVE_INFINITY;
  }

  /**
   * Called with each model that is offered.
   * @param neighbours how many there are to ask
   * @returns the one to take over; null where others are to be heard first
   */
  consider(from: PeerIndex, model: Float32Array, neighbours: number): Float32Array | null {
    if (this.#judge === null) return model;
    this.#opinions.set(from, model.slice());
    // The last request is not waited for: it may have no answer.
    const enough = Math.min(OPINIONS, neighbours);
    if (this.#opinions.size < enough && this.#left > 1) {
      this.declined();
      return null;
    }
    return closestOf([...this.#opinions.values()], this.#judge);
  }

  /** Called when the model was taken over. */
  adopted(): void {
    this.#left = 0;
    this.#opinions.clear();
  }

  /** Called when the model was lost. */
  beginAnew(): void {
    this.#left = MAX_REQUESTS;
    this.declined();
  }
}

/** The model whose distances to the others have the least sum; of two, the better one. */
function closestOf(models: readonly Float32Array[], judge: Judge): Float32Array {
  const badness = models.map((model) =>
    models.length < OPINIONS
      ? judge.lossOf(model)
      : models.reduce((sum, other) => sum + distanceOf(model, other), 0),
  );
  let best = 0;
  for (let i = 1; i < models.length; i++) if (badness[i] < badness[best]) best = i;
  return models[best];
}
