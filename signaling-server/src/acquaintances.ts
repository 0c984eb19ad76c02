/** Whom a peer was introduced to, or says that it knows: those whose handshakes are passed on to it. */

import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';
import { dropOldest } from '@hearsay/shared/util/drop-oldest.ts';

/** Most that are remembered of one peer, several times the links a tab keeps; the oldest go. */
export const MAX_ACQUAINTANCES = 128;

export interface Acquaintances {
  add(id: PeerId): void;
  has(id: PeerId): boolean;
  all(): IterableIterator<PeerId>;
}

export function createAcquaintances(): Acquaintances {
  /** In the order in which they were last added. */
  const ids = new Set<PeerId>();
  return {
    add(id) {
      ids.delete(id);
      ids.add(id);
      dropOldest(ids, MAX_ACQUAINTANCES);
    },
    has: (id) => ids.has(id),
    all: () => ids.values(),
  };
}
