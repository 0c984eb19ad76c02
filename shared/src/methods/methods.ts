/** What there is to choose from: the light half of the registry, of which a page's start needs no more. `create-method.ts` is the
 * other, and does not compile unless it makes each of these. */
import { MODEL_CODEC_NAMES, parseCodecChoice } from '../gossip/codec/codec-choice.ts';
import {
  bestCorrections,
  type Correction,
  type DriftCorrection,
} from '../gossip/drift-correction/drift-correction.ts';
import type { Budget } from '../privacy/mechanism.ts';
import type { Rule } from '../settings/rules.ts';
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

/** `auto` leaves it to the method. */
export const GUARD_CHOICES = ['auto', 'on', 'off'] as const;
export type GuardChoice = (typeof GUARD_CHOICES)[number];

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

/** Why a method does not take a codec; null if it does. */
export function codecProblem(method: string, name: string): Rule | null {
  const choice = parseCodecChoice(name);
  if (choice === null) return { code: 'codec', auto: false };
  const { takesCodec } = methodNamed(method);
  if (name === 'float32' || takesCodec === 'differences') return null;
  if (takesCodec === undefined) return { code: 'float32-only', method };
  if (choice.kind === 'model') return null;
  const methods = METHODS.filter((one) => one.takesCodec === 'differences').map((one) => one.name);
  return { code: 'whole-models-only', codec: name, method, methods };
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

/** Those that are left of them where gradients are private: labels are not to be known, and what is long is noise. */
export function correctionsUnder(
  privacy: Budget | null,
  corrections: readonly Correction[],
): readonly Correction[] {
  if (privacy === null) return corrections;
  return corrections.filter((correction) => correction !== 'logits' && correction !== 'clip');
}

/** Why a method does not take corrections of drift, in words; null if it does. */
export function driftCorrectionProblem(method: string, chosen: DriftCorrection): Rule | null {
  if (chosen === 'auto' || chosen.length === 0) return null;
  if (methodNamed(method).driftCorrection !== undefined) return null;
  return { code: 'no-drift-correction', method };
}

/** Whether a peer of a run limits what others send. */
export function isGuarded(method: string, chosen: GuardChoice): boolean {
  if (chosen === 'auto') return methodNamed(method).guard === 'unasked';
  return chosen === 'on' && methodNamed(method).guard !== undefined;
}

/** Why a method takes no guard; null if it does, or none is asked for. */
export function guardProblem(method: string, chosen: GuardChoice): Rule | null {
  if (chosen !== 'on' || methodNamed(method).guard !== undefined) return null;
  const methods = METHODS.filter(({ guard }) => guard !== undefined).map(({ name }) => name);
  return { code: 'no-guard', method, methods };
}

/** Whom peers of a method have to be connected to. */
export const neighboursFor = (method: string): 'sample' | 'all' => methodNamed(method).neighbours ?? 'all';

/** What a person may choose from, of the codecs that a method takes. */
export const codecsFor = (method: string): readonly string[] =>
  MODEL_CODEC_NAMES.filter((name) => codecProblem(method, name) === null);

/** What a value of one of a method's own options would have to be; null if nothing is wrong with it. */
export function ownOptionProblem(method: string, name: string, value: number): Rule | null {
  const { options } = methodNamed(method);
  const names = Object.keys(options);
  if (!Object.hasOwn(options, name)) {
    return names.length === 0
      ? { code: 'no-own-options', method }
      : { code: 'no-such-option', method, names };
  }
  const { min, max, integer = false } = options[name];
  const allowed = value >= min && value <= max && (!integer || Number.isInteger(value));
  return allowed ? null : { code: 'number', whole: integer, least: min, most: max };
}
