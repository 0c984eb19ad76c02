/** What a simulated population learns together, and what each of its peers holds of it. */
import type { Learner } from '../../gossip/learner/learner.ts';
import type { PrivacyStatus } from '../../privacy/ledger.ts';
import type { TensorLayout } from '../../tasks/task.ts';
import type { Random } from '../../util/random/random.ts';

export interface Evaluation {
  readonly loss: number;
  /** Share of test examples classified rightly, 0 to 1. Classifiers only. */
  readonly accuracy?: number;
}

export interface Objective {
  readonly name: string;
  /** Length of the parameter vector. */
  readonly dimension: number;
  /** What the parameters are, where they are tensors. */
  readonly layout?: readonly TensorLayout[];
  /** How many peers' data there is. */
  readonly peers: number;
  /** Writes initial parameters. Peers that are to begin alike get a stream of the same seed and names. */
  initialise(parameters: Float32Array, random: Random): void;
  /**
   * The learner of one peer, on its own data.
   * @param peer 0 to `peers - 1`; RangeError otherwise
   * @param random draws batches and noise
   */
  learner(peer: number, random: Random): Learner;
  /**
   * Loss over everybody's data; for quadratics and linear regression in excess of the least possible, so that
   * 0 is the optimum. Where there are classes, accuracy on examples that no peer holds.
   */
  evaluate(parameters: Float32Array): Evaluation;
  /** Where gradients are private: how the peer stands that has taken most steps; null before there is one. */
  privacy?(): PrivacyStatus | null;
}

/** Nothing to learn: for experiments in which only the gossip counts. */
export function nothing(peers: number): Objective {
  const learner: Learner = { dimension: 0, gradient: () => 0 };
  return {
    name: 'none',
    dimension: 0,
    peers,
    initialise: () => {},
    learner(peer) {
      requirePeer(peer, peers);
      return learner;
    },
    evaluate: () => ({ loss: 0 }),
  };
}

/** @throws RangeError unless the condition holds: an index past a typed array's end would pass unnoticed */
export function requireThat(condition: boolean, message: string): asserts condition {
  if (!condition) throw new RangeError(message);
}

/** @throws RangeError unless every value is a whole number from 1 */
export function requireCounts(counts: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(counts)) {
    requireThat(Number.isInteger(value) && value >= 1, `${name} must be a whole number from 1, not ${value}`);
  }
}

/** @throws RangeError unless every value is a finite number from 0 */
export function requireAmounts(amounts: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(amounts)) {
    requireThat(Number.isFinite(value) && value >= 0, `${name} must be a number from 0, not ${value}`);
  }
}

/** @throws RangeError unless the peer is one of 0 to `peers - 1` */
export function requirePeer(peer: number, peers: number): void {
  requireThat(Number.isInteger(peer) && peer >= 0 && peer < peers, `no peer ${peer} among ${peers}`);
}
