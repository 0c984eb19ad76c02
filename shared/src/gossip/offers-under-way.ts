/**
 * The offers of a peer that are under way, each to another neighbour: whose answers it waits for, and for how long. An
 * answer moves the peer some way towards where the other was when it answered. Of several that are under way each must
 * therefore move it the less: of K + 1 offers each closes 1 / (K + 2) of a distance at either end, so that together
 * they close less than all of it, in whatever order they come.
 *
 * Patience is each neighbour's own. Who is silent or late keeps only the offers to itself waiting.
 */
import type { PeerIndex } from './peer-index.ts';

/** Most offers under way at a time. */
export const MAX_UNDER_WAY = 64;
/** Parts of a distance of which an exchange by itself closes one at either end: both meet in the middle. */
export const HALVES = 2;

/** An offer without an answer is given up after so many times what its neighbour's answers usually take. */
const PATIENCE = 8;
/** Seconds an answer takes before anything is known of it, and the most that is made of slow and late ones. */
const FIRST_SECONDS = 0.5;
const MAX_SECONDS = 8;
/** A neighbour is slow whose answers take so many times as long as those of all; what slow ones take is kept apart. */
const SLOW = 4;
/** Most slow neighbours that are known, and most offers that were given up and may still be answered. */
const MAX_KNOWN = 64;
/** Most offers to one peer, given up and not answered, whose answers are waited for. */
const MAX_EARLIER = 8;
/** Weight of the newest value in what is smoothed: seconds of an answer, and offers under way. */
const SMOOTHING = 0.1;

interface Offer {
  readonly to: PeerIndex;
  readonly since: number;
  /** How many before it, to the same peer, were given up and not answered since. */
  readonly earlier: number;
  /** Whether it may have been answered: what is waited for then is the answer to this one or, never, to one that was lost. */
  readonly maybeAnswered: boolean;
  /** Whether its answer has come, and waits to count. */
  held: boolean;
}

export class OffersUnderWay {
  readonly #delay: number;
  readonly #underWay: Offer[] = [];
  /** Whose answers still count should they come. */
  readonly #givenUp: Offer[] = [];
  readonly #slow = new Map<PeerIndex, number>();
  /** Smoothed seconds from an offer to its answer, of all neighbours; null before the first. */
  #seconds: number | null = null;
  /** Smoothed number of others under way when an offer is made. */
  #usual = 0;

  /** @param delay seconds that the method itself puts off an answer */
  constructor(delay: number) {
    this.#delay = delay;
  }

  /** Smoothed seconds from an offer to its answer; null before the first answer. */
  get answerSeconds(): number | null {
    return this.#seconds;
  }

  /** Whether any offer is under way. */
  get some(): boolean {
    return this.#underWay.length > 0;
  }

