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
  let left = burst;
  let at = now();
  // Methods and no named functions: those would each be given a property with their name where the server runs.
  return {
    level() {
      const time = now();
      // A clock that is set back gives nothing and takes nothing.
      left = Math.min(burst, left + (perSecond * Math.max(0, time - at)) / 1000);
      at = time;
      return left;
    },
    take(tokens) {
      left = Math.max(-burst, this.level() - tokens);
      return left;
    },
    isFull() {
      return this.level() === burst;
    },
  };
}
