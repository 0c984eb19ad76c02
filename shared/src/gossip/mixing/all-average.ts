import type { PeerContext } from '../peer-context.ts';
import type { PeerIndex } from '../peer-index.ts';
import { MAX_COLLECTED } from './graph-average.ts';
import type { Mixing } from './mixing.ts';
import { isSerialNumber, serialAfter, serialBefore, serialsAhead } from './serial-number.ts';

/** A message's length for a state so long: the state and the number of the sender's round. */
export const allAverageMessageLength = (stateLength: number): number => stateLength + 1;

/**
 * The plain mean of everybody's state of the same round, once all who are there have sent theirs. A peer may be one
 * round ahead, never two, since it needs this peer's state to go on: so there are two rounds to keep apart. Who is
 * further behind, as a newcomer is, is sent the round's message again, and falls in with it. For `blockingRounds`.
 */
export function allAverage(peer: PeerContext): Mixing {
  const states = [new Map<PeerIndex, Float32Array>(), new Map<PeerIndex, Float32Array>()];
  /** Who was sent this round's message again. */
  const reminded = new Set<PeerIndex>();
  let message: Float32Array | null = null;
  /** The round whose states are being collected; it begins with this peer's update of that number. */
  let round = 0;
  let begun = false;
  let sent = false;
  /** Whether the others are further on: then this peer's next update is one of their round. */
  let behind = false;
  const complete = (): boolean => {
    if (!sent) return false;
    const [arrived, next] = [states[round % 2], states[(round + 1) % 2]];
    for (let position = 0; position < peer.neighbours.count; position++) {
      const neighbour = peer.neighbours.at(position);
      // Who has sent the next round's is not going to send this one's any more.
      if (!arrived.has(neighbour) && !next.has(neighbour)) return false;
    }
    return true;
  };
  return {
    conserves: 'nothing',
    answers: false,
    toAll: 'alike',
    offersModel: true,
    begin(state) {
      message ??= new Float32Array(allAverageMessageLength(state.length));
      message.set(state);
      message[state.length] = round;
      sent = true;
    },
    offer: () => message,
    receive(kind, vector, _weight, state, _reply, from) {
      const theirs = vector[state.length];
      if (kind !== 'offer' || vector.length !== state.length + 1 || !isSerialNumber(theirs)) return false;
      const ahead = serialsAhead(theirs, round);
      if (ahead < 0) {
        if (sent && message !== null && !reminded.has(from) && reminded.size < MAX_COLLECTED) {
          reminded.add(from);
          peer.send(from, 'offer', message);
        }
        return false;
      }
      if (ahead > 1) {
        for (const old of states) old.clear();
        round = serialBefore(theirs);
        begun = true;
        behind = true;
      }
      const arrived = states[theirs % 2];
      if (arrived.size < MAX_COLLECTED) arrived.set(from, vector.slice(0, state.length));
      return false;
    },
    ready: () => !begun || behind || complete(),
    settle(state) {
      const arrived = states[round % 2];
      if (begun && !behind) {
        for (let i = 0; i < state.length; i++) {
          let sum = state[i];
          for (const theirs of arrived.values()) sum += theirs[i];
          state[i] = sum / (arrived.size + 1);
        }
      }
      arrived.clear();
      reminded.clear();
      round = serialAfter(round);
      begun = true;
      behind = false;
      sent = false;
    },
  };
}