  /** Whether there is room for another offer. Gives up those that have waited for too long. */
  hasRoom(now: number): boolean {
    const offers = this.#underWay;
    for (let i = offers.length - 1; i >= 0; i--) {
      const offer = offers[i];
      if (offer.held || now - offer.since < PATIENCE * this.#secondsOf(offer.to)) continue;
      offers.splice(i, 1);
      this.#giveUp(offer);
    }
    return offers.length < MAX_UNDER_WAY;
  }

  /** Whether an offer to that peer is under way. */
  expects(peer: PeerIndex): boolean {
    return this.#find(this.#underWay, peer) >= 0;
  }

  /**
   * Called when an offer is made to a peer to which none is under way.
   * @returns into how many parts the distance is to be divided, of which either end goes one; 2 where it is the only offer
   */
  expect(to: PeerIndex, now: number): number {
    const others = this.#underWay.length;
    this.#usual += (others - this.#usual) * SMOOTHING;
    const before = this.#remove(this.#givenUp, to);
    const earlier = before === null ? 0 : Math.min(before.earlier + 1, MAX_EARLIER);
    this.#underWay.push({ to, since: now, earlier, maybeAnswered: false, held: false });
    // While offers are still becoming more, those under way do not tell how many there will be.
    return HALVES + Math.min(Math.max(others, Math.round(this.#usual)), MAX_UNDER_WAY);
  }

  /**
   * Called when an answer arrives. One that was given up counts as well: the other peer has moved, and only if this one does
   * too the mean stays what it was.
   * @returns whether it counts
   */
  arrived(from: PeerIndex): boolean {
    const at = this.#find(this.#underWay, from);
    if (at >= 0) return !this.#underWay[at].held;
    const late = this.#find(this.#givenUp, from);
    if (late < 0) return false;
    const [offer] = this.#givenUp.splice(late, 1);
    this.#underWay.push(offer);
    this.cameLate(from);
    return true;
  }

  /** Called when it turns out that no answer comes. @returns whether one was awaited */
  noAnswer(from: PeerIndex): boolean {
    const at = this.#find(this.#underWay, from);
    if (at < 0 || this.#underWay[at].held) return false;
    this.#underWay.splice(at, 1);
    return true;
  }

  /** Called when an answer came to an offer before the last one to that peer: its answers take longer than was thought. */
  cameLate(from: PeerIndex): void {
    this.#remember(from, Math.min(2 * this.#secondsOf(from), MAX_SECONDS));
  }

  /** Called when the answer that arrived does not count yet. */
  hold(from: PeerIndex): void {
    const at = this.#find(this.#underWay, from);
    if (at >= 0) this.#underWay[at].held = true;
  }

  /** Called when the answer has been mixed. */
  done(from: PeerIndex, now: number): void {
    const at = this.#find(this.#underWay, from);
    if (at < 0) return;
    const [offer] = this.#underWay.splice(at, 1);
    if (offer.earlier > 0) {
      // This may have been the answer to the one before. Then the one to this offer is still to come.
      const earlier = offer.earlier - 1;
      this.#underWay.push({ to: from, since: now, earlier, maybeAnswered: true, held: false });
      this.cameLate(from);
      return;
    }
    const { since, maybeAnswered } = offer;
    if (maybeAnswered) return;
    const took = Math.min(now - since, MAX_SECONDS);
    const usual = this.#seconds ?? took;
    const own = this.#slow.get(from);
    if (own !== undefined) this.#remember(from, own + (took - own) * SMOOTHING);
    else if (took > SLOW * usual) this.#remember(from, took);
    // One slow neighbour among many is not what answers usually take.
    this.#seconds = usual + (Math.min(took, SLOW * usual) - usual) * SMOOTHING;
  }

  /** Called when neighbours may have gone. */
  keepOnly(isNeighbour: (peer: PeerIndex) => boolean): void {
    for (const offers of [this.#underWay, this.#givenUp]) {
      for (let i = offers.length - 1; i >= 0; i--) {
        if (!isNeighbour(offers[i].to) && !offers[i].held) offers.splice(i, 1);
      }
    }
    for (const peer of this.#slow.keys()) if (!isNeighbour(peer)) this.#slow.delete(peer);
  }

  #giveUp(offer: Offer): void {
    if (offer.maybeAnswered) return;
    if (this.#givenUp.length === MAX_KNOWN) this.#givenUp.shift();
    this.#givenUp.push(offer);
  }

  #secondsOf(peer: PeerIndex): number {
    return Math.max(this.#slow.get(peer) ?? 0, this.#seconds ?? FIRST_SECONDS + this.#delay);
  }

  #remember(peer: PeerIndex, seconds: number): void {
    this.#slow.delete(peer);
    if (this.#seconds !== null && seconds <= SLOW * this.#seconds) return;
    if (this.#slow.size === MAX_KNOWN) this.#slow.delete(this.#slow.keys().next().value ?? peer);
    this.#slow.set(peer, seconds);
  }

  #find(offers: readonly Offer[], peer: PeerIndex): number {
    for (let i = 0; i < offers.length; i++) if (offers[i].to === peer) return i;
    return -1;
  }

  #remove(offers: Offer[], peer: PeerIndex): Offer | null {
    const at = this.#find(offers, peer);
    return at < 0 ? null : offers.splice(at, 1)[0];
  }
}
