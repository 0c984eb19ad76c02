/**
 * Push-sum that loses no mass: what travels on a link is the sum of all that was ever sent on it, and the receiver adds what
 * is new since the last it has seen. Hadjicostis, Vaidya & Dominguez-Garcia 2016, Robust Distributed Average Consensus
 * via Exchange of Running Sums (doi 10.1109/TAC.2015.2471695).
 *
 * A peer's state is x and behind it its weight w, at first 1; its model is x / w. The weight in a sum only grows, so it says
 * which of two messages is the newer: one that is lost is made up for by the next, and one that is late or comes
 * twice changes nothing.
 *
 * The larger a sum, the coarser 32-bit floats are. What leaves the state is exactly what the rounded sum grows by, so nothing
 * goes missing; and a sum whose weight has reached `FULL` is sent as it is, with nothing more on top, until the receiver says
 * that it has all of it. Then it begins at 0, under a new number.
 */
import type { PeerContext } from '../peer-context.ts';
import type { PeerIndex } from '../peer-index.ts';
import type { Mixing } from './mixing.ts';

/** Most links of which sums are kept, each way; each is as long as the state. The one used longest ago gives way, and what was
 * under way on it is gone. A graph of exponential distances among a million peers has 20. */
export const MAX_LINKS = 32;
/** Most senders whose last number is remembered; others are not listened to. */
const MAX_SENDERS = 4096;
/** A sum's weight from which on it begins anew: shares are then rounded to 2^-17 or so of a weight of 1. */
export const FULL = 64;
/** A peer whose weight is less keeps what it has: rounding might leave it none, and if its neighbours only take, as paused
 * ones do, it would go on with next to none. */
const LEAST_WEIGHT = 1 / 16;
/** The most weight that a sum may come to, of what is sent and of what is taken. */
const MOST_WEIGHT = 2 * FULL;

/** A message's length for a state so long: the sums and their number. */
export const pushSumMessageLength = (stateLength: number): number => stateLength + 1;

interface Outgoing {
  number: number;
  readonly sums: Float32Array;
}

interface Incoming {
  number: number;
  /** The last that was seen; null once it has given way. */
  seen: Float32Array | null;
}

/**
 * Sends half of the state, at each exchange to the next of its neighbours in turn, as Assran et al. 2019 (arXiv
 * 1811.10792) do on the graph of exponential distances. Mass that is with a peer which goes, or under way to it, is gone; since
 * x and w go together, the models of the others stay weighted means. An admission rule's weight does not count:
 * a part of a message would be a loss of mass.
 */
export function pushSum(peer: Pick<PeerContext, 'send'>): Mixing {
  const outgoing = new Map<PeerIndex, Outgoing>();
  const incoming = new Map<PeerIndex, Incoming>();
  /** Those of `incoming` that have sums, the one used longest ago first. */
  const kept = new Set<PeerIndex>();
  let message: Float32Array | null = null;
  let numbers = 0;
  let turn = 0;
  let chosen: PeerIndex | null = null;

  const linkTo = (to: PeerIndex, length: number): Outgoing => {
    let link = outgoing.get(to);
    if (link === undefined) {
      numbers += 1;
      link = { number: numbers, sums: new Float32Array(length) };
    }
    outgoing.delete(to);
    if (outgoing.size >= MAX_LINKS) outgoing.delete(firstOf(outgoing.keys()));
    outgoing.set(to, link);
    return link;
  };

  const pour = (state: Float32Array, sums: Float32Array): void => {
    const last = state.length - 1;
    // Half, but no more than the receiver would take.
    const share = Math.min(1 / 2, (MOST_WEIGHT - sums[last]) / state[last]);
    for (let i = 0; i < state.length; i++) {
      const sum = Math.fround(sums[i] + state[i] * share);
      state[i] -= sum - sums[i];
      sums[i] = sum;
    }
  };

  const keep = (from: PeerIndex, link: Incoming, length: number): Float32Array => {
    if (!kept.delete(from) && kept.size >= MAX_LINKS) {
      const oldest = firstOf(kept.keys());
      kept.delete(oldest);
      const other = incoming.get(oldest);
      if (other !== undefined) other.seen = null;
    }
    kept.add(from);
    link.seen ??= new Float32Array(length);
    return link.seen;
  };

  /** Says that nothing more is to come of that number: all has been seen, or what was seen is not known any more. */
  const finish = (from: PeerIndex, number: number, length: number): void => {
    const answer = new Float32Array(pushSumMessageLength(length));
    answer[length] = number;
    peer.send(from, 'reply', answer);
  };

  const take = (from: PeerIndex, number: number, vector: Float32Array, state: Float32Array): void => {
    const { length } = state;
    let link = incoming.get(from);
    if (link === undefined) {
      if (incoming.size >= MAX_SENDERS) return;
      link = { number: 0, seen: null };
      incoming.set(from, link);
    }
    if (number < link.number) return;
    if (number === link.number && link.seen === null) {
      finish(from, number, length);
      return;
    }
    const seen = keep(from, link, length);
    if (number > link.number) seen.fill(0);
    link.number = number;
    if (vector[length - 1] > seen[length - 1]) {
      for (let i = 0; i < length; i++) {
        state[i] += vector[i] - seen[i];
        seen[i] = vector[i];
      }
    }
    if (vector[length - 1] >= FULL) finish(from, number, length);
  };

  return {
    conserves: 'mass',
    answers: false,
    toAll: 'each',
    begin(_state, targets) {
      chosen = targets.length === 0 ? null : targets[turn % targets.length];
      turn += 1;
    },
    offer(state, to) {
      if (to !== chosen) return null;
      const { length } = state;
      const { number, sums } = linkTo(to, length);
      if (sums[length - 1] < FULL && state[length - 1] >= LEAST_WEIGHT) pour(state, sums);
      message ??= new Float32Array(pushSumMessageLength(length));
      message.set(sums);
      message[length] = number;
      return message;
    },
    receive(kind, vector, _weight, state, _reply, from) {
      const { length } = state;
      const number = vector[length];
      if (vector.length !== pushSumMessageLength(length) || !Number.isInteger(number)) return false;
      if (kind === 'reply') {
        const link = outgoing.get(from);
        if (link?.number !== number) return false;
        numbers += 1;
        link.number = numbers;
        link.sums.fill(0);
      } else if (kind === 'offer' && number > 0 && vector[length - 1] <= MOST_WEIGHT) {
        take(from, number, vector, state);
      }
      return false;
    },
    forget(other) {
      outgoing.delete(other);
      incoming.delete(other);
      kept.delete(other);
    },
  };
}

function firstOf(peers: IterableIterator<PeerIndex>): PeerIndex {
  return peers.next().value ?? -1;
}
