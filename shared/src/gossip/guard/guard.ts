/**
 * How far one message, and one neighbour, may move a peer. Without it an average takes in whatever is sent: one liar in a room
 * ruins all models. Two limits, both found in what neighbours have sent lately, since nobody can know beforehand how far
 * apart honest peers are:
 *
 * - of a message: what is further away than most neighbours' last offers counts the less, the further it is, so that nonsense
 *   does nothing (self-centred clipping, He et al. 2022, arXiv 2202.01545, with an influence that falls again).
 * - of a neighbour: the sum of all that it has moved this peer by lately is no longer than what most neighbours ask for. Honest
 *   differences cancel out in time; a liar who stays within the first limit and always pushes one way runs into this one,
 *   however often it speaks. Neighbours who ask for the same, beside what all ask for, have one limit together: one liar under
 *   several names, or several of one mind.
 *
 * Both are quantiles over neighbours, one vote each, so they hold while liars are a minority among these. Of two neighbours the
 * nearer one counts; a single one cannot be outvoted: its messages move a peer by a few of its own updates at the most.
 *
 * Between two peers whose limits leave an exchange whole, the mean is conserved as without a guard: who limits an offer
 * answers with the opposite of what it really did. What is limited in an answer is lost to the mean.
 */
import type { Admission } from '../admission/admission.ts';
import type { MessageKind } from '../environment/environment.ts';
import type { Mixing } from '../mixing/mixing.ts';
import type { PeerContext } from '../peer-context.ts';
import type { PeerIndex } from '../peer-index.ts';
import { distanceOf, lengthOf } from '../vectors/arithmetic.ts';
import type { VersionVector } from '../versions/version-vector.ts';
import { MovesOfNeighbours, type NeighbourMoves } from './neighbour-moves.ts';
import type { OwnStep } from './own-step.ts';
import { SKETCH_LENGTH, sketchOf } from './sketch.ts';

/** Neighbours from which on it is known what moves in all are usual. */
const QUORUM = 3;
/** The limits are what so large a share of neighbours keeps; of two, the nearer one. More hostile neighbours than the rest are
 * not borne. */
const QUANTILE = 0.6;
/** The limit of a message, in usual distances; and of what is known of its sender, which lags behind by as much as has not been
 * said yet. */
const SLACK = 1.25;
const SLACK_APART = 3;
/** For a peer that only knows a part of what is to be learned the limit of a message is so many times as wide, and there is no other: it
 * cannot tell a neighbour who knows the rest from one who lies, and leaves out nonsense alone. */
const LEANING = 20;
/** How influence falls beyond the limit of a message, as a power of the distance; with one neighbour, where it stays at first, beyond
 * so many limits. */
const POWER = 3;
const FAR = 10;
/** Usual distances are at least such a share of the way of an own update. No message counts as further away than so many times the
 * longest of these, which is also what is usual with one neighbour. */
const OWN_SHARE = 0.25;
const OWN_UPDATES = 4;
/** Own updates for which no offer is believed until half of the neighbours have spoken, or so many of them. Of answers to its own offers
 * a peer believes what is no longer than the way of its update: who answers has moved already, and to refuse all of that would part
 * the two for long. */
const PATIENT_UPDATES = 10;
const MAX_WAITED_FOR = 16;
/** Neighbours who ask for moves in directions so much alike, as the cosine of the angle between them, count as one. */
const ALIKE = 0.85;
/** Less of a message than this is nothing. */
const LEAST_SHARE = 1e-3;

export interface GuardParts {
  readonly admission: Admission;
  readonly mixing: Mixing;
  readonly ownStep: Pick<OwnStep, 'updateLength' | 'longest'>;
  /** Whether the peer has nothing to learn from: it goes where its neighbours go. */
  readonly follows: () => boolean;
  /** Whether its own examples lead it away from the others. */
  readonly leans: () => boolean;
}

export class Guard implements Admission {
  readonly #peer: Pick<PeerContext, 'updates' | 'neighbours'>;
  readonly #parts: GuardParts;
  readonly #moves = new MovesOfNeighbours();
  readonly #sketch = new Float32Array(SKETCH_LENGTH);
  readonly #key: number;

  constructor(peer: Pick<PeerContext, 'updates' | 'neighbours' | 'random'>, parts: GuardParts) {
    this.#peer = peer;
    this.#parts = parts;
    this.#key = peer.random.integer(2 ** 32);
  }

