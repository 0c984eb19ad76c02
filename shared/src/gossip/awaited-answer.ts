/**
 * The one offer of a peer that is under way: whose answer it waits for, and for how long. Patience follows what answers
 * have taken: an offer is given up after many times that, since an answer may be lost, and one that comes late all the
 * same asks for more.
 */
import type { PeerIndex } from './peer-index.ts';

/** An offer without an answer is given up after so many times what an answer usually takes. */
const PATIENCE = 8;
/** Seconds an answer takes before anything is known of it, and the most that is made of slow and late ones. */
const FIRST_SECONDS = 0.4;
const MAX_SECONDS = 8;
/** Weight of the newest answer in the smoothed seconds. */
const SMOOTHING = 0.1;

const NOBODY = -1;

export class AwaitedAnswer {
  #from: PeerIndex = NOBODY;
  #since = 0;
  /** Whether it has come, and waits to count. */
  #held = false;
  /** Smoothed seconds from an offer to its answer. */
  #seconds: number;
  /** Whose answer was given up last. */
  #givenUp: PeerIndex = NOBODY;

  /** @param delay seconds that the method itself puts off an answer */
  constructor(delay: number) {
    this.#seconds = FIRST_SECONDS + delay;
  }

  /** Called when an offer was made. */
  expect(from: PeerIndex, now: number): void {
    this.#from = from;
    this.#since = now;
  }

  /** Whether there is still one to wait for; one that has taken too long is given up here. */
  isDue(now: number): boolean {
    if (this.#from === NOBODY) return false;
    if (this.#held || now - this.#since < PATIENCE * this.#seconds) return true;
    this.#givenUp = this.#from;
    this.#from = NOBODY;
    return false;
  }

  /**
   * Called when an answer arrives. One that was given up would move the peer a second time, so it does not count, nor
   * does one nobody waits for.
   * @returns whether it counts
   */
  arrived(from: PeerIndex): boolean {
    if (this.#from === from && !this.#held) return true;
    if (this.#givenUp === from) {
      this.#givenUp = NOBODY;
      this.cameLate();
    }
    return false;
  }

  /** Whether an offer to that peer is under way. */
  expects(from: PeerIndex): boolean {
    return this.#from === from;
  }

  /** Called when an answer came to an offer before the one under way: it does not count, and answers take longer. */
  cameLate(): void {
    this.#seconds = Math.max(this.#seconds, Math.min(2 * this.#seconds, MAX_SECONDS));
  }

  /** Called when the answer that arrived does not count yet. */
  hold(): void {
    this.#held = true;
  }

  /** Called when the answer has been mixed: the next offer may be made. */
  done(now: number): void {
    this.#from = NOBODY;
    this.#held = false;
    this.#seconds += (Math.min(now - this.#since, MAX_SECONDS) - this.#seconds) * SMOOTHING;
  }
}
