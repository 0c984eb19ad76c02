/** All that a peer goes on from another time, as plain data that can be cloned. */
import type { PeerProgress } from '@hearsay/shared/gossip/peer-options.ts';
import type { VersionEntry } from '@hearsay/shared/protocol/model-message.ts';

/** What of a peer is other when it goes back to what it once was; how much it has done stays. */
export type PeerModel = Pick<PeerSnapshot, 'state' | 'versions' | 'memories'>;

export interface PeerSnapshot extends PeerProgress {
  /** The parameters first, then what the method mixes with them. */
  readonly state: Float32Array<ArrayBuffer>;
  /** Which updates of whom the model contains. */
  readonly versions: readonly VersionEntry[];
  /** Since training began, pauses included. */
  readonly seconds: number;
}
