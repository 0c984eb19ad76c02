/** How a run goes, for the main thread. */
import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';
import type { WorkerProgress } from './bridge.ts';
import type { PeerRun } from './peer-run.ts';

/** Of a neighbour that is let do less than this share of what it would, others are told. */
const MOSTLY = 0.5;

/** Neighbours of whose moves less than half was let through lately, and which share was: see `Guard`. */
export function limitedBy({
  peer,
  environment,
}: Pick<PeerRun, 'peer' | 'environment'>): Record<PeerId, number> {
  const limited: Record<PeerId, number> = {};
  const { neighbours } = environment;
  for (let position = 0; position < neighbours.count; position++) {
    const neighbour = neighbours.at(position);
    const share = peer.shareOf(neighbour);
    if (share < MOSTLY) limited[environment.idOf(neighbour)] = share;
  }
  return limited;
}

/** All but the advice, which follows from it. @param now seconds; each reading counts for the rates @param dropped messages, by reason */
export function progressOf(
  run: Pick<PeerRun, 'peer' | 'environment' | 'rates' | 'staleness' | 'privacy'>,
  now: number,
  dropped: Readonly<Record<string, number>>,
): Omit<WorkerProgress, 'advice'> {
  const { peer, rates, staleness, privacy } = run;
  return {
    updates: peer.updates,
    steps: peer.steps,
    stepsPerSecond: rates.steps.read(now, peer.steps),
    updateRate: rates.updates.read(now, peer.updates),
    gossipRate: rates.exchanges.read(now, peer.exchanges),
    staleness: staleness.summary(now),
    pace: peer.pace,
    answerSeconds: peer.answerSeconds,
    privacy: privacy?.state ?? null,
    stepsSkipped: peer.stepsSkipped,
    modelsLost: peer.modelsLost,
    limited: limitedBy(run),
    dropped: { ...dropped },
  };
}
