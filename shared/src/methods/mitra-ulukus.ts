/**
 * P. Mitra, S. Ulukus: Scale-Robust Timely Asynchronous Decentralized Learning, 2024, arXiv 2404.19749.
 *
 * Two independent clocks a peer. When the update clock ticks, s local SGD steps; when the gossip clock rings,
 * an exchange with a uniformly random peer. If the gossip rate grows as log n, staleness stays bounded
 * however many peers join. The paper leaves open whether an exchange is one-way or pairwise: both are here,
 * and the non-blocking pairwise swap is the default because it conserves the mean.
 */
import { admitAll } from '../gossip/admission/admission.ts';
import type { Codec, LinkCodec } from '../gossip/codec/codec.ts';
import { float32 } from '../gossip/codec/float32.ts';
import { sgd } from '../gossip/local-update/sgd.ts';
import type { Method } from '../gossip/method.ts';
import { pairwiseSwap } from '../gossip/mixing/pairwise-swap.ts';
import { pushAverage } from '../gossip/mixing/push-average.ts';
import { uniformSampler } from '../gossip/peer-sampler/uniform.ts';
import { type IndependentClocksOptions, independentClocks } from '../gossip/schedule/independent-clocks.ts';
import { opportunistic } from '../gossip/schedule/opportunistic.ts';
import { describeMethod, implementMethod } from './method-description.ts';

export const mitraUlukusDescription = describeMethod({
  name: 'mitra-ulukus',
  simulatorOnly: null,
  driftCorrection: 'unasked',
  guard: 'unasked',
  keepsMean: 'swap',
  neighbours: 'sample',
  takesCodec: 'differences',
  options: {},
});

export interface MitraUlukusOptions extends IndependentClocksOptions {
  /** Local SGD steps an update (s in the paper). */
  readonly steps: number;
  /** SGD step size. */
  readonly rate: number;
  readonly exchange: 'swap' | 'push';
  /** Default float32. */
  readonly codec?: Codec | LinkCodec;
  /** See `CommonOptions`. */
  readonly variant?: 'relay' | 'no-relay' | 'opportunistic';
}

export function mitraUlukus(options: MitraUlukusOptions): Method {
  const { steps, rate, exchange, variant = 'relay' } = options;
  return {
    name: mitraUlukusDescription.name,
    schedule: variant === 'opportunistic' ? opportunistic(options) : independentClocks(options),
    sampler: uniformSampler,
    codec: options.codec ?? float32,
    relays: variant === 'relay',
    applyDelay: 0,
    parts: (learner) => ({
      localUpdate: sgd(learner, { steps, rate }),
      mixing: exchange === 'swap' ? pairwiseSwap : pushAverage,
      admission: admitAll,
    }),
  };
}

export const mitraUlukusMethod = implementMethod(mitraUlukusDescription, mitraUlukus);
