import type { PeerSampler } from './peer-sampler.ts';

/** Every neighbour with the same probability, independently each time. */
export const uniformSampler: PeerSampler = {
  sample: (neighbours, random) =>
    neighbours.count === 0 ? null : neighbours.at(random.integer(neighbours.count)),
};
