/** What a peer is made of, and what it says of itself and of messages. */
import type { Environment } from './environment/environment.ts';
import type { Learner } from './learner/learner.ts';
import type { Remembered } from './memory.ts';
import type { Method } from './method.ts';
import type { VersionVector } from './versions/version-vector.ts';

export interface PeerOptions {
  readonly environment: Environment;
  readonly method: Method;
  readonly learner: Learner;
  /** The initial model first, `learner.dimension` long, and room for what the method adds: see `stateLengthOf`. The
   * peer takes it over. */
  readonly state: Float32Array;
  /** Where to keep which updates the model contains; null not to. */
  readonly versions: VersionVector | null;
  /** Where it was, for a peer that goes on: then `state` is as it was too. Default: it begins. */
  readonly progress?: PeerProgress | undefined;
  /** Whether the others in the room have learned already: it then takes over a neighbour's state before it gives anything
   * of its own. Default not. */
  readonly newcomer?: boolean;
  /** Fills the model anew, should it be lost. Default with what `state` began with, of which no copy is kept: zeros. */
  readonly initialise?: (model: Float32Array) => void;
}

/** What became of a message: it counted; the admission rule dropped it, or it was an answer that came too late; or it was
 * no vector that could be mixed. */
export type Received = 'admitted' | 'not-admitted' | 'implausible';

/** How far a peer is: with its state and versions, all that it goes on from. What neighbours sent and it has not mixed yet,
 * and an update under way, are not part of it. */
export interface PeerProgress {
  readonly updates: number;
  readonly steps: number;
  /** Of its parts; in an order that is the method's. */
  readonly memories: readonly Remembered[];
}
