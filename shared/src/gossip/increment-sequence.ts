/**
 * The numbers of increments that a copy is kept by: each must count, once, and in order. Where one is missing, the copy is of
 * no use until the whole has come.
 */

/** Increments that a gap swallows before the whole is asked for again: an answer may be lost, or on its way. */
const INCREMENTS_BETWEEN_REQUESTS = 3;
/** The largest number up to which 32-bit floats count. */
const LAST_NUMBER = 2 ** 24;

/** An increment's number after that one, from 1. At the end they begin anew, but for the first, which means a copy of 0. */
export const numberAfter = (number: number): number => numberAhead(number, 1);

/** The one so many after that one; fewer than there are. */
export const numberAhead = (number: number, by: number): number =>
  number + by <= LAST_NUMBER ? number + by : number + by - LAST_NUMBER + 1;

export class IncrementSequence {
  #current = true;
  #number = 0;
  /** Increments that the whole will not be asked for. */
  #patience = 0;

  /** Whether the copy is what its owner has. */
  get current(): boolean {
    return this.#current;
  }

  /** That of the last increment in the copy; 0 before any. */
  get number(): number {
    return this.#number;
  }

  /**
   * Called with each increment's number.
   * @returns `next`: it is to be added. `known`: it is in the copy already. `lost`: one before it is missing. `ask`: so
   * it is, and the whole should be asked for.
   */
  take(number: number): 'next' | 'known' | 'lost' | 'ask' {
    if (this.#current && number === numberAfter(this.#number)) {
      this.#number = number;
      return 'next';
    }
    // What has come before, or twice, is in it already.
    if (this.#current && this.#number > 0 && isBefore(number, this.#number)) return 'known';
    this.#current = false;
    this.#patience -= 1;
    if (this.#patience > 0) return 'lost';
    this.#patience = INCREMENTS_BETWEEN_REQUESTS;
    return 'ask';
  }

  /** The copy is not what its owner has. */
  lose(): void {
    this.#current = false;
  }

  /** The whole has come, as it was after that increment. */
  startFrom(number: number): void {
    this.#number = number;
    this.#current = true;
    this.#patience = 0;
  }
}

/** Whether an increment is that one or one of the many before it, not one of the many after. */
function isBefore(number: number, other: number): boolean {
  const ahead = (number - other + LAST_NUMBER) % LAST_NUMBER;
  return ahead === 0 || ahead > LAST_NUMBER / 2;
}