  weigh(
    from: PeerIndex,
    theirs: VersionVector | null,
    own: VersionVector | null,
    kind: MessageKind,
    message: Float32Array,
    state: Float32Array,
    known = message,
  ): number {
    const weight = this.#parts.admission.weigh(from, theirs, own, kind, message, state, known);
    if (weight <= 0 || kind === 'notice') return weight;
    const moves = this.#moves.of(from, this.#peer.updates);
    const distance = this.#look(kind === 'offer', message, state);
    // Who says only what has changed, and nothing new, would be nearest of all: so what is known of it counts, too.
    const apart = known === message ? distance : distanceOf(state, known);
    if (!Number.isFinite(distance + apart)) return 0;
    if (kind === 'offer') {
      moves.distance = distance;
      moves.apart = apart;
    }
    const leans = this.#parts.leans();
    const wider = leans ? LEANING : 1;
    const usual = this.#usual('distance', kind, SLACK * wider);
    const longest = SLACK * wider * OWN_UPDATES * this.#parts.ownStep.longest;
    const near = Math.min(this.#within(distance, usual), longest > 0 ? longest / distance : 1);
    const most =
      known === message
        ? near
        : Math.min(near, this.#within(apart, this.#usual('apart', kind, SLACK_APART * wider)));
    const share = leans ? most : this.#withinFlow(moves, most, usual);
    this.#moves.noteShare(moves, share);
    return share < LEAST_SHARE ? 0 : weight * share;
  }

  /** Smoothed share of a neighbour's moves that was made, 0 to 1. */
  shareOf(peer: PeerIndex): number {
    return this.#moves.shareOf(peer);
  }

  forget(peer: PeerIndex): void {
    this.#moves.forget(peer);
  }

  /** How far away a message is, and in the sketch what it would move the peer by, which is half of that. */
  #look(isOffer: boolean, message: Float32Array, state: Float32Array): number {
    const { mixing } = this.#parts;
    const from = isOffer && mixing.offersModel === true ? state : null;
    // An answer is a move already.
    const moves = !isOffer && mixing.answers ? 1 : 0.5;
    sketchOf(message, from, this.#key, this.#sketch);
    for (let i = 0; i < SKETCH_LENGTH; i++) this.#sketch[i] *= moves;
    return 2 * moves * (from === null ? lengthOf(message) : distanceOf(state, message));
  }

  /** Whether neighbours who have offered nothing yet may soon say how far apart peers are: so that it is unlikely that most of those who
   * have are hostile. */
  get #waits(): boolean {
    const { updates, neighbours } = this.#peer;
    const enough = Math.max(Math.min(neighbours.count, 2), Math.min(neighbours.count, MAX_WAITED_FOR) / 2);
    return updates < PATIENT_UPDATES && this.#moves.voters < enough && !this.#parts.leans();
  }

  /** The limit of a message: what is usual of the distances of offers, or of what is known of senders, and some slack. */
  #usual(of: 'distance' | 'apart', kind: MessageKind, slack: number): number {
    const { updateLength: own, longest } = this.#parts.ownStep;
    const { voters } = this.#moves;
    if (voters > 1 && !this.#waits) return slack * Math.max(OWN_SHARE * own, this.#moves.usual(of, QUANTILE));
    if (this.#parts.follows()) return Number.POSITIVE_INFINITY;
    if (this.#waits) return kind === 'reply' ? own : 0;
    return slack * OWN_UPDATES * longest;
  }

  /** Which share of a message of that distance counts. */
  #within(distance: number, usual: number): number {
    if (distance <= usual) return 1;
    if (this.#moves.voters > 1 || this.#waits) return (usual / distance) ** POWER;
    // Two that were long apart come together again; what no training leads to is nonsense.
    return (usual / distance) * Math.min(1, (FAR * usual) / distance) ** POWER;
  }

  /** The largest share, at most the given, that leaves the sum of the neighbour's moves within the limit. */
  #withinFlow(moves: NeighbourMoves, most: number, usual: number): number {
    const sketch = this.#sketch;
    const { asked, made } = moves;
    let made2 = 0;
    let along = 0;
    let move2 = 0;
    for (let i = 0; i < SKETCH_LENGTH; i++) {
      asked[i] += most * sketch[i];
      made2 += made[i] * made[i];
      along += made[i] * sketch[i];
      move2 += sketch[i] * sketch[i];
    }
    let share = most;
    if (this.#moves.voters >= QUORUM && move2 > 0) {
      const usualSum = this.#moves.asked(QUANTILE, this.#peer.updates);
      const limit = Math.max(usualSum, usual / 2) / this.#moves.alike(moves, ALIKE);
      const square = Math.max(limit * limit, made2);
      // The larger root of |made + share * move|^2 = square.
      const root = (Math.sqrt(along * along + move2 * (square - made2)) - along) / move2;
      share = Math.max(0, Math.min(most, root));
    }
    for (let i = 0; i < SKETCH_LENGTH; i++) made[i] += share * sketch[i];
    return share;
  }
}
