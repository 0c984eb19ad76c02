/** A method is a record of choices, on each axis of the core. */
import type { Admission } from './admission/admission.ts';
import type { Codec, LinkCodec } from './codec/codec.ts';
import type { Guard } from './guard/guard.ts';
import type { Learner } from './learner/learner.ts';
import type { LocalUpdate } from './local-update/local-update.ts';
import type { Memory } from './memory.ts';
import type { Mixing } from './mixing/mixing.ts';
import type { PeerContext } from './peer-context.ts';
import type { PeerSampler } from './peer-sampler/peer-sampler.ts';
import type { Schedule } from './schedule/schedule.ts';

export interface Method {
  readonly name: string;
  readonly schedule: Schedule;
  readonly sampler: PeerSampler;
  readonly codec: Codec | LinkCodec;
  /** Whether what a model learned from third peers counts as known to who receives it. */
  readonly relays: boolean;
  /** Seconds from a message's arrival until it counts. */
  readonly applyDelay: number;
  /** Whether an offer says only what is new since the last one, so that a newer one cannot take its place while it
   * waits to be sent. Default: it says all. */
  readonly incremental?: boolean;
  /** Length of a peer's state for a model so long: the model's parameters come first, then what else is mixed with
   * them. Default the model alone. */
  readonly stateLength?: (dimension: number) => number;
  /** Most numbers in a message. Default as long as the state. */
  readonly messageLength?: (dimension: number) => number;
  /** Called once for each peer, whose parts may share what they hold. */
  readonly parts: (learner: Learner, peer: PeerContext) => PeerParts;
}

/** What of a method a peer has for itself. Parts without anything of a peer's own may be the same object for all. */
export interface PeerParts {
  readonly localUpdate: LocalUpdate;
  readonly mixing: Mixing;
  readonly admission: Admission;
  /** The admission rule, where it is one that limits what neighbours may do. */
  readonly guard?: Guard;
  /** Fills the state behind the model. */
  readonly initialise?: (state: Float32Array) => void;
  /** The model, where it is not the first numbers of the state as they are; valid until the next call. */
  readonly model?: (state: Float32Array) => Float32Array;
  /** Those of the learner that the parts use, where it is another than the peer's. */
  readonly memories?: readonly Memory[];
  /** The same: see `Learner`. */
  readonly forgetModel?: () => void;
}

export function stateLengthOf({ stateLength }: Method, dimension: number): number {
  return stateLength?.(dimension) ?? dimension;
}

export function messageLengthOf(method: Method, dimension: number): number {
  return method.messageLength?.(dimension) ?? stateLengthOf(method, dimension);
}
