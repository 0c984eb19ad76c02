/** How a run goes, for the main thread. */
import type { WorkerProgress } from './bridge.ts';
import type { PeerRun } from './peer-run.ts';

/** All but the advice, which follows from it. @param now seconds; each reading counts for the rates @param dropped messages, by reason */
export function progressOf(
  { peer, rates, staleness, privacy }: Pick<PeerRun, 'peer' | 'rates' | 'staleness' | 'privacy'>,
  now: number,
  dropped: Readonly<Record<string, number>>,
): Omit<WorkerProgress, 'advice'> {
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
    dropped: { ...dropped },
  };
}
