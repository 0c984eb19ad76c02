/** Numbers for peers: the core counts peers, the wire names them. */
import type { PeerIndex } from '@hearsay/shared/gossip/peer-index.ts';
import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';

/** Most peers known at a time, present or not. */
export const MAX_KNOWN_PEERS = 4096;
/** Of these, kept free of peers known by hearsay alone: whoever says that there are thousands of peers must not keep
 * out those that are there. */
export const RESERVED_FOR_NEIGHBOURS = 512;

export interface PeerTable {
  /** The number of a peer known by hearsay; a new one for a peer not heard of before. Null when there is no room. */
  indexOf(id: PeerId): PeerIndex | null;
  /** The number of a peer that is connected. When there is no room, that of another one, which is forgotten. Null only
   * when all are neighbours. */
  claim(id: PeerId): PeerIndex | null;
  /** These are neighbours now, and no others. */
  setNeighbours(ids: readonly PeerId[]): void;
  idOf(index: PeerIndex): PeerId;
}

/** @param self gets number 0 @param onForgotten a number belongs to another peer from now on */
export function createPeerTable(self: PeerId, onForgotten: (index: PeerIndex) => void): PeerTable {
  const ids: PeerId[] = [self];
  /** In the order in which they were heard of. */
  const indices = new Map<PeerId, PeerIndex>([[self, 0]]);
  let neighbours = new Set<PeerId>();
  const add = (id: PeerId): PeerIndex => {
    indices.set(id, ids.length);
    return ids.push(id) - 1;
  };
  const replaceOldest = (id: PeerId): PeerIndex | null => {
    for (const [old, index] of indices) {
      if (old === self || neighbours.has(old)) continue;
      indices.delete(old);
      indices.set(id, index);
      ids[index] = id;
      onForgotten(index);
      return index;
    }
    return null;
  };
  return {
    indexOf(id) {
      const known = indices.get(id);
      if (known !== undefined) return known;
      return ids.length < MAX_KNOWN_PEERS - RESERVED_FOR_NEIGHBOURS ? add(id) : null;
    },
    claim(id) {
      const known = indices.get(id);
      if (known !== undefined) return known;
      return ids.length < MAX_KNOWN_PEERS ? add(id) : replaceOldest(id);
    },
    setNeighbours(connected) {
      neighbours = new Set(connected);
    },
    idOf: (index) => ids[index],
  };
}
