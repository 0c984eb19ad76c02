/** Whom a peer was introduced to, or says that it knows: those whose handshakes are passed on to it. */

import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';
import { dropOldest } from '@hearsay/shared/util/drop-oldest.ts';

/** Most that are remembered of one peer, several times the links a tab keeps; the oldest go. */
export const MAX_ACQUAINTANCES = 128;

/** A class, since every peer has one: methods are shared, and closures are not. */
export class Acquaintances {
  /** In the order in which they were last added. */
  readonly #ids = new Set<PeerId>();

  add(id: PeerId): void {
    this.#ids.delete(id);
    this.#ids.add(id);
    dropOldest(this.#ids, MAX_ACQUAINTANCES);
  }

  has(id: PeerId): boolean {
    return this.#ids.has(id);
  }

  all(): IterableIterator<PeerId> {
    return this.#ids.values();
  }
}
