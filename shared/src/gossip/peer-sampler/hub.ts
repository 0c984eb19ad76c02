import type { PeerIndex } from '../peer-index.ts';
import type { PeerSampler, SamplerContext } from './peer-sampler.ts';

const hubOf = ({ self, neighbours }: SamplerContext): PeerIndex =>
  neighbours.place === 0 ? self : neighbours.at(0);

/**
 * The peer that comes first in the common order, for everybody, itself included. It is elected without a word: when
 * it has gone, another comes first.
 */
export const hubSampler: PeerSampler = {
  sample(context, isBusy) {
    const hub = hubOf(context);
    return isBusy?.(hub) ? null : hub;
  },
  all(context, into) {
    into.push(hubOf(context));
  },
  weight({ neighbours }, other) {
    const place = neighbours.placeOf(other);
    const isEdge = place >= 0 && (place === 0 || neighbours.place === 0);
    return isEdge ? 1 / (neighbours.count + 1) : 0;
  },
};
