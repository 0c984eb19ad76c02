/** What a liar has heard of others: whoever knows what honest messages look like can make lies that look like them. */
import type { PeerIndex } from '../gossip/peer-index.ts';
import { distanceOf } from '../gossip/vectors/arithmetic.ts';
import { dropOldest } from '../util/drop-oldest.ts';

/** Most peers whose last message is kept; whoever was silent the longest gives way. */
const MAX_HEARD = 24;

export class HeardModels {
  /** The last of each peer; the newest is last. */
  readonly #last = new Map<PeerIndex, Float32Array>();

  /** Keeps a copy. */
  hear(from: PeerIndex, vector: Float32Array): void {
    const known = this.#last.get(from);
    const kept = known?.length === vector.length ? known : new Float32Array(vector.length);
    kept.set(vector);
    this.#last.delete(from);
    this.#last.set(from, kept);
    dropOldest(this.#last, MAX_HEARD);
  }

  of(peer: PeerIndex): Float32Array | null {
    return this.#last.get(peer) ?? null;
  }

  /** @param own taken for one more of them @param into overwritten */
  mean(own: Float32Array, into: Float32Array): void {
    into.set(own);
    for (const vector of this.#last.values()) for (let i = 0; i < into.length; i++) into[i] += vector[i];
    const share = 1 / (this.#last.size + 1);
    for (let i = 0; i < into.length; i++) into[i] *= share;
  }

  /** The standard deviation of each number. @param mean as of `mean` @param into overwritten */
  deviation(own: Float32Array, mean: Float32Array, into: Float32Array): void {
    for (let i = 0; i < into.length; i++) into[i] = (own[i] - mean[i]) ** 2;
    for (const vector of this.#last.values()) {
      for (let i = 0; i < into.length; i++) into[i] += (vector[i] - mean[i]) ** 2;
    }
    const share = 1 / (this.#last.size + 1);
    for (let i = 0; i < into.length; i++) into[i] = Math.sqrt(into[i] * share);
  }

  /** Root mean square distance from the mean. */
  spread(own: Float32Array, mean: Float32Array): number {
    let sum = distanceOf(own, mean) ** 2;
    for (const vector of this.#last.values()) sum += distanceOf(vector, mean) ** 2;
    return Math.sqrt(sum / (this.#last.size + 1));
  }
}
