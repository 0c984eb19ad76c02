/** The host may remove this peer, or others. A peer that was removed learns on alone, and stays at the server: so it hears of being let in. */
import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';
import type { Mesh } from '../mesh/mesh-options.ts';
import type { Removal } from '../room/room.ts';
import type { Live } from './live.ts';
import type { StatusStore } from './status-store.ts';

export interface OwnRemoval {
  readonly isRemoved: boolean;
  onRemoval(removal: Removal, self: PeerId): void;
  /** A mesh takes the place of the one before. */
  restore(mesh: Mesh): void;
}

export function createOwnRemoval(live: Live, { report, withdraw }: StatusStore): OwnRemoval {
  let newest: Removal | null = null;
  let isRemoved = false;
  return {
    get isRemoved() {
      return isRemoved;
    },
    onRemoval(removal, self) {
      const before = isRemoved;
      newest = removal;
      isRemoved = removal.ids.has(self);
      live.mesh?.setRemoved(removal);
      if (isRemoved === before) return;
      if (isRemoved) report({ code: 'removed-by-host' });
      else withdraw(['removed-by-host']);
      const linked = isRemoved ? [] : (live.mesh?.neighbours() ?? []);
      const connected = linked.flatMap(({ id, state }) => (state === 'connected' ? [id] : []));
      live.worker?.post({ type: 'neighbours', connected });
      live.aside?.setNeighbours(connected);
    },
    restore(mesh) {
      if (newest !== null) mesh.setRemoved(newest);
    },
  };
}
