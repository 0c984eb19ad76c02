/** Simulated peers that are out of everybody's reach for whole periods, each at a rate of its own. */
import type { PeerIndex } from '../gossip/peer-index.ts';
import { createRandom, type Random } from '../util/random/random.ts';

export interface AvailabilityOptions {
  /**
   * `bernoulli`: each period by itself. `markov`: a period is like the one before, or drawn anew. `cyclic`: so many
   * periods in a row, and again in each cycle.
   */
  readonly kind: 'bernoulli' | 'markov' | 'cyclic';
  /** The share of periods in which a peer is in reach, 0 to 1: that of peer k is the k-th, modulo how many there are. */
  readonly probabilities: readonly number[];
  /** Seconds. Default 1. */
  readonly period?: number;
  /** When a period begins, in seconds: the others follow. Default 0. */
  readonly phase?: number;
  /** Markov: the probability that a period is like the one before, whatever that was; else it is drawn anew. Default 0.8. */
  readonly persistence?: number;
  /** Cyclic: periods in a cycle, of which each peer begins at its own. Default 10. */
  readonly cycle?: number;
  /** Bernoulli: a probability below 1 is multiplied by 1 - share + share * sin(2 pi t / periods) in period t. Share up to a
   * half. */
  readonly wave?: { readonly share: number; readonly periods: number };
}

/** What is kept of a peer. */
interface Presence {
  readonly random: Random;
  /** Of all periods up to this one it is known whether the peer was in reach. */
  period: number;
  inReach: boolean;
  /** Cyclic: where in its cycle it began. */
  readonly offset: number;
}

const BEFORE_ALL = -1;

/**
 * Whether a message between two peers gets through at that time: where both are in reach. What is found depends on the
 * peers, the time and the seed, not on how often it is asked; to be asked in order of time.
 */
export function createAvailability(
  options: AvailabilityOptions,
  seed: number,
): (from: PeerIndex, to: PeerIndex, now: number) => boolean {
  const { kind, probabilities, period = 1, phase = 0, persistence = 0.8, cycle = 10, wave } = options;
  const presences: Presence[] = [];

  const probabilityOf = (peer: PeerIndex, at: number): number => {
    const probability = probabilities[peer % probabilities.length];
    if (wave === undefined || probability >= 1) return probability;
    return probability * (1 - wave.share + wave.share * Math.sin((2 * Math.PI * at) / wave.periods));
  };

  const draw = (presence: Presence, peer: PeerIndex, at: number): boolean => {
    const { random, offset } = presence;
    if (kind === 'cyclic') {
      return (at + offset) % cycle < Math.round(probabilities[peer % probabilities.length] * cycle);
    }
    const fresh = random.uniform() < probabilityOf(peer, at);
    if (kind === 'bernoulli') return fresh;
    const stays = random.uniform() < persistence;
    return stays && at > 0 ? presence.inReach : fresh;
  };

  const isInReach = (peer: PeerIndex, at: number): boolean => {
    let presence = presences[peer];
    if (presence === undefined) {
      const random = createRandom(seed, 'availability', peer);
      presence = { random, period: BEFORE_ALL, inReach: true, offset: random.integer(cycle) };
      presences[peer] = presence;
    }
    while (presence.period < at) {
      presence.period += 1;
      presence.inReach = draw(presence, peer, presence.period);
    }
    return presence.inReach;
  };

  return (from, to, now) => {
    // The first period may begin before time 0.
    const at = Math.floor((now - phase) / period) + 1;
    return isInReach(from, at) && isInReach(to, at);
  };
}
