import type { Admission } from './admission.ts';

/**
 * Drops a message when this peer knows of more than so many updates of the sender that the message does not contain.
 * That is its age as far as it can be known: peers have no clock in common, but they count their updates. Where
 * versions are not tracked, every message counts.
 */
export function stalenessBound({ updates }: { readonly updates: number }): Admission {
  return {
    weigh(from, theirs, own) {
      if (theirs === null || own === null) return 1;
      return own.get(from) - theirs.get(from) > updates ? 0 : 1;
    },
  };
}
