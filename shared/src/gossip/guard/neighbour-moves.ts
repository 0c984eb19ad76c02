/** What each neighbour has lately been about to move this peer by, and what it did move it by. */
import { dropOldest } from '../../util/drop-oldest.ts';
import type { PeerIndex } from '../peer-index.ts';
import { SKETCH_LENGTH } from './sketch.ts';

/** Most neighbours that are remembered; whoever was silent the longest gives way. */
const MAX_REMEMBERED = 64;
/** Own updates after which a third of what was is left. */
const MEMORY_UPDATES = 100;
/** Weight of the newest message in the smoothed share that is let through. */
const SMOOTHING = 0.1;

export interface NeighbourMoves {
  /** Distance of its last offer, and of all that was known of it then. */
  distance: number;
  apart: number;
  /** Sketches of the sums of all moves that it asked for, each as far as one message may, and of those that were made. */
  readonly asked: Float32Array;
  readonly made: Float32Array;
  /** The own update at which both were brought up to date. */
  at: number;
  /** Smoothed share of its moves that was made, 0 to 1. */
  share: number;
}

export class MovesOfNeighbours {
  /** Whoever spoke last is last. */
  readonly #moves = new Map<PeerIndex, NeighbourMoves>();
  readonly #values: number[] = [];
  readonly #common = new Float32Array(SKETCH_LENGTH);

  /** How many have offered anything, so that it is known how far away they are. */
  get voters(): number {
    let count = 0;
    for (const { distance } of this.#moves.values()) if (!Number.isNaN(distance)) count += 1;
    return count;
  }

  /** The neighbour's, brought up to date. @param updates finished own ones */
  of(peer: PeerIndex, updates: number): NeighbourMoves {
    const known = this.#moves.get(peer);
    const moves = known ?? {
      distance: Number.NaN,
      apart: Number.NaN,
      asked: new Float32Array(SKETCH_LENGTH),
      made: new Float32Array(SKETCH_LENGTH),
      at: updates,
      share: 1,
    };
    const left = fading(updates - moves.at);
    moves.at = updates;
    if (left < 1) {
      for (let i = 0; i < SKETCH_LENGTH; i++) {
        moves.asked[i] *= left;
        moves.made[i] *= left;
      }
    }
    this.#moves.delete(peer);
    this.#moves.set(peer, moves);
    dropOldest(this.#moves, MAX_REMEMBERED);
    return moves;
  }

  forget(peer: PeerIndex): void {
    this.#moves.delete(peer);
  }

  /** The smoothed share of a neighbour's moves that was made; 1 where it has not been heard. */
  shareOf(peer: PeerIndex): number {
    return this.#moves.get(peer)?.share ?? 1;
  }

  /** Called with each share, 0 to 1. */
  noteShare(moves: NeighbourMoves, share: number): void {
    moves.share += (share - moves.share) * SMOOTHING;
  }

  /** A quantile of all neighbours' last distances; 0 without any. */
  usual(of: 'distance' | 'apart', quantile: number): number {
    const values = this.#values;
    values.length = 0;
    for (const moves of this.#moves.values()) if (!Number.isNaN(moves[of])) values.push(moves[of]);
    return quantileOf(values, quantile);
  }

  /** A quantile of how far each neighbour asked to move this peer in all. */
  asked(quantile: number, updates: number): number {
    const values = this.#values;
    values.length = 0;
    for (const { asked, at } of this.#moves.values()) {
      let squares = 0;
      for (let i = 0; i < SKETCH_LENGTH; i++) squares += asked[i] * asked[i];
      values.push(Math.sqrt(squares) * fading(updates - at));
    }
    return quantileOf(values, quantile);
  }

  /** How many neighbours, itself included, have lately asked to move this peer the way that one has, beside what all of them
   * ask for. @param similarity least cosine of the angle between the two */
  alike({ asked }: NeighbourMoves, similarity: number): number {
    const common = this.#common;
    common.fill(0);
    for (const other of this.#moves.values()) {
      for (let i = 0; i < SKETCH_LENGTH; i++) common[i] += other.asked[i] / this.#moves.size;
    }
    let count = 0;
    for (const other of this.#moves.values()) {
      if (cosineFrom(common, asked, other.asked) >= similarity) count += 1;
    }
    return Math.max(1, count);
  }
}

/** Of the angle at a corner. */
function cosineFrom(corner: Float32Array, one: Float32Array, other: Float32Array): number {
  let product = 0;
  let ones = 0;
  let others = 0;
  for (let i = 0; i < corner.length; i++) {
    const a = one[i] - corner[i];
    const b = other[i] - corner[i];
    product += a * b;
    ones += a * a;
    others += b * b;
  }
  return ones > 0 && others > 0 ? product / Math.sqrt(ones * others) : 0;
}

function fading(updates: number): number {
  return updates === 0 ? 1 : Math.exp(-updates / MEMORY_UPDATES);
}

/** Sorts. 0 for none. */
function quantileOf(values: number[], quantile: number): number {
  values.sort((a, b) => a - b);
  return values[Math.floor((values.length - 1) * quantile)] ?? 0;
}
