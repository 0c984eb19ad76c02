/** A peer as its environment counts them: a small whole number, stable for as long as the run lasts. */
export type PeerIndex = number;
