import type { PeerContext } from '../peer-context.ts';
import type { Mixing } from './mixing.ts';
import { isSerialNumber, serialAfter, serialsAhead } from './serial-number.ts';

/** Share of the period that a peer waits longer for each that comes before it in the common order. */
const PATIENCE = 0.25;

/** A message's length for one of the rule so long: it and the number of the last unification known. */
export const unificationMessageLength = (length: number): number => length + 1;

export interface UnificationOptions {
  /** Seconds from one unification to the next; Infinity: never. */
  readonly seconds: number;
}

/**
 * Any rule, and every so often one peer sends everybody its state, which all take over as it is. Jeong & Kountouris 2024
 * (arXiv 2406.13533).
 *
 * Who does it is elected without a word: the first in the common order when the time has come; if nothing is heard of it,
 * the next a while later, and so on. So the first may leave, or crash. Unifications are numbered, and only one with a
 * number above the last counts: so one that is late or comes twice changes nothing, and who comes new, or back from sleep,
 * and knows of fewer than the others, cannot put them back, even if it is first. A peer that counts is believed wholly.
 *
 * The time is looked at when an update begins, so that a peer that is paused, or alone, leaves the others in peace.
 */
export function withUnification(peer: PeerContext, mixing: Mixing, { seconds }: UnificationOptions): Mixing {
  /** Of the last unification known; null where none is. */
  let number: number | null = null;
  let since = peer.now;
  let message: Float32Array | null = null;
  const pack = (vector: Float32Array): Float32Array => {
    if (message?.length !== vector.length + 1) message = new Float32Array(vector.length + 1);
    message.set(vector);
    message[vector.length] = number ?? 0;
    return message;
  };
  const unify = (state: Float32Array): void => {
    number = serialAfter(number ?? 0);
    since = peer.now;
    const { neighbours } = peer;
    for (let position = 0; position < neighbours.count; position++) {
      peer.send(neighbours.at(position), 'notice', pack(state));
    }
  };
  return {
    ...mixing,
    conserves: 'nothing',
    offer(state, to) {
      const vector = mixing.offer(state, to);
      return vector === null ? null : pack(vector);
    },
    receive(kind, vector, weight, state, reply, from) {
      if (kind !== 'notice') {
        return mixing.receive(kind, vector.subarray(0, vector.length - 1), weight, state, reply, from);
      }
      const theirs = vector[vector.length - 1];
      if (vector.length !== state.length + 1 || !isSerialNumber(theirs)) return false;
      if (number !== null && serialsAhead(theirs, number) <= 0) return false;
      number = theirs;
      since = peer.now;
      for (let i = 0; i < state.length; i++) state[i] = vector[i];
      return false;
    },
    settle(state) {
      mixing.settle?.(state);
      const wait = seconds * (1 + PATIENCE * peer.neighbours.place);
      if (peer.now - since >= wait) unify(state);
    },
  };
}
