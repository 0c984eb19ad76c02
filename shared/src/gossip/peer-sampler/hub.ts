import type { PeerSampler } from './peer-sampler.ts';

/**
 * The peer that comes first in the common order, for everybody, itself included. It is elected without a word: when
 * it has gone, another comes first.
 */
export const hubSampler: PeerSampler = {
  sample: ({ self, neighbours }) => (neighbours.place === 0 ? self : neighbours.at(0)),
  all(context, into) {
    into.push(context.neighbours.place === 0 ? context.self : context.neighbours.at(0));
  },
  weight({ neighbours }, other) {
    const place = neighbours.placeOf(other);
    const isEdge = place >= 0 && (place === 0 || neighbours.place === 0);
    return isEdge ? 1 / (neighbours.count + 1) : 0;
  },
};
