/** From what was measured to what is said of it. */
import type { LabSettings } from '@hearsay/shared/settings/lab-settings.ts';
import { lambdaOf } from '../../lab/lines.ts';
import type { Moment, ScalingPoint } from '../../lab/measured.ts';
import { meanStaleness, stalenessLawOf } from '../../lab/theory.ts';
import { words } from '../words/words.ts';

/** From this factor on, something grows. */
const GROWS = 1.15;

/** One rate at one number of peers. */
export interface Compared {
  readonly rate: number;
  /** Measured staleness, and what the law says, in updates. */
  readonly staleness: number;
  readonly law: number;
}

/** One rate at the fewest and at the most peers that were measured. */
export interface Growth {
  readonly fewest: number;
  readonly most: number;
  /** Staleness, in updates. */
  readonly atFewest: number;
  readonly atMost: number;
  /** Null where it is not worth speaking of. */
  readonly factor: number | null;
}

/** Both rates at the number of peers of the settings. */
export function comparisonSentence(settings: LabSettings, moments: readonly Moment[]): string {
  const { lab: say } = words.value;
  if (moments.length === 0) return say.comparisonWaits;
  const constant = comparedOf(settings, 'constant', moments);
  const ln = comparedOf(settings, 'ln', moments);
  return constant && ln ? say.comparison(settings.peers, constant, ln) : say.nobodyLeft;
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
  const { lab: say } = words.value;
  const constant = growthOf(points, 'constant');
  const ln = growthOf(points, 'ln');
  return constant && ln ? say.scaling(constant, ln, settings.gossip) : say.scalingWaits;
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
  const factor = last.staleness / first.staleness;
  return {
    fewest: first.peers,
    most: last.peers,
    atFewest: first.staleness,
    atMost: last.staleness,
    factor: factor >= GROWS ? factor : null,
  };
}
