/** Own options of methods whose peers average with their neighbours on a graph. */
import { graphSampler, randomRegular, ring } from '../gossip/peer-sampler/graph.ts';
import type { PeerSampler } from '../gossip/peer-sampler/peer-sampler.ts';
import { uniformSampler } from '../gossip/peer-sampler/uniform.ts';
import type { OwnOption } from './method-description.ts';

/** @param initial which graph unless told: 0 complete, 1 ring, 2 random */
export const graphOptions = (initial: 0 | 1 | 2): Record<'graph' | 'degree', OwnOption> => ({
  graph: {
    initial,
    min: 0,
    max: 2,
    integer: true,
  },
  degree: {
    initial: 4,
    min: 2,
    max: 64,
    integer: true,
  },
});

/** The sampler that such options say. */
export function samplerOf(
  { graph, degree }: Readonly<Record<'graph' | 'degree', number>>,
  seed: number,
): PeerSampler {
  // On the complete graph Metropolis weights are those of the uniform sampler, which looks nothing up.
  if (graph === 0) return uniformSampler;
  return graphSampler(graph === 1 ? ring : randomRegular(degree, seed));
}
