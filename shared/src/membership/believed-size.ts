/** Seconds for which a room must have been smaller before that is believed: a server that was restarted counts from 0. */
const SHRINK_SECONDS = 60;

/** The room's size as it is acted on: what grows is believed at once, what shrinks only when it stays so. */
export class BelievedSize {
  #size = 1;
  /** The largest told since it was first told to be smaller. */
  #smaller = 0;
  #smallerSince = Number.POSITIVE_INFINITY;

  get value(): number {
    return this.#size;
  }

  /** @param size as the server says, this peer included @param now seconds */
  tell(size: number, now: number): void {
    if (size >= this.#size) {
      this.#size = size;
      this.#smaller = 0;
      this.#smallerSince = Number.POSITIVE_INFINITY;
      return;
    }
    this.#smaller = Math.max(this.#smaller, size);
    this.#smallerSince = Math.min(this.#smallerSince, now);
  }

  /** To be called now and then. */
  pass(now: number): void {
    if (now - this.#smallerSince < SHRINK_SECONDS) return;
    this.#size = this.#smaller;
    this.#smaller = 0;
    this.#smallerSince = Number.POSITIVE_INFINITY;
  }
}
