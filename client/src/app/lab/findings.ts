/** From what was measured to what is said of it. */
import type { LabSettings } from '@hearsay/shared/protocol/lab-settings.ts';
import { lambdaOf } from '../../lab/lines.ts';
import type { Moment, ScalingPoint } from '../../lab/measured.ts';
import { meanStaleness, stalenessLawOf } from '../../lab/theory.ts';
import { type Compared, type Growth, labWords } from './words.ts';

/** Both rates at the number of peers of the settings. */
export function comparisonSentence(settings: LabSettings, moments: readonly Moment[]): string {
  if (moments.length === 0) return labWords.comparisonWaits;
  const constant = comparedOf(settings, 'constant', moments);
  const ln = comparedOf(settings, 'ln', moments);
  return constant && ln ? labWords.comparison(settings.peers, constant, ln) : labWords.nobodyLeft;
}

function comparedOf(
  settings: LabSettings,
  line: ScalingPoint['line'],
  moments: readonly Moment[],
): Compared | null {
  const staleness = meanStaleness(settings, line, moments);
  const { peers } = settings;
  return staleness === null
    ? null
    : { staleness, law: stalenessLawOf(settings, line, peers), rate: lambdaOf(settings, peers, line) };
}

/** Both rates from the fewest to the most peers measured so far. */
export function scalingSentence(settings: LabSettings, points: readonly ScalingPoint[]): string {
  const constant = growthOf(points, 'constant');
  const ln = growthOf(points, 'ln');
  return constant && ln ? labWords.scaling(constant, ln, settings.gossip) : labWords.scalingWaits;
}

/** Null unless there are two numbers of peers. */
function growthOf(points: readonly ScalingPoint[], line: ScalingPoint['line']): Growth | null {
  const measured = points.flatMap(({ staleness, ...point }) =>
    point.line === line && staleness !== null ? [{ peers: point.peers, staleness }] : [],
  );
  measured.sort((a, b) => a.peers - b.peers);
  const [first] = measured;
  const last = measured.at(-1);
  if (!first || !last || first === last) return null;
  return { fewest: first.peers, most: last.peers, atFewest: first.staleness, atMost: last.staleness };
}
