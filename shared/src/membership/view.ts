/** What neighbours tell each other of their neighbours. */

/** Most entries of one view. */
export const MAX_VIEW_ENTRIES = 8;

export interface ViewEntry<Id> {
  readonly id: Id;
  /** Seconds since the sender had a sign of life from it. */
  readonly age: number;
}

/** A sample of the sender's neighbours, with whom it can put the receiver in touch. */
export interface View<Id> {
  /** How many links the sender has. */
  readonly degree: number;
  /** At most `MAX_VIEW_ENTRIES`, each id once, without sender and receiver. */
  readonly entries: readonly ViewEntry<Id>[];
}
