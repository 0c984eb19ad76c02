/** What a mesh is made of, and where its time and randomness come from. */
import { VERSIONS, type Versions } from '@hearsay/shared/protocol/versions.ts';
import { createIntroducer, randomSession } from './introducer.ts';
import { createLink } from './link.ts';

export interface MeshParts {
  readonly createLink: typeof createLink;
  readonly createIntroducer: typeof createIntroducer;
  /** Names an attempt to connect, unlike all others. */
  readonly randomSession: () => string;
  /** Of what the membership draws: a whole number. */
  readonly seed: () => number;
  /** Milliseconds. */
  readonly now: () => number;
  /** Calls back when this computer comes to another network. @returns ends that */
  readonly onNetworkChange: (callback: () => void) => () => void;
  /** Of the protocol, those that are understood. */
  readonly versions: Versions;
}

export const realParts: MeshParts = {
  createLink,
  createIntroducer,
  randomSession,
  seed: () => crypto.getRandomValues(new Uint32Array(1))[0],
  now: () => performance.now(),
  onNetworkChange(callback) {
    // Node tells nothing of it.
    globalThis.addEventListener?.('online', callback);
    return () => globalThis.removeEventListener?.('online', callback);
  },
  versions: VERSIONS,
};
