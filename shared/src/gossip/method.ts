/** A method is a record of choices, one on each axis of the core. */
import type { Admission } from './admission/admission.ts';
import type { Codec } from './codec/codec.ts';
import type { Learner } from './learner/learner.ts';
import type { LocalUpdate } from './local-update/local-update.ts';
import type { Mixing } from './mixing/mixing.ts';
import type { PeerSampler } from './peer-sampler/peer-sampler.ts';
import type { Schedule } from './schedule/schedule.ts';

export interface Method {
  readonly name: string;
  readonly schedule: Schedule;
  readonly sampler: PeerSampler;
  readonly codec: Codec;
  readonly admission: Admission;
  readonly mixing: Mixing;
  /** Whether what a model learned from third peers counts as known to who receives it. */
  readonly relays: boolean;
  /** Seconds from a message's arrival until it counts. */
  readonly applyDelay: number;
  /** Local updates keep working copies, so every peer has its own. */
  readonly localUpdate: (learner: Learner) => LocalUpdate;
}
