/** Whom to talk to. */
import type { PeerContext } from '../peer-context.ts';
import type { PeerIndex } from '../peer-index.ts';

/** What a sampler looks at. */
export type SamplerContext = Pick<PeerContext, 'self' | 'random' | 'neighbours'>;

export interface PeerSampler {
  /** Called when the gossip clock rings. Null when there is nobody; may be the peer itself. */
  sample(context: SamplerContext): PeerIndex | null;
  /** All whom `sample` may give, appended. */
  all(context: SamplerContext, into: PeerIndex[]): void;
  /**
   * The mixing weight between this peer and another, where all of a peer's weights and that of itself, which is the
   * rest, make 1: the larger of the two peers' degrees, and itself, counted (Metropolis: Xiao & Boyd 2004,
   * doi 10.1016/j.sysconle.2004.02.022). 0 for who is not a neighbour.
   */
  weight(context: SamplerContext, other: PeerIndex): number;
}
