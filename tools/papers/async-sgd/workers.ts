/** How many workers are best, and how many too many: with steady compute times, and with exponential ones. */
import {
  damping,
  delayOf,
  FASTEST,
  rightmostRootOfExponentialDelays,
  UNSTABLE,
} from '@hearsay/shared/theory/delayed-descent.ts';
import { mean } from '@hearsay/shared/util/numbers.ts';
import { type Interval, intervalOf } from '../interval.ts';
import { claimsOf, type Form, type Row, type Study, studyOf } from '../paper.ts';
import { TARGET, type WorkersInput, type WorkersResult } from './measure-workers.ts';

const MEASURE = new URL('./measure-workers.ts', import.meta.url).href;
/** Coefficients of variation that still count as nearly constant. */
const STEADY = [0, 0.1, 0.25];
const EXPONENTIAL = 1;
/** The eta h that the claimed speed-up is of. */
const SHARE = 0.05;
/** Where measurements lie, as a tau: close by what is claimed. */
const SCANNED = [
  0, 0.15, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.95, 1.2, 1.4, 1.45, 1.5, 1.55, 1.6, 1.65, 1.7,
  1.75, 1.8, 1.9, 2.1,
];
const SCANNED_EXPONENTIAL = [0, 0.15, 0.25, 0.35, 0.5, 0.75, 1.55, 3.15, 6.3];

interface Measured extends WorkersResult {
  readonly share: number;
  readonly spread: number;
  readonly workers: number;
  /** eta h (M - 1). */
  readonly late: number;
  /** Over one worker, by seed. */
  readonly speedUp: readonly number[];
}

const lawOf = (workers: number, share: number): { pull: number; delay: number } =>
  delayOf({ workers, stepSize: share, curvature: 1, updateSeconds: 1 });

export function workers(form: Form): Study {
  const shares = form === 'quick' ? [SHARE] : [0.02, SHARE, 0.1];
  const seeds = Array.from({ length: form === 'quick' ? 4 : 16 }, (_, k) => k + 1);
  const inputs = shares.flatMap((share) =>
    [...STEADY, EXPONENTIAL].flatMap((spread) =>
      countsOf(share, spread).map(
        (count): WorkersInput => ({
          workers: count,
          share,
          spread,
          seeds,
          // One worker alone takes longest to get there.
          duration: count === 1 ? Math.ceil(20 / share) : 120,
        }),
      ),
    ),
  );
  return studyOf(MEASURE, inputs, (results: readonly WorkersResult[]) => {
    const measured = inputs.map((input, i): Measured => {
      const alone = inputs.findIndex(
        ({ workers, share, spread }) => workers === 1 && share === input.share && spread === input.spread,
      );
      return {
        ...input,
        ...results[i],
        late: input.share * (input.workers - 1),
        speedUp: results[i].seconds.map((seconds, k) => results[alone].seconds[k] / seconds),
      };
    });
    return {
      rows: shares.flatMap((share) => {
        const ofShare = measured.filter((one) => one.share === share);
        return [
          ...STEADY.flatMap((spread) => steady(ofShare.filter((one) => one.spread === spread))),
          ...exponential(ofShare.filter((one) => one.spread === EXPONENTIAL)),
        ];
      }),
      charts: charts(measured.filter((one) => one.share === SHARE)),
    };
  });
}

/** Numbers of workers, each once. */
function countsOf(share: number, spread: number): number[] {
  const scanned = spread === EXPONENTIAL ? SCANNED_EXPONENTIAL : SCANNED;
  return [...new Set(scanned.map((late) => 1 + Math.round(late / share)))];
}

const { within, atMost, atLeast } = claimsOf('async-sgd');

/** By what is given of each: its mean over the seeds, or its value for one of them. */
const fastestOf = (runs: readonly Measured[], by: (speedUp: readonly number[]) => number = mean): Measured =>
  runs.reduce((best, one) => (by(one.speedUp) > by(best.speedUp) ? one : best));

/** What holds for each seed by itself. */
const bySeed = (runs: readonly Measured[], figure: (seed: number) => number): Interval =>
  intervalOf(runs[0].speedUp.map((_, seed) => figure(seed)));

const nearest = (runs: readonly Measured[], late: number): Measured =>
  runs.reduce((best, one) => (Math.abs(one.late - late) < Math.abs(best.late - late) ? one : best));

