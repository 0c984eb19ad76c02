/** Whom the room's host keeps out, and which of them are in the room all the same, so that they are not counted. */
import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';
import type { Removal } from '../room/room.ts';

export interface RemovedPeers {
  /** What they are told, see `Removal`. */
  readonly why: string | null;
  /** How many are in the room without them, as far as is known. @param all as the server counts */
  count(all: number): number;
  has(id: PeerId): boolean;
  /** These from now on. As many as a command may name. @param linked those of them that there was a link to, or an attempt
   * @returns whom it names no more */
  set(removal: Removal, linked: readonly PeerId[]): readonly PeerId[];
  /** It said something, or was introduced. @returns whether it is counted as present only now */
  saw(id: PeerId): boolean;
  /** The server lost it. @returns whether it was counted as present */
  left(id: PeerId): boolean;
}

export function createRemovedPeers(): RemovedPeers {
  let removal: Removal = { ids: new Set(), why: null, present: [] };
  let present = new Set<PeerId>();
  return {
    get why() {
      return removal.why;
    },
    count: (all) => Math.max(1, all - present.size),
    has: (id) => removal.ids.has(id),
    set(next, linked) {
      const letIn = [...removal.ids].filter((id) => !next.ids.has(id));
      removal = next;
      present = new Set([...present, ...next.present, ...linked].filter((id) => next.ids.has(id)));
      return letIn;
    },
    saw(id) {
      const before = present.size;
      present.add(id);
      return present.size > before;
    },
    left: (id) => present.delete(id),
  };
}
