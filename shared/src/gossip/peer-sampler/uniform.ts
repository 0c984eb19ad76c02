import type { PeerSampler } from './peer-sampler.ts';

/** Every neighbour with the same probability, independently each time. */
export const uniformSampler: PeerSampler = {
  sample: ({ neighbours, random }) =>
    neighbours.count === 0 ? null : neighbours.at(random.integer(neighbours.count)),
  all({ neighbours }, into) {
    for (let position = 0; position < neighbours.count; position++) into.push(neighbours.at(position));
  },
  weight: ({ neighbours }, other) => (neighbours.placeOf(other) < 0 ? 0 : 1 / (neighbours.count + 1)),
};