function steady(runs: readonly Measured[]): Row[] {
  const [{ share, spread }] = runs;
  const where = `variation ${spread}, eta h = ${share}`;
  const fastest = fastestOf(runs);
  const few = nearest(runs, 0.15);
  const many = nearest(runs, 0.95);
  const { pull, delay } = lawOf(many.workers, share);
  // Steps are not small: what one changes is the change half-way between two of them, half a step later than where it
  // was looked at.
  const predicted = damping(pull, delay + 0.5 / many.workers);
  const best = nearest(runs, FASTEST);
  return [
    within(
      `a tau of the fastest number of workers, 0.3 to 0.6 (${where})`,
      0.45,
      bySeed(runs, (seed) => fastestOf(runs, (speedUp) => speedUp[seed]).late),
      1 / 3,
    ),
    within(
      `a tau at which it begins to diverge (${where})`,
      UNSTABLE,
      bySeed(runs, (seed) => edgeOf(runs, seed)),
      0.12,
    ),
    ...(share === SHARE
      ? [
          atLeast(
            `speed-up of ${fastest.workers} workers over one (${where})`,
            15,
            intervalOf(fastest.speedUp),
          ),
        ]
      : []),
    atLeast(
      `a little staleness: speed-up of ${few.workers} workers (${where})`,
      few.workers,
      intervalOf(few.speedUp),
    ),
    atMost(
      `more do not help: ${many.workers} workers' speed over ${best.workers}', at 1 / e (${where})`,
      1,
      bySeed(runs, (seed) => many.speedUp[seed] / best.speedUp[seed]),
    ),
    within(
      `damping of ${many.workers} workers, predicted (${where})`,
      predicted,
      intervalOf(many.damping),
      0.12,
    ),
  ];
}

function exponential(runs: readonly Measured[]): Row[] {
  const [{ share }] = runs;
  const where = `exponential, eta h = ${share}`;
  const few = nearest(runs, FASTEST);
  const many = nearest(runs, 2 * UNSTABLE);
  return [
    atLeast(
      `no edge: damping at twice pi / 2, ${many.workers} workers (${where})`,
      0,
      intervalOf(many.damping),
    ),
    atMost(
      `a slow-down: their speed over that of ${few.workers}, at 1 / e (${where})`,
      1,
      bySeed(runs, (seed) => many.speedUp[seed] / few.speedUp[seed]),
    ),
  ];
}

/** Where the damping passes 0, between two neighbours. */
function edgeOf(runs: readonly Measured[], seed: number): number {
  const after = runs.findIndex((run) => run.damping[seed] < 0);
  if (after < 1) return Number.NaN;
  const [a, b] = [runs[after - 1], runs[after]];
  const [before, beyond] = [a.damping[seed], b.damping[seed]];
  return a.late + ((b.late - a.late) * before) / (before - beyond);
}

function charts(measured: readonly Measured[]): ReturnType<Study['report']>['charts'] {
  const spreads = [...STEADY, EXPONENTIAL];
  const nameOf = (spread: number): string => (spread === EXPONENTIAL ? 'exponential' : `variation ${spread}`);
  const seriesOf = (
    y: (one: Measured) => number,
  ): { name: string; markers: true; points: [number, number][] }[] =>
    spreads.map((spread) => ({
      name: nameOf(spread),
      markers: true,
      points: measured
        .filter((one) => one.spread === spread && one.late < 3.5)
        .map((one): [number, number] => [one.late, y(one)]),
    }));
  const law = (of: (pull: number, delay: number) => number): [number, number][] =>
    Array.from({ length: 141 }, (_, k) => {
      const { pull, delay } = lawOf(1 + k / 2, SHARE);
      return [(SHARE * k) / 2, of(pull, delay)];
    });
  return [
    {
      title: 'Speed-up over one worker',
      subtitle: `until the loss is ${TARGET} of what it was, eta h = ${SHARE}; fastest at ${FASTEST.toFixed(2)} by the law`,
      x: { label: 'a tau = eta h (M - 1)', scale: 'linear' },
      y: { label: 'times as fast', scale: 'linear', min: 0 },
      // Who did not get there in the time is not shown.
      series: seriesOf(({ speedUp }) => (mean(speedUp) > 0 ? mean(speedUp) : Number.NaN)),
    },
    {
      title: 'How fast the distance to the optimum shrinks',
      subtitle: 'below 0 it grows; dashed: the rightmost characteristic root',
      x: { label: 'a tau = eta h (M - 1)', scale: 'linear' },
      y: { label: 'damping (1/s)', scale: 'linear' },
      series: [
        ...seriesOf((one) => mean(one.damping)),
        { name: 'law, constant delays', dashed: true, points: law(damping) },
        {
          name: 'law, exponential delays',
          dashed: true,
          colorOf: 'exponential',
          points: law((pull, delay) => -rightmostRootOfExponentialDelays(pull, delay).re),
        },
      ],
    },
  ];
}
