import { drawFree, type PeerSampler } from './peer-sampler.ts';

/** Every neighbour with the same probability, independently each time. */
export const uniformSampler: PeerSampler = {
  sample: ({ neighbours, random }, isBusy) =>
    drawFree(neighbours.count, (position) => neighbours.at(position), random, isBusy),
  all({ neighbours }, into) {
    for (let position = 0; position < neighbours.count; position++) into.push(neighbours.at(position));
  },
  weight: ({ neighbours }, other) => (neighbours.placeOf(other) < 0 ? 0 : 1 / (neighbours.count + 1)),
};
