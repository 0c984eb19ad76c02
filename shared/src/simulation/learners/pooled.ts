/** Everybody's data in one place: what learning apart is to be compared with. */
import type { Learner } from '../../gossip/learner/learner.ts';
import type { Objective } from './objective.ts';

/** The same objective for a single peer, each of whose gradients is that of a peer drawn at random. */
export function pooled(objective: Objective): Objective {
  return {
    ...objective,
    peers: 1,
    learner(_, random) {
      const learners: Learner[] = [];
      for (let peer = 0; peer < objective.peers; peer++) learners.push(objective.learner(peer, random));
      return {
        dimension: objective.dimension,
        gradient: (parameters, gradient) =>
          learners[random.integer(learners.length)].gradient(parameters, gradient),
      };
    },
  };
}
