/** Makes methods by name. A new one is a file beside this one, a line here and one in `methods.ts`. */
import type { Method } from '../gossip/method.ts';
import { createAdPsgd } from './ad-psgd.ts';
import { createAdaGossip } from './adagossip.ts';
import { createAsyncSgd } from './async-sgd.ts';
import { createCentralised } from './centralised.ts';
import { createChocoSgd } from './choco-sgd.ts';
import { createClippedGossip } from './clipped-gossip.ts';
import { createCoupled } from './coupled.ts';
import { createDPsgd } from './d-psgd.ts';
import { createDraco } from './draco.ts';
import { createFedAvg } from './fedavg.ts';
import { createFedPbc } from './fedpbc.ts';
import { createGoSgd } from './gosgd.ts';
import { createLocalOnly } from './local-only.ts';
import type { CommonOptions, CreateMethod } from './method-description.ts';
import { methodNamed } from './methods.ts';
import { mitraUlukus } from './mitra-ulukus.ts';
import { createPushSumSgp } from './push-sum.ts';
import { createRavnest } from './ravnest.ts';
import { createSavic } from './savic.ts';
import { createSynchronousAllToAll } from './synchronous-all-to-all.ts';
import { createTrimmedMean } from './trimmed-mean.ts';
import { createVarianceCorrectedAveraging } from './variance-corrected.ts';

/** Apart from the descriptions, so that a page that only lets choose among them need not load what they are made of. */
const ALL = {
  'mitra-ulukus': mitraUlukus,
  'local-only': createLocalOnly,
  centralised: createCentralised,
  'd-psgd': createDPsgd,
  'synchronous-all-to-all': createSynchronousAllToAll,
  'ad-psgd': createAdPsgd,
  gosgd: createGoSgd,
  'push-sum': createPushSumSgp,
  draco: createDraco,
  savic: createSavic,
  'variance-corrected': createVarianceCorrectedAveraging,
  coupled: createCoupled,
  'choco-sgd': createChocoSgd,
  adagossip: createAdaGossip,
  'clipped-gossip': createClippedGossip,
  'trimmed-mean': createTrimmedMean,
  ravnest: createRavnest,
  'async-sgd': createAsyncSgd,
  fedpbc: createFedPbc,
  fedavg: createFedAvg,
};
// `createMethod` is the one that calls them, and with all of a method's options.
const CREATE = ALL as unknown as Readonly<Record<string, CreateMethod>>;

/** @param own what differs from the method's own initial values: see `ownOptionProblem` @throws RangeError for an
 * unknown name */
export function createMethod(
  name: string,
  common: CommonOptions,
  own: Readonly<Record<string, number>> = {},
): Method {
  const { options } = methodNamed(name);
  const initial = Object.fromEntries(Object.entries(options).map(([key, option]) => [key, option.initial]));
  return CREATE[name](common, { ...initial, ...own });
}
