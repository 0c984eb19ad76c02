/** Whom to talk to. */

import type { Neighbourhood } from '../environment/environment.ts';
import type { PeerIndex } from '../peer-index.ts';
import type { Random } from '../random/random.ts';

export interface PeerSampler {
  /** Called when the gossip clock rings. Null when there is nobody. */
  sample(neighbours: Neighbourhood, random: Random): PeerIndex | null;
}
