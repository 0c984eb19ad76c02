/** How what arrives changes a peer's state, and what it answers. */
import type { MessageKind } from '../environment/environment.ts';
import type { Memory } from '../memory.ts';
import type { PeerIndex } from '../peer-index.ts';
import type { Combine } from './graph-average.ts';

export interface Mixing {
  /**
   * What mixing leaves unchanged, whatever the order in which messages arrive: the mean of all peers' models (unless a
   * message is lost), the mass of a push-sum, which is the sum of the states and of what is under way (also if
   * messages are lost or come twice), or nothing.
   */
  readonly conserves: 'mean' | 'mass' | 'nothing';
  /** Whether an offer is answered. A peer then has one offer at a time under way to each neighbour. */
  readonly answers: boolean;
  /** Whether an offer is the sender's state, so that who has none of its own may take it over whole. Default: it is not. */
  readonly offersState?: boolean;
  /** Where an exchange is with all whom the sampler has, not with one of them: whether all are offered the same, or each
   * something of its own. */
  readonly toAll?: 'alike' | 'each';
  /** Whether an offer begins with the sender's model as it is, so that neighbours' models are known by their offers.
   * Default: it does not. */
  readonly offersModel?: boolean;
  /** How several models become one where the plain mean will not do, as where peers may lie. */
  readonly combine?: Combine;
  /** Told when an exchange begins, before the offers of it. Only where `toAll`. */
  begin?(state: Float32Array, targets: readonly PeerIndex[]): void;
  /** What goes to a peer when the gossip clock rings. May be the state itself. Null: nothing this time. */
  offer(state: Float32Array, to: PeerIndex): Float32Array | null;
  /**
   * Takes what arrived. Mixes it into the state, in place, or keeps it until `settle`.
   * @param vector as many finite numbers as a message of the method may have
   * @param weight from the admission rule, above 0 and at most 1; of an offer the less, the more of them its sender has
   *   under way
   * @param reply a message's length where the rule answers; overwritten where there is an answer
   * @returns whether `reply` is to be sent back
   */
  receive(
    kind: MessageKind,
    vector: Float32Array,
    weight: number,
    state: Float32Array,
    reply: Float32Array,
    from: PeerIndex,
  ): boolean;
  /** Mixes what was kept. Called before each local update. */
  settle?(state: Float32Array): void;
  /** Drops what is kept of a peer for longer than a round: its number is to be another one's. */
  forget?(peer: PeerIndex): void;
  /** Whether all has arrived that the next local update waits for, where a rule waits. */
  ready?(): boolean;
  /** What a peer that comes back under its old name must know of what it sent before, where it must. */
  readonly memory?: Memory;
}
