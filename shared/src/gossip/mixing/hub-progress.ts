import type { PeerContext } from '../peer-context.ts';
import type { PeerIndex } from '../peer-index.ts';
import { hubSampler } from '../peer-sampler/hub.ts';
import { MAX_COLLECTED } from './graph-average.ts';
import type { Mixing } from './mixing.ts';

/** A message's length for a state so long: a model or what it has become, and the round of that model. */
export const hubProgressMessageLength = (stateLength: number): number => stateLength + 1;

/** The largest round that float32 keeps exactly; it stays there, and then no model is taken for newer than another. */
const MOST_ROUNDS = 2 ** 24;

/**
 * The hub, who is first in the common order, tells all its model; everybody begins from it and sends back how far its
 * local steps have led. When the hub's own gossip clock rings, it takes the mean of what has come, its own progress included,
 * and tells again. What is learned without a link to the hub is lost. McMahan et al. 2017 (arXiv 1602.05629), FedAvg.
 *
 * A hub is elected by nobody's word, so it may be one who has just come. Whoever is told an older model than it has
 * keeps its own, and lets the hub have the one it began from. For `hubSampler`.
 */
export function hubProgress(peer: PeerContext): Mixing {
  let message: Float32Array | null = null;
  /** What this peer's local steps began from; null before its first update. */
  let start: Float32Array | null = null;
  /** The round of that model. */
  let round = 0;
  /** Whether progress from there is still to be sent. */
  let isOwed = false;
  /** The peer's updates when it began there. */
  let updatesAtStart = 0;
  /** The hub's: whose progress came in this round, their sum, each times its weight, and the weights. */
  const heard = new Set<PeerIndex>();
  let sum: Float64Array | null = null;
  let total = 0;

  const begin = (state: Float32Array): Float32Array => {
    start ??= state.slice();
    sum ??= new Float64Array(state.length);
    message ??= new Float32Array(hubProgressMessageLength(state.length));
    return message;
  };

  /** One round of the hub's. */
  const conclude = (state: Float32Array, told: Float32Array): void => {
    if (start === null || sum === null) return;
    for (let i = 0; i < state.length; i++) {
      const own = state[i] - start[i];
      state[i] = start[i] + (own + sum[i]) / (1 + total);
    }
    sum.fill(0);
    total = 0;
    heard.clear();
    isOwed = false;
    start.set(state);
    round = Math.min(round + 1, MOST_ROUNDS);
    told.set(state);
    told[state.length] = round;
    for (let position = 0; position < peer.neighbours.count; position++) {
      peer.send(peer.neighbours.at(position), 'notice', told);
    }
  };

  /** How far local updates have led from the start, once; null where none has ended, or it was told already. */
  const progress = (state: Float32Array, written: Float32Array): Float32Array | null => {
    if (!isOwed || start === null || peer.updates === updatesAtStart) return null;
    isOwed = false;
    for (let i = 0; i < state.length; i++) written[i] = state[i] - start[i];
    written[state.length] = round;
    return written;
  };

  return {
    conserves: 'nothing',
    answers: false,
    offer(state, to) {
      const written = begin(state);
      if (to === peer.self) {
        conclude(state, written);
        return null;
      }
      return progress(state, written);
    },
    receive(kind, vector, weight, state, _reply, from) {
      const theirs = vector[state.length];
      const isRound = Number.isInteger(theirs) && theirs >= 0 && theirs <= MOST_ROUNDS;
      if (vector.length !== hubProgressMessageLength(state.length) || !isRound) return false;
      const told = begin(state);
      if (start === null || sum === null) return false;
      const isHub = peer.neighbours.place === 0;
      if (kind === 'offer') {
        if (!isHub || theirs > round || heard.has(from) || heard.size >= MAX_COLLECTED) return false;
        heard.add(from);
        total += weight;
        for (let i = 0; i < state.length; i++) sum[i] += weight * vector[i];
      } else if (kind === 'notice' && (isHub || from === hubSampler.sample(peer))) {
        if (theirs > round || (theirs === round && round === MOST_ROUNDS)) {
          // Else it would be lost, round after round where the hub's clock happens to tell just before this one's rings.
          const unsent = isHub ? null : progress(state, told);
          if (unsent !== null) peer.send(from, 'offer', unsent);
          for (let i = 0; i < state.length; i++) state[i] = vector[i];
          start.set(state);
          round = theirs;
          updatesAtStart = peer.updates;
          isOwed = true;
        } else if (theirs < round && !isHub) {
          told.set(start);
          told[state.length] = round;
          peer.send(from, 'notice', told);
        }
      }
      return false;
    },
    settle(state) {
      begin(state);
    },
  };
}
