/** Makes methods by name: the heavy half of the registry, which the compiler holds to the list in `methods.ts`. A new method is a
 * file beside this one and a line in each. */
import type { Method } from '../gossip/method.ts';
import { adPsgdMethod } from './ad-psgd.ts';
import { adaGossipMethod } from './adagossip.ts';
import { asyncSgdMethod } from './async-sgd.ts';
import { centralisedMethod } from './centralised.ts';
import { chocoSgdMethod } from './choco-sgd.ts';
import { clippedGossipMethod } from './clipped-gossip.ts';
import { coupledMethod } from './coupled.ts';
import { dPsgdMethod } from './d-psgd.ts';
import { dracoMethod } from './draco.ts';
import { fedAvgMethod } from './fedavg.ts';
import { fedPbcMethod } from './fedpbc.ts';
import { goSgdMethod } from './gosgd.ts';
import { localOnlyMethod } from './local-only.ts';
import type { CommonOptions, ImplementedMethod } from './method-description.ts';
import { type MethodName, methodNamed } from './methods.ts';
import { mitraUlukusMethod } from './mitra-ulukus.ts';
import { pushSumSgpMethod } from './push-sum.ts';
import { ravnestMethod } from './ravnest.ts';
import { savicMethod } from './savic.ts';
import { synchronousAllToAllMethod } from './synchronous-all-to-all.ts';
import { trimmedMeanMethod } from './trimmed-mean.ts';
import { varianceCorrectedAveragingMethod } from './variance-corrected.ts';

const IMPLEMENTED: { readonly [Name in MethodName]: ImplementedMethod<Name> } = {
  'mitra-ulukus': mitraUlukusMethod,
  'local-only': localOnlyMethod,
  centralised: centralisedMethod,
  'd-psgd': dPsgdMethod,
  'synchronous-all-to-all': synchronousAllToAllMethod,
  'ad-psgd': adPsgdMethod,
  gosgd: goSgdMethod,
  'push-sum': pushSumSgpMethod,
  draco: dracoMethod,
  savic: savicMethod,
  'variance-corrected': varianceCorrectedAveragingMethod,
  coupled: coupledMethod,
  'choco-sgd': chocoSgdMethod,
  adagossip: adaGossipMethod,
  'clipped-gossip': clippedGossipMethod,
  'trimmed-mean': trimmedMeanMethod,
  ravnest: ravnestMethod,
  'async-sgd': asyncSgdMethod,
  fedpbc: fedPbcMethod,
  fedavg: fedAvgMethod,
};

/** @param own what differs from the method's own initial values: see `ownOptionProblem` @throws RangeError for an
 * unknown name */
export function createMethod(
  name: string,
  common: CommonOptions,
  own: Readonly<Record<string, number>> = {},
): Method {
  return IMPLEMENTED[methodNamed(name).name].create(common, own);
}
