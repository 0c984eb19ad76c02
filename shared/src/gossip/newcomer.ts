/**
 * Whether a peer still has nothing to give. Who joins a room that has learned already, or lost its model, would pull a
 * trained peer half-way back to the beginning with its first exchange. It therefore offers nothing, asks a neighbour for
 * its model, and takes that whole; the neighbour does not move.
 */

/** Seconds before another neighbour is asked. */
const REQUEST_SECONDS = 1;
/** So many requests without an offer, and the peer takes part with what it has: the others are new as well. */
const MAX_REQUESTS = 8;

export class Newcomer {
  #left: number;
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(isNew: boolean) {
    this.#left = isNew ? MAX_REQUESTS : 0;
  }

  get isNew(): boolean {
    return this.#left > 0;
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

  /** Called when the model was taken over. */
  adopted(): void {
    this.#left = 0;
  }

  /** Called when the model was lost. */
  beginAnew(): void {
    this.#left = MAX_REQUESTS;
    this.declined();
  }
}
