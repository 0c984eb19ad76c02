/**
 * A. R. Menon, U. Menon, K. Ahirwar: Ravnest: Decentralized Asynchronous Training on Heterogeneous Devices, 2024,
 * arXiv 2401.01728.
 *
 * Peers form clusters, and each cluster holds one model as a pipeline of stages that never wait: a stage applies each
 * gradient when it is back, worked out with weights that are some updates old by then. Every so often the clusters
 * average, each stage's shard of the parameters by a ring all-reduce of its own.
 *
 * A peer here is a whole cluster: its members' stages, with their delays and their rings, are simulated inside it. How devices
 * are grouped into clusters is `simulation/clusters.ts`. The published averaging is a barrier that all wait for; here
 * updates go on during it, and a lost member costs a round.
 */
import { admitAll } from '../gossip/admission/admission.ts';
import { float32 } from '../gossip/codec/float32.ts';
import { delayed, MAX_DELAY, MAX_STAGES } from '../gossip/local-update/delayed.ts';
import { createOutbox } from '../gossip/mixing/outbox.ts';
import { ringAllReduce, ringMessageLength } from '../gossip/mixing/ring-all-reduce.ts';
import { type Graph, graphSampler } from '../gossip/peer-sampler/graph.ts';
import { afterUpdates } from '../gossip/schedule/after-updates.ts';
import { describeMethod, implementMethod } from './method-description.ts';

/** Each place's neighbour is the next one. */
const onwards: Graph = (size) =>
  Array.from({ length: size }, (_, place) => (size > 1 ? [(place + 1) % size] : []));

export const ravnest = describeMethod({
  name: 'ravnest',
  simulatorOnly: 'stages of one model in several tabs need activations to travel, which is a later step',
  options: {
    stages: {
      initial: 4,
      min: 1,
      max: MAX_STAGES,
      integer: true,
    },
    delay: {
      initial: 0,
      min: 0,
      max: MAX_DELAY,
      integer: true,
    },
    every: {
      initial: 4,
      min: 1,
      max: 10_000,
      integer: true,
    },
  },
});

export const ravnestMethod = implementMethod(ravnest, ({ update, steps, rate }, { stages, delay, every }) => {
  const outbox = createOutbox();
  return {
    schedule: afterUpdates({ update, probability: 1 }),
    sampler: graphSampler(onwards),
    codec: float32,
    relays: true,
    applyDelay: 0,
    messageLength: ringMessageLength,
    parts: (learner, peer) => ({
      localUpdate: delayed(learner, { steps, rate, stages, delay }),
      mixing: ringAllReduce(peer, { outbox, shards: stages, every }),
      admission: admitAll,
    }),
  };
});
