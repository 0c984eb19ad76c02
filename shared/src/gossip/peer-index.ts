/** A peer as its environment counts them: a small whole number, stable until long after that peer has left. */
export type PeerIndex = number;
