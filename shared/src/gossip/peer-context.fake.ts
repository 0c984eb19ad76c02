/** A peer for tests of its parts: nothing happens to it but what a test lets happen. */

import { createRandom } from '../util/random/random.ts';
import type { Neighbourhood } from './environment/environment.ts';
import type { PeerContext } from './peer-context.ts';

/** @param place of the peer itself among them */
export function neighbourhoodOf(peers: readonly number[], place = 0): Neighbourhood {
  return {
    count: peers.length,
    place,
    placeOf(peer) {
      const position = peers.indexOf(peer);
      return position < 0 || position < place ? position : position + 1;
    },
    at: (position) => peers[position],
  };
}

/** Peer 0, without neighbours unless told. */
export function lonePeer(changes: Partial<PeerContext> = {}): PeerContext {
  return {
    self: 0,
    random: createRandom(1),
    neighbours: neighbourhoodOf([]),
    roomSize: 1,
    updates: 0,
    mixed: 0,
    updateRate: 0,
    updateDue: Number.POSITIVE_INFINITY,
    now: 0,
    ready: true,
    send: () => {},
    ...changes,
  };
}
