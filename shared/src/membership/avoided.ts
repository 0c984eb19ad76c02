/** Whom not to try now: who could not be reached is tried again, later each time, for as long as others name it. */
import { dropOldest } from '../util/drop-oldest.ts';

/** Most that are remembered; the oldest go. */
export const MAX_AVOIDED = 64;
/** Seconds after a first failure; they double with each. */
export const FIRST_SECONDS = 2;
const LONGEST_SECONDS = 60;
/** Seconds after a link was ended on purpose. */
const PARTED_SECONDS = 10;
/** Seconds for which failures are remembered once another attempt may be made. */
const MEMORY_SECONDS = 60;
/** How often what is past is forgotten. */
const PASS_SECONDS = 10;

interface Avoidance {
  readonly failures: number;
  readonly until: number;
}

export class Avoided<Id> {
  readonly #avoided = new Map<Id, Avoidance>();
  #passDue = 0;

  get size(): number {
    return this.#avoided.size;
  }

  has(id: Id, now: number): boolean {
    const avoidance = this.#avoided.get(id);
    return avoidance !== undefined && avoidance.until > now;
  }

  /** An attempt failed, or a link broke. */
  failed(id: Id, now: number): void {
    const failures = (this.#avoided.get(id)?.failures ?? 0) + 1;
    this.#put(id, { failures, until: now + Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** (failures - 1)) });
  }

  /** A link was ended on purpose, by either side. */
  parted(id: Id, now: number): void {
    this.#put(id, { failures: 0, until: now + PARTED_SECONDS });
  }

  delete(id: Id): void {
    this.#avoided.delete(id);
  }

  keys(): IterableIterator<Id> {
    return this.#avoided.keys();
  }

  /** Those that are not to be tried now, at most `most`. */
  ids(now: number, most: number): Id[] {
    const ids: Id[] = [];
    for (const [id, { until }] of this.#avoided) if (until > now && ids.length < most) ids.push(id);
    return ids;
  }

  /** Forgets what is past; to be called now and then. */
  pass(now: number): void {
    if (now < this.#passDue) return;
    this.#passDue = now + PASS_SECONDS;
    for (const [id, { until }] of this.#avoided) {
      if (until + MEMORY_SECONDS <= now) this.#avoided.delete(id);
    }
  }

  #put(id: Id, avoidance: Avoidance): void {
    // Anew, so that the first is the oldest.
    this.#avoided.delete(id);
    this.#avoided.set(id, avoidance);
    dropOldest(this.#avoided, MAX_AVOIDED);
  }
}
