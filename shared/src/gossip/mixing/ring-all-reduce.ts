/**
 * The plain mean of all peers' states by a ring all-reduce, without waiting: Patarasuk & Yuan 2009
 * (doi 10.1016/j.jpdc.2008.09.002); one ring a shard of the state as in Menon et al. 2024 (arXiv 2401.01728).
 *
 * A shard is cut into as many chunks as the ring has members C. Chunk k sets out at place k; in C - 1 hops from place to
 * place it becomes a sum over all, which is divided by C, and in C - 1 more everybody has it: 2 (C - 1) chunks of 1/C of the
 * shard from each. Local updates go on meanwhile. What was contributed is therefore remembered, and of the mean a peer
 * takes the difference: x <- x + mean - contributed.
 *
 * The first in the common order begins a round; the others join when a chunk of it reaches them. A round that does not come
 * around in time, because a member or a message was lost, is given up, and the next one is begun with who is there
 * then. What has come of it by then stays: the mean of a chunk is one whatever becomes of the others.
 */
import { partStart } from '../../util/even-parts.ts';
import type { PeerContext } from '../peer-context.ts';
import type { PeerIndex } from '../peer-index.ts';
import type { Mixing } from './mixing.ts';
import type { Outbox } from './outbox.ts';

/** Numbers in front of a chunk: round, members, shard, chunk, hop. */
export const RING_HEADER = 5;

/** Rounds that are remembered as over; chunks of them that come late are ignored. */
const RECENT_ROUNDS = 16;
/** Rounds are named by random numbers below this, which float32 holds exactly. */
const ROUND_NAMES = 2 ** 24;
/** A round is given up after so many times what the first chunk takes to come around; all take three times that. */
const PATIENCE = 6;
/** Seconds around the ring before anything is known of it, and the least and the most that late chunks make of it. */
const FIRST_SECONDS = 1;
const LEAST_SECONDS = 0.05;
const MOST_SECONDS = 20;
const SMOOTHING = 0.25;
const NO_ROUND = 0;

export interface RingAllReduceOptions {
  /** The same for all peers that share a thread. */
  readonly outbox: Outbox;
  /** Contiguous parts of the state, each averaged by a ring of its own. Default 1. */
  readonly shards?: number;
  /** Updates of the first peer from one round to the next, at least. Default 1. */
  readonly every?: number;
}

/** A peer's place in the ring, fixed for a round. */
interface Ring {
  readonly members: number;
  readonly place: number;
  readonly previous: PeerIndex;
  readonly next: PeerIndex;
}

const EMPTY_RING: Ring = { members: 0, place: 0, previous: -1, next: -1 };

/** A message's length at most, for a state so long. */
export const ringMessageLength = (stateLength: number): number => RING_HEADER + stateLength;

/** For a sampler that gives the next in the common order. Memory: a copy of the state, and a mark for each chunk that is
 * to come; there are 2 (C - 1) a shard. */
