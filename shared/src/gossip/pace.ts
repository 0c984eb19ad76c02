/**
 * Exchanges that are due and have not begun yet, and the updates that wait for them. Where messages take so long that
 * every neighbour has an offer under way, no further exchange can begin; a peer that went on updating would leave its
 * gossip rate behind. So it updates as fast as its exchanges go: the next update is held back, and with it the gossip
 * clock, which counts exchanges an update, stands still.
 */

/** Most exchanges owed; of a clock that goes on regardless, rings beyond are let go. */
const MAX_OWED = 16;
/** So many owed hold the next update back. */
const HELD_BACK_AT = 4;
/** Longest (seconds) that one update is held back: where nobody answers, learning goes on alone. */
const MAX_WAIT = 1;
/** Weight of the newest update in the smoothed seconds. */
const SMOOTHING = 0.1;

const NEVER = Number.POSITIVE_INFINITY;

export class Pace {
  readonly #paces: boolean;
  #owed = 0;
  #heldSince = NEVER;
  /** Seconds that this update was held back. */
  #waited = 0;
  /** Smoothed seconds of an update with and without what it waited; null before the first. */
  #took: number | null = null;
  #worked = 0;

  /** @param paces whether updates are held back: where exchanges are counted per update */
  constructor(paces: boolean) {
    this.#paces = paces;
  }

  /** The share of its speed at which the peer updates, 0 to 1: 1 where nothing is held back. Smoothed over updates. */
  get share(): number {
    return this.#took ? this.#worked / this.#took : 1;
  }

  get owes(): boolean {
    return this.#owed > 0;
  }

  get isHeldBack(): boolean {
    return this.#heldSince < NEVER;
  }

  /** Called when the gossip clock rings: one more is owed. */
  ring(): void {
    if (!this.isHeldBack && this.#owed < MAX_OWED) this.#owed += 1;
  }

  /** Called when an exchange that is owed begins. */
  begin(): void {
    this.#owed -= 1;
  }

  /** Called when there is nobody to exchange with. */
  letGo(): void {
    this.#owed = 0;
  }

  /** Called when an update is to begin. @returns until when it has to wait, at most; null where it may begin, which ends the
   * waiting */
  heldUntil(now: number): number | null {
    if (this.#paces && this.#owed >= HELD_BACK_AT) {
      if (!this.isHeldBack) this.#heldSince = now;
      const until = this.#heldSince + MAX_WAIT;
      if (now < until) return until;
      this.letGo();
    }
    if (this.isHeldBack) this.#waited += now - this.#heldSince;
    this.#heldSince = NEVER;
    return null;
  }

  /** Whether an update that is held back may begin now. */
  get isReleased(): boolean {
    return this.isHeldBack && this.#owed < HELD_BACK_AT;
  }

  /** Called when an update has ended. @param took seconds since the one before @returns those of them not spent waiting */
  ended(took: number): number {
    const worked = Math.max(0, took - this.#waited);
    this.#waited = 0;
    const weight = this.#took === null ? 1 : SMOOTHING;
    this.#took = (this.#took ?? 0) + (took - (this.#took ?? 0)) * weight;
    this.#worked += (worked - this.#worked) * weight;
    return worked;
  }

  /** Called when the peer pauses: nothing is held back any more. */
  reset(): void {
    this.#heldSince = NEVER;
    this.#waited = 0;
  }
}
