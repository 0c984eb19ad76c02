import type { PeerContext } from '../peer-context.ts';
import type { PeerIndex } from '../peer-index.ts';
import { hubSampler } from '../peer-sampler/hub.ts';
import { MAX_COLLECTED } from './graph-average.ts';
import type { Mixing } from './mixing.ts';

/** A message's length for a state so long: a state or a move, and the number of the offer that it is of or answers. */
export const hubAverageMessageLength = (stateLength: number): number => stateLength + 1;

/** Offers are numbered up to here, and then from 0 again. */
const MOST_NUMBERED = 2 ** 20;
/** An answer to an offer that so many others have followed does not count. */
const MOST_UNANSWERED = 64;

interface Collected {
  readonly state: Float32Array;
  weight: number;
  number: number;
}

/**
 * Everybody sends its state to the hub, who is first in the common order. When the hub's own gossip clock rings, it
 * averages what has come since, its own state included, and tells each contributor how far it is from the average; who
 * is told moves so far. Who was not heard goes on from its own state. Xiang et al. 2024 (arXiv 2404.10091), FedPBC.
 *
 * Moves add up to nothing, so the mean of all states stays what it was, unless a move is lost. For `hubSampler`.
 */
export function hubAverage(peer: PeerContext): Mixing {
  const collected = new Map<PeerIndex, Collected>();
  const spare: Float32Array[] = [];
  let message: Float32Array | null = null;
  let average: Float64Array | null = null;
  /** Of the offer made last. */
  let number = 0;
  /** Offers since the last move. Those before it were made from elsewhere: answers to them would move the peer twice. */
  let unanswered = 0;

  const clear = (): void => {
    for (const { state } of collected.values()) spare.push(state);
    collected.clear();
  };

  /** The mean over this peer's own state and what was collected, the latter by its weights. */
  const averageWith = (state: Float32Array): Float64Array => {
    average ??= new Float64Array(state.length);
    average.set(state);
    let total = 1;
    for (const { state: theirs, weight } of collected.values()) {
      total += weight;
      for (let i = 0; i < state.length; i++) average[i] += weight * theirs[i];
    }
    for (let i = 0; i < state.length; i++) average[i] /= total;
    return average;
  };

  return {
    conserves: 'nothing',
    answers: false,
    offersModel: true,
    offer(state, to) {
      message ??= new Float32Array(hubAverageMessageLength(state.length));
      if (to !== peer.self) {
        clear();
        number = (number + 1) % MOST_NUMBERED;
        unanswered = Math.min(unanswered + 1, MOST_UNANSWERED);
        message.set(state);
        message[state.length] = number;
        return message;
      }
      const mean = averageWith(state);
      state.set(mean);
      for (const [from, { state: theirs, weight, number: theirNumber }] of collected) {
        for (let i = 0; i < state.length; i++) message[i] = weight * (mean[i] - theirs[i]);
        message[state.length] = theirNumber;
        peer.send(from, 'notice', message);
      }
      clear();
      return null;
    },
    receive(kind, vector, weight, state, _reply, from) {
      if (vector.length !== hubAverageMessageLength(state.length)) return false;
      const theirs = vector[state.length];
      if (kind === 'offer') {
        const known = collected.get(from);
        if (peer.neighbours.place !== 0 || (known === undefined && collected.size >= MAX_COLLECTED))
          return false;
        const kept = known?.state ?? spare.pop() ?? new Float32Array(state.length);
        for (let i = 0; i < state.length; i++) kept[i] = vector[i];
        collected.set(from, { state: kept, weight, number: theirs });
      } else if (kind === 'notice' && from === hubSampler.sample(peer)) {
        const age = (number - theirs + MOST_NUMBERED) % MOST_NUMBERED;
        // Not so for numbers that are none.
        if (!(age < unanswered)) return false;
        unanswered = 0;
        for (let i = 0; i < state.length; i++) state[i] += vector[i];
      }
      return false;
    },
  };
}