export function ringAllReduce(
  peer: PeerContext,
  { outbox, shards = 1, every = 1 }: RingAllReduceOptions,
): Mixing {
  let round = NO_ROUND;
  let ring = EMPTY_RING;
  let contributed = new Float32Array();
  /** Which of a round's chunks have come, by shard and hop. */
  let arrived = new Uint8Array();
  let missing = 0;
  const recent: number[] = [];
  let begunAt = 0;
  let begunAfter = Number.NEGATIVE_INFINITY;
  let givenUp = NO_ROUND;
  /** Smoothed time that the first chunk takes to come around. */
  let seconds = FIRST_SECONDS;

  const hopsOf = ({ members }: Ring): number => 2 * (members - 1);
  const bound = (shard: number, chunk: number, members: number): number => {
    const start = partStart(contributed.length, shards, shard);
    return start + partStart(partStart(contributed.length, shards, shard + 1) - start, members, chunk);
  };

  const join = (name: number, as: Ring, state: Float32Array): void => {
    if (round !== NO_ROUND) recent.push(round);
    if (recent.length > RECENT_ROUNDS) recent.shift();
    round = name;
    ring = as;
    missing = shards * hopsOf(as);
    if (arrived.length === missing) arrived.fill(0);
    else arrived = new Uint8Array(missing);
    contributed.set(state);
  };

  /** What this peer sets going: its own chunk of each shard. */
  const firstChunk = (shard: number): Float32Array => {
    const from = bound(shard, ring.place, ring.members);
    const to = bound(shard, ring.place + 1, ring.members);
    const message = new Float32Array(RING_HEADER + to - from);
    message.set([round, ring.members, shard, ring.place, 0]);
    message.set(contributed.subarray(from, to), RING_HEADER);
    return message;
  };

  /** Takes a chunk in, and gives what goes on to the next. */
  const take = (vector: Float32Array, at: number, hop: number, state: Float32Array): Float32Array => {
    const { members } = ring;
    const isSum = hop < members - 1;
    const isComplete = hop >= members - 2;
    const onwards = vector.slice();
    onwards[4] = hop + 1;
    for (let i = RING_HEADER; i < vector.length; i++) {
      const mine = contributed[at + i - RING_HEADER];
      if (isSum) onwards[i] += mine;
      if (!isComplete) continue;
      if (isSum) onwards[i] /= members;
      state[at + i - RING_HEADER] += onwards[i] - mine;
    }
    return onwards;
  };

  const isOver = (): boolean =>
    missing === 0 ||
    ring.members > peer.neighbours.count + 1 ||
    peer.now - begunAt >= PATIENCE * Math.max(seconds, LEAST_SECONDS);

  return {
    conserves: 'nothing',
    answers: false,
    offer(state, to) {
      const now = ringOf(peer);
      if (now.place !== 0 || now.members < 2 || now.next !== to) return null;
      if (peer.updates < begunAfter + every || !isOver()) return null;
      if (contributed.length !== state.length) contributed = new Float32Array(state.length);
      if (missing > 0) givenUp = round;
      join(1 + peer.random.integer(ROUND_NAMES - 1), now, state);
      begunAt = peer.now;
      begunAfter = peer.updates;
      for (let shard = 1; shard < shards; shard++) outbox.add(peer, to, firstChunk(shard));
      const first = firstChunk(0);
      outbox.flush();
      return first;
    },
    receive(kind, vector, _weight, state, _reply, from) {
      if (kind !== 'offer' || vector.length < RING_HEADER) return false;
      if (contributed.length !== state.length) contributed = new Float32Array(state.length);
      const name = vector[0];
      const shard = vector[2];
      const chunk = vector[3];
      const hop = vector[4];
      const isNew = name !== round;
      if (isNew && recent.includes(name)) {
        if (name === givenUp) {
          givenUp = NO_ROUND;
          seconds = Math.min(Math.max(2 * seconds, LEAST_SECONDS), MOST_SECONDS);
        }
        return false;
      }
      const as = isNew ? ringOf(peer) : ring;
      const { members, place } = as;
      if (from !== as.previous || vector[1] !== members || !isNatural(name) || name === NO_ROUND)
        return false;
      if (!isNatural(shard) || shard >= shards || !isNatural(hop) || hop >= hopsOf(as)) return false;
      if (chunk !== (place + 2 * members - 1 - hop) % members) return false;
      const at = bound(shard, chunk, members);
      if (vector.length !== RING_HEADER + bound(shard, chunk + 1, members) - at) return false;
      if (isNew) {
        join(name, as, state);
        begunAt = peer.now;
        for (let other = 0; other < shards; other++) outbox.add(peer, as.next, firstChunk(other));
      }
      const mark = shard * hopsOf(as) + hop;
      if (arrived[mark] === 1) return false;
      arrived[mark] = 1;
      if (place === 0 && missing === arrived.length) seconds += (peer.now - begunAt - seconds) * SMOOTHING;
      missing -= 1;
      const onwards = take(vector, at, hop, state);
      if (hop + 1 < hopsOf(as)) outbox.add(peer, as.next, onwards);
      outbox.flush();
      return false;
    },
  };
}

function isNatural(value: number): boolean {
  return Number.isInteger(value) && value >= 0;
}

/** The ring as it is now: all who are there, in the common order. */
function ringOf({ neighbours }: PeerContext): Ring {
  const { count, place } = neighbours;
  if (count === 0) return EMPTY_RING;
  return {
    members: count + 1,
    place,
    previous: neighbours.at(place > 0 ? place - 1 : count - 1),
    next: neighbours.at(place < count ? place : 0),
  };
}
