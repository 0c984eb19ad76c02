/** What theory says of the two rates. Churn and its newcomers are in no law: the laws are those of peers that stay. */
import type { LabSettings } from '@hearsay/shared/settings/lab-settings.ts';
import type { QuadraticObjective } from '@hearsay/shared/simulation/learners/quadratic.ts';
import { expectedError } from '@hearsay/shared/theory/gossip-descent.ts';
import { stalenessLaw } from '@hearsay/shared/theory/staleness-law.ts';
import { mean } from '@hearsay/shared/util/numbers.ts';
import { lambdaOf, UPDATE_RATE } from './lines.ts';
import type { LineName, Moment } from './measured.ts';

/** From when staleness counts: it begins at 0. In times of its mean, and the share of a run that it is at least and most. */
const SETTLED_AFTER = 3;
const SHORTEST_WARM_UP = 0.25;
const LONGEST_WARM_UP = 0.75;

/** Mean staleness, in updates. */
export function stalenessLawOf(settings: LabSettings, line: LineName, peers: number): number {
  return stalenessLaw({
    variant: 'relay',
    exchange: settings.exchange,
    peers,
    gossipRate: lambdaOf(settings, peers, line),
    updateRate: UPDATE_RATE,
    latency: settings.latency / UPDATE_RATE,
  });
}

/** The moment of a run (virtual seconds) from which staleness is averaged. */
export function settledFrom(settings: LabSettings, line: LineName, peers: number, duration: number): number {
  const warmUp = line === 'beside' ? 0 : SETTLED_AFTER * stalenessLawOf(settings, line, peers);
  return Math.min(LONGEST_WARM_UP * duration, Math.max(SHORTEST_WARM_UP * duration, warmUp));
}

/** Whether a run is long enough for its staleness to forget how it began. */
export function settles(settings: LabSettings, line: LineName, peers: number, duration: number): boolean {
  return SETTLED_AFTER * stalenessLawOf(settings, line, peers) <= LONGEST_WARM_UP * duration;
}

/** Mean staleness of a run since it has settled, or so far where it has not; null where none was measured. */
export function meanStaleness(
  settings: LabSettings,
  line: LineName,
  moments: readonly Moment[],
): number | null {
  const from = settledFrom(settings, line, settings.peers, settings.updates);
  const settled = moments.filter(({ time }) => time > from);
  const measured = (settled.length > 0 ? settled : moments.slice(-1)).flatMap(
    ({ lines }) => lines[line]?.staleness ?? [],
  );
  return measured.length === 0 ? null : mean(measured);
}

/**
 * Mean error of the peers' models on the lab's quadratics, where messages take no time.
 * @param times virtual seconds
 */
export function expectedErrorOf(
  settings: LabSettings,
  line: LineName,
  { optimum, curvature }: QuadraticObjective,
  times: readonly number[],
): number[] {
  const { peers, exchange, step } = settings;
  return expectedError(
    {
      peers,
      exchange,
      gossipRate: lambdaOf(settings, peers, line),
      updateRate: UPDATE_RATE,
      stepSize: step,
      modes: [...curvature].map((one, mode) => ({
        curvature: one,
        // All begin at the origin.
        distance: optimum[mode],
        // The optimum is the mean of what the peers want, each drawn with variance 1.
        spread: (peers - 1) / peers,
      })),
    },
    times,
  );
}
