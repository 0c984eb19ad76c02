import { type Compressor, compress } from '../compressor/compressor.ts';
import { numberAfter, numberAhead } from '../increment-sequence.ts';
import { memoryOf } from '../memory.ts';
import type { PeerContext } from '../peer-context.ts';
import type { PeerIndex } from '../peer-index.ts';
import type { PeerSampler } from '../peer-sampler/peer-sampler.ts';
import type { ConsensusStep } from './consensus-step.ts';
import type { Mixing } from './mixing.ts';
import { NeighbourCopies } from './neighbour-copies.ts';

/** What a message is, in its last number; the one before it is the increment's. */
const INCREMENT = 0;
const WHOLE = 1;
const REQUEST = 2;
const HEADER = 2;

/** Most neighbours that are sent the whole between two rounds, each at most once. */
const MAX_ANSWERED = 64;
/** How far ahead of what it last knew a peer numbers on when it comes back: beyond all that it may have sent since, so that
 * who still has a copy of it asks for the whole. */
const NUMBERS_SKIPPED = 2 ** 20;

/** A message's length for a state so long. */
export const compressedMessageLength = (stateLength: number): number => stateLength + HEADER;

export interface CompressedGossipOptions {
  /** Whose neighbours take part, and with what weight. */
  readonly sampler: PeerSampler;
  readonly compressor: Compressor;
  /** Its own for each peer, where it has state. */
  readonly step: ConsensusStep;
}

/**
 * Gossip of compressed differences, in rounds. Each peer keeps what its neighbours know of it, and sends what is largest of
 * the difference: q = Q(x - known), known <- known + q. The neighbours add q to their copy, and before the next update
 * the consensus step follows the weighted differences of the copies. What is left out of one round comes in a later one.
 * Koloskova et al. 2019 (arXiv 1902.00340), algorithm 2; the copies begin at 0.
 *
 * The paper has no losses. Here, who misses an increment, or is new, asks for the whole, and until it has come that
 * neighbour's weight is 0. `codec` should be one that is short for zeros. Whether the mean is conserved is the step's
 * business, and holds only as long as no message is lost or late.
 */
export function compressedGossip(
  peer: PeerContext,
  { sampler, compressor, step }: CompressedGossipOptions,
): Mixing {
  const copies = new NeighbourCopies();
  const answered = new Set<PeerIndex>();
  let known: Float32Array | null = null;
  let message: Float32Array | null = null;
  let positions: Uint32Array | null = null;
  let residual: Float64Array | null = null;
  let number = 0;
  let exchanged = false;
  const isNeighbour = (other: PeerIndex): boolean => sampler.weight(peer, other) > 0;
  /** A message of its own: another may be under way, since sending may lead back here before it returns. */
  const notify = (to: PeerIndex, what: number, values: Float32Array | null, length: number): void => {
    const notice = new Float32Array(compressedMessageLength(length));
    if (values !== null) notice.set(values);
    notice[length] = number;
    notice[length + 1] = what;
    peer.send(to, 'notice', notice);
  };
  return {
    conserves: 'nothing',
    answers: false,
    toAll: 'alike',
    memory: memoryOf(
      [],
      () => [number],
      ([saved]) => {
        number = numberAhead(saved, NUMBERS_SKIPPED);
      },
    ),
    begin(state) {
      const { length } = state;
      known ??= new Float32Array(length);
      message ??= new Float32Array(compressedMessageLength(length));
      const increment = message.subarray(0, length);
      for (let i = 0; i < length; i++) increment[i] = state[i] - known[i];
      positions ??= new Uint32Array(length);
      compress(compressor, increment, peer.random, positions);
      for (let i = 0; i < length; i++) known[i] += increment[i];
      number = numberAfter(number);
      message[length] = number;
      message[length + 1] = INCREMENT;
      copies.keepOnly(isNeighbour);
      answered.clear();
      exchanged = true;
    },
    offer: () => message,
    receive(kind, vector, _weight, state, _reply, from) {
      const { length } = state;
      if (vector.length !== length + HEADER || !isNeighbour(from)) return false;
      const theirs = vector[length];
      const what = vector[length + 1];
      if (!Number.isInteger(theirs) || theirs < 0 || (kind === 'offer') !== (what === INCREMENT))
        return false;
      if (what === INCREMENT && copies.add(from, theirs, vector, length)) notify(from, REQUEST, null, length);
      if (what === WHOLE) copies.replace(from, theirs, vector, length);
      if (what === REQUEST && known !== null && !answered.has(from) && answered.size < MAX_ANSWERED) {
        answered.add(from);
        notify(from, WHOLE, known, length);
      }
      return false;
    },
    settle(state) {
      if (!exchanged || known === null) return;
      exchanged = false;
      residual ??= new Float64Array(state.length);
      residual.fill(0);
      let heard = false;
      for (const [from, { increments, values }] of copies.entries()) {
        const weight = increments.current ? sampler.weight(peer, from) : 0;
        if (weight === 0) continue;
        heard = true;
        for (let i = 0; i < state.length; i++) residual[i] += weight * (values[i] - known[i]);
      }
      if (heard) step(state, residual);
    },
    forget: (other) => copies.keepOnly((kept) => kept !== other),
  };
}
