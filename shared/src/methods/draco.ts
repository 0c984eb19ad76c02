/**
 * E. Jeong, M. Kountouris: DRACO: Decentralized Asynchronous Federated Learning over Row-Stochastic Wireless Networks, 2024,
 * arXiv 2406.13533.
 *
 * What an update found, not the model that came of it, goes to all neighbours when the gossip clock rings. A receiver adds
 * its share of it; it takes at most Psi messages a window, and none that is too old. Models that only add what they hear
 * drift apart, so now and then one peer's is taken over by all.
 *
 * Open in the paper, and decided here: the weights of a row are one over the number of those whom a peer hears in
 * a window, itself included, and it gives itself its share at once; a message's age is in updates of its sender, as no clock
 * is common to all.
 */
import { atMostPerWindow } from '../gossip/admission/at-most-per-window.ts';
import { stalenessBound } from '../gossip/admission/staleness-bound.ts';
import { float32 } from '../gossip/codec/float32.ts';
import { createDeltaSum, deltaSgd } from '../gossip/local-update/delta.ts';
import { addDeltas, rowWeight } from '../gossip/mixing/add-deltas.ts';
import { unificationMessageLength, withUnification } from '../gossip/mixing/unification.ts';
import { graphSampler, star } from '../gossip/peer-sampler/graph.ts';
import { uniformSampler } from '../gossip/peer-sampler/uniform.ts';
import { independentClocks } from '../gossip/schedule/independent-clocks.ts';
import { describeMethod, implementMethod } from './method-description.ts';

/** What an option's 0 stands for, where 0 itself means nothing. */
const orNone = (value: number): number => (value === 0 ? Number.POSITIVE_INFINITY : value);

export const draco = describeMethod({
  name: 'draco',
  simulatorOnly: null,
  options: {
    psi: { initial: 8, min: 0, max: 1e6, integer: true },
    windowSeconds: { initial: 1, min: 0.001, max: 3600 },
    unificationSeconds: {
      initial: 20,
      min: 0,
      max: 1e6,
    },
    delayLimit: {
      initial: 10,
      min: 0,
      max: 1e6,
      integer: true,
    },
    star: {
      initial: 0,
      min: 0,
      max: 1,
      integer: true,
    },
  },
});

export const dracoMethod = implementMethod(draco, ({ gossip, per, update, steps, rate }, own) => {
  const { windowSeconds, delayLimit } = own;
  const most = orNone(own.psi);
  const sampler = own.star === 1 ? graphSampler(star) : uniformSampler;
  return {
    schedule: independentClocks({ gossip, per, update }),
    sampler,
    codec: float32,
    // A delta is of its sender's updates alone.
    relays: false,
    incremental: true,
    applyDelay: 0,
    messageLength: unificationMessageLength,
    parts(learner, peer) {
      const gathered = createDeltaSum(learner.dimension);
      const share = rowWeight(peer, { sampler, most });
      return {
        localUpdate: deltaSgd(learner, { steps, rate, gathered, ownShare: share }),
        mixing: withUnification(peer, addDeltas(peer, { sampler, gathered, share }), {
          seconds: orNone(own.unificationSeconds),
        }),
        admission: atMostPerWindow(
          peer,
          { most, seconds: windowSeconds },
          stalenessBound({ updates: delayLimit }),
        ),
      };
    },
  };
});
