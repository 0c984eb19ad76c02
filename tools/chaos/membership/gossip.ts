/** Staleness of gossip over the links of an overlay, beside that on the complete graph. */
import type { Neighbourhood } from '@hearsay/shared/gossip/environment/environment.ts';
import type { PeerIndex } from '@hearsay/shared/gossip/peer-index.ts';
import { inTurnSampler } from '@hearsay/shared/gossip/peer-sampler/in-turn.ts';
import type { PeerSampler } from '@hearsay/shared/gossip/peer-sampler/peer-sampler.ts';
import { uniformSampler } from '@hearsay/shared/gossip/peer-sampler/uniform.ts';
import { mitraUlukus } from '@hearsay/shared/methods/mitra-ulukus.ts';
import { nothing } from '@hearsay/shared/simulation/learners/objective.ts';
import type { Overlay } from '@hearsay/shared/simulation/membership/overlay.ts';
import { Simulation } from '@hearsay/shared/simulation/simulation.ts';
import { stalenessLaw } from '@hearsay/shared/theory/staleness-law.ts';

/** Updates that are followed, about: their number makes the error. */
const FOLLOWED = 12_000;
const MOST_TRACKED = 256;
const SHORTEST = 40;
/** Seconds in which nothing is stale yet. */
const WARM_UP = 8;
/** Seconds from one look at the overlay, and at the staleness, to the next. */
const STEP = 0.25;
/** Seconds after which a newcomer counts: until it has links it has missed whatever was learned before it came. */
const SETTLED = 15;
/** Seconds until peers of the complete graph notice a crash. */
const NOTICE = 5;

export interface GossipResult {
  /** Mean staleness over that of the complete graph of the same peers, measured in the same run. */
  readonly inTurn: number;
  readonly uniform: number;
  /** Of the complete graph, over the law. */
  readonly completeOverLaw: number;
}

/** Lets the overlay's peers, of which there are about as many all the time, gossip at the rate ln n while it goes on. */
export function measureGossip(
  overlay: Overlay,
  seed: number,
  onProgress: (done: number) => void,
): GossipResult {
  const start = overlay.now;
  /** The overlay's number of each simulated peer, and back. */
  const ids: PeerIndex[] = Array.from({ length: overlay.living.count }, (_, place) =>
    overlay.living.at(place),
  );
  const places = new Map(ids.map((id, place) => [id, place]));
  /** When those arrived that were not there at first. */
  const since: number[] = [];
  const peers = ids.length;
  const tracked = Math.min(peers, MOST_TRACKED);
  const end = Math.max(SHORTEST, WARM_UP + FOLLOWED / tracked);
  const neighbourhoods = new Map<PeerIndex, Neighbourhood>();
  const over = (sampler: PeerSampler): PeerSampler => ({
    ...sampler,
    sample({ self, random }) {
      let neighbours = neighbourhoods.get(self);
      if (neighbours === undefined) {
        const known = [...overlay.membership(ids[self]).neighbours()];
        neighbours = neighbourhoodOf(
          self,
          known.map((id) => places.get(id) ?? self),
        );
        neighbourhoods.set(self, neighbours);
      }
      return sampler.sample({ self, random, neighbours });
    },
  });
  const simulations = [over(inTurnSampler()), over(uniformSampler), uniformSampler].map((sampler) => {
    const method = mitraUlukus({
      gossip: 'ln',
      per: 'second',
      update: { rateOf: () => 1 },
      steps: 1,
      rate: 0.1,
      exchange: 'push',
    });
    return new Simulation({
      peers,
      seed,
      method: { ...method, sampler },
      objective: nothing(peers),
      trackedPeers: tracked,
    });
  });
  const stale = simulations.map(() => ({ sum: 0, pairs: 0 }));
  const present = new Set(ids);
  let arrived = overlay.arrived;
  for (let time = STEP; time <= end; time += STEP) {
    overlay.agenda.runUntil(start + time);
    neighbourhoods.clear();
    for (; arrived < overlay.arrived; arrived++) {
      places.set(arrived, ids.length);
      since[ids.length] = time;
      ids.push(arrived);
      present.add(arrived);
      for (const simulation of simulations) simulation.arrive();
    }
    const gone = [...present].filter((id) => !overlay.living.has(id));
    for (const id of gone) present.delete(id);
    const settled = (peer: PeerIndex): boolean => time - (since[peer] ?? 0) >= SETTLED;
    for (const [which, simulation] of simulations.entries()) {
      for (const id of gone) simulation.crash(places.get(id) ?? 0, NOTICE);
      simulation.runUntil(time);
      if (time < WARM_UP) continue;
      addStaleness(simulation, tracked, settled, stale[which]);
    }
    onProgress(time / end);
  }
  const [inTurn, uniform, complete] = stale.map(({ sum, pairs }) => sum / pairs);
  const law = stalenessLaw({
    variant: 'relay',
    exchange: 'push',
    peers,
    gossipRate: Math.log(peers),
    updateRate: 1,
  });
  return { inTurn: inTurn / complete, uniform: uniform / complete, completeOverLaw: complete / law };
}

/** Over pairs of a peer and one whose updates are tracked, both settled. */
function addStaleness(
  { peers, awake }: Simulation,
  tracked: number,
  settled: (peer: PeerIndex) => boolean,
  into: { sum: number; pairs: number },
): void {
  for (let position = 0; position < awake.count; position++) {
    const { self, versions } = peers[awake.at(position)];
    if (versions === null || !settled(self)) continue;
    for (let other = 0; other < tracked; other++) {
      if (other === self || !awake.has(other)) continue;
      into.sum += peers[other].updates - versions.get(other);
      into.pairs += 1;
    }
  }
}

function neighbourhoodOf(self: PeerIndex, others: readonly PeerIndex[]): Neighbourhood {
  const sorted = others.filter((other) => other !== self).sort((a, b) => a - b);
  const place = sorted.filter((other) => other < self).length;
  return {
    count: sorted.length,
    place,
    placeOf(peer) {
      const position = sorted.indexOf(peer);
      return position < 0 || position < place ? position : position + 1;
    },
    at: (position) => sorted[position],
  };
}
