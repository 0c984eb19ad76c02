/** How what arrives changes a peer's parameters, and what it answers. */
import type { MessageKind } from '../environment/environment.ts';

export interface Mixing {
  /** What an exchange leaves unchanged when nothing is lost: the mean of all peers' parameters, or nothing. */
  readonly conserves: 'mean' | 'nothing';
  /** Whether an offer is answered. A peer then has one offer under way at a time. */
  readonly answers: boolean;
  /** What a peer sends when its gossip clock rings. May be `parameters` itself. */
  offer(parameters: Float32Array): Float32Array;
  /**
   * Mixes what arrived into `parameters`, in place.
   * @param vector as long as `parameters`, every number finite
   * @param weight from the admission rule, above 0 and at most 1
   * @param reply as long as `parameters` where the rule answers; overwritten where there is an answer
   * @returns whether `reply` is to be sent back
   */
  receive(
    kind: MessageKind,
    vector: Float32Array,
    weight: number,
    parameters: Float32Array,
    reply: Float32Array,
  ): boolean;
}
