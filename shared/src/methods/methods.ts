/** What there is to choose from: the light half of the registry, of which a page's start needs no more. `create-method.ts` is the
 * other, and does not compile unless it makes each of these. */
import { CODEC_NAMES, MODEL_CODEC_NAMES, parseCodecChoice } from '../gossip/codec/codec-choice.ts';
import {
  bestCorrections,
  type Correction,
  type DriftCorrection,
} from '../gossip/drift-correction/drift-correction.ts';
import { adPsgd } from './ad-psgd.ts';
import { adaGossip } from './adagossip.ts';
import { asyncSgd } from './async-sgd.ts';
import { centralised } from './centralised.ts';
import { chocoSgd } from './choco-sgd.ts';
import { clippedGossip } from './clipped-gossip.ts';
import { coupled } from './coupled.ts';
import { dPsgd } from './d-psgd.ts';
import { draco } from './draco.ts';
import { fedAvg } from './fedavg.ts';
import { fedPbc } from './fedpbc.ts';
import { goSgd } from './gosgd.ts';
import { localOnly } from './local-only.ts';
import type { CommonOptions, MethodDescription } from './method-description.ts';
import { mitraUlukusDescription } from './mitra-ulukus.ts';
import { pushSumSgp } from './push-sum.ts';
import { ravnest } from './ravnest.ts';
import { savic } from './savic.ts';
import { synchronousAllToAll } from './synchronous-all-to-all.ts';
import { trimmedMean } from './trimmed-mean.ts';
import { varianceCorrectedAveraging } from './variance-corrected.ts';

const ALL = [
  mitraUlukusDescription,
  localOnly,
  centralised,
  dPsgd,
  synchronousAllToAll,
  adPsgd,
  goSgd,
  pushSumSgp,
  draco,
  savic,
  varianceCorrectedAveraging,
  coupled,
  chocoSgd,
  adaGossip,
  clippedGossip,
  trimmedMean,
  ravnest,
  asyncSgd,
  fedPbc,
  fedAvg,
];

export type MethodName = (typeof ALL)[number]['name'];

export const METHODS: readonly MethodDescription<MethodName>[] = ALL;

export const METHOD_NAMES: readonly string[] = METHODS.map(({ name }) => name);

/** Those that run among tabs. */
export const TAB_METHOD_NAMES: readonly string[] = METHODS.filter(
  ({ simulatorOnly }) => simulatorOnly === null,
).map(({ name }) => name);

/** @throws RangeError for an unknown name */
export function methodNamed(name: string): MethodDescription<MethodName> {
  const found = METHODS.find((method) => method.name === name);
  if (!found) throw new RangeError(`no method is called ${name}; there are ${METHOD_NAMES.join(', ')}`);
  return found;
}

/** Why a method does not take a codec, in words; null if it does. */
export function codecProblem(method: string, name: string): string | null {
  const choice = parseCodecChoice(name);
  if (choice === null) return `must be one of ${CODEC_NAMES}`;
  const { takesCodec } = methodNamed(method);
  if (name === 'float32' || takesCodec === 'differences') return null;
  if (takesCodec === undefined) {
    return `must be float32 with ${method}, whose messages have to arrive as they were sent, or which has a codec of its own`;
  }
  if (choice.kind === 'model') return null;
  const able = METHODS.filter((one) => one.takesCodec === 'differences').map((one) => one.name);
  return `must not be ${name} with ${method}, whose peers need each other’s whole model; it is for ${able.join(', ')}`;
}

/** The corrections of drift that a run makes: none where the method does not take them. @param exchange as the run has it, whether or not the method heeds it */
export function correctionsFor(
  method: string,
  exchange: CommonOptions['exchange'],
  chosen: DriftCorrection,
): readonly Correction[] {
  const { driftCorrection, keepsMean } = methodNamed(method);
  if (driftCorrection === undefined) return [];
  if (typeof chosen !== 'string') return chosen;
  if (chosen === 'auto' && driftCorrection !== 'unasked') return [];
  return bestCorrections(keepsMean === 'always' || keepsMean === exchange);
}

/** Why a method does not take corrections of drift, in words; null if it does. */
export function driftCorrectionProblem(method: string, chosen: DriftCorrection): string | null {
  if (chosen === 'auto' || chosen.length === 0) return null;
  if (methodNamed(method).driftCorrection !== undefined) return null;
  return `must be auto or none with ${method}, whose peers do not go by plain gradients of their own`;
}

/** Whom peers of a method have to be connected to. */
export const neighboursFor = (method: string): 'sample' | 'all' => methodNamed(method).neighbours ?? 'all';

/** What a person may choose from, of the codecs that a method takes. */
export const codecsFor = (method: string): readonly string[] =>
  MODEL_CODEC_NAMES.filter((name) => codecProblem(method, name) === null);

/** What is wrong with a value of one of a method's own options, in words; null if nothing is. */
export function ownOptionProblem(method: string, name: string, value: number): string | null {
  const { options } = methodNamed(method);
  const names = Object.keys(options);
  if (!Object.hasOwn(options, name)) {
    return names.length === 0
      ? `${method} has no options of its own`
      : `${method} has no such option; it has ${names.join(', ')}`;
  }
  const { min, max, integer = false } = options[name];
  const allowed = value >= min && value <= max && (!integer || Number.isInteger(value));
  return allowed ? null : `must be ${integer ? 'a whole number' : 'a number'} from ${min} to ${max}`;
}
