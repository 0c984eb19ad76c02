/**
 * How long messages go on naming a peer in their version vectors, so that they are as long as there are peers, not as there
 * ever were.
 *
 * The age of a count is the time since it last grew, wherever: a message says it of each count, so a peer that is told
 * one for the first time does not take it for news. Of two equal counts the older age holds; only a larger count is younger. So
 * all peers stop naming one that has left at about the same time, and nobody brings it up again, however many
 * newcomers are told of it in between. On the way a count does not age, by a second or so.
 */

/** Seconds after which messages no longer name a peer whose count has not grown, unless their sender is connected to it. */
export const FORGET_SECONDS = 60;
/** Seconds for which its last count is kept after that, for when it comes back. */
export const REMEMBER_SECONDS = 600;
