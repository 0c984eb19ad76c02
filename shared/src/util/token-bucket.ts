/**
 * A rate that allows bursts: tokens come in at a constant pace up to a most, and whatever is done takes some. Taking more
 * than there are leaves a debt, so that whoever goes on too fast is served nothing until the pace has made up for it.
 */
export interface TokenBucket {
  /** Takes so many, whether they are there or not; the debt is at most a burst. @returns what is left, below 0 for a debt */
  take(tokens: number): number;
  /** What is left now. */
  level(): number;
  isFull(): boolean;
}

/** @param perSecond tokens that come in @param burst most that there are; full at first @param now milliseconds */
export function createTokenBucket(perSecond: number, burst: number, now: () => number): TokenBucket {
  return new Bucket(perSecond, burst, now);
}

/** A class, since there are several for each connection: methods are shared, and closures are not. */
class Bucket implements TokenBucket {
  readonly #perSecond: number;
  readonly #burst: number;
  readonly #now: () => number;
  #left: number;
  #at: number;

  constructor(perSecond: number, burst: number, now: () => number) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#now = now;
    this.#left = burst;
    this.#at = now();
  }

  level(): number {
    const time = this.#now();
    // A clock that is set back gives nothing and takes nothing.
    this.#left = Math.min(this.#burst, this.#left + (this.#perSecond * Math.max(0, time - this.#at)) / 1000);
    this.#at = time;
    return this.#left;
  }

  take(tokens: number): number {
    this.#left = Math.max(-this.#burst, this.level() - tokens);
    return this.#left;
  }

  isFull(): boolean {
    return this.level() === this.#burst;
  }
}
