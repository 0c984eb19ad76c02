/** The runs that are compared: at which rates, and when they are looked at. */
import { type GossipRate, gossipRateOf } from '@hearsay/shared/gossip/schedule/gossip-rate.ts';
import { COMPARED_METHOD, type LabSettings } from '@hearsay/shared/settings/lab-settings.ts';
import type { LineName } from './measured.ts';

/** Updates of a peer per second: a second of the lab's clock is an update. */
export const UPDATE_RATE = 1;
/** Moments of a run that are measured. */
export const MOMENTS = 100;
/** Numbers of peers that the two rates are compared at. */
export const SCALING_PEERS: readonly number[] = [8, 32, 128, 512, 2048];
/** Peers whose models are evaluated at a time, spread evenly over all. */
const EVALUATED = { quadratic: 1024, classes: 24 } as const;

/** The runs of a comparison. */
export function linesOf({ method }: LabSettings): readonly LineName[] {
  return method === COMPARED_METHOD ? ['constant', 'ln'] : ['constant', 'ln', 'beside'];
}

/** A method beside the two that leaves the gossip rate open takes ln n. */
export function rateOf({ gossip }: LabSettings, line: LineName): GossipRate {
  return line === 'constant' ? gossip : 'ln';
}

/** Exchanges that a peer starts per second, and so per update. */
export function lambdaOf(settings: LabSettings, peers: number, line: LineName): number {
  return UPDATE_RATE * gossipRateOf(rateOf(settings, line), peers);
}

/** When a run of so many virtual seconds is looked at. */
export function timesOf(duration: number): number[] {
  return Array.from({ length: MOMENTS }, (_, moment) => (duration * (moment + 1)) / MOMENTS);
}

/** How many peers' models the worst and the mean are of. */
export function evaluatedPeers({ learner, peers }: LabSettings): number {
  return Math.min(peers, EVALUATED[learner]);
}
