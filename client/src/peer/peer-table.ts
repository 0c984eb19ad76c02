/** Numbers for peers: the core counts peers, the wire names them. */
import type { PeerIndex } from '@hearsay/shared/gossip/peer-index.ts';
import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';

/** Most peers known at a time, present or not. Past it, peers that are not neighbours stay unknown. */
export const MAX_KNOWN_PEERS = 4096;

export interface PeerTable {
  /** The peer's number; a new one for a peer not met before. Null when the table is full. */
  indexOf(id: PeerId): PeerIndex | null;
  idOf(index: PeerIndex): PeerId;
}

/** @param self gets number 0 */
export function createPeerTable(self: PeerId): PeerTable {
  const ids: PeerId[] = [self];
  const indices = new Map<PeerId, PeerIndex>([[self, 0]]);
  return {
    indexOf(id) {
      const known = indices.get(id);
      if (known !== undefined) return known;
      if (ids.length >= MAX_KNOWN_PEERS) return null;
      indices.set(id, ids.length);
      return ids.push(id) - 1;
    },
    idOf: (index) => ids[index],
  };
}
