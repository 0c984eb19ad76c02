/** How fast the mean squared error falls: as 1/k, and until then faster, the longer the worse peers are connected. */
import { type Graph, randomRegular, ring } from '@hearsay/shared/gossip/peer-sampler/graph.ts';
import { mean } from '@hearsay/shared/util/numbers.ts';
import { logSlope } from '../averages.ts';
import { type Interval, intervalOf, jackknife } from '../interval.ts';
import { claimsOf, type Form, type Study, studyOf } from '../paper.ts';
import { type Case, GRAPH_SEED } from './course.ts';
import { spectralGap } from './spectral-gap.ts';

/** The sum of a step's decrease is (rate * K) / k: 2 / k, for curvatures of about 1. */
const RATE = 0.1;
const OFFSET = 20;
const NOISE = 2;
/** Rounds that are measured, from one power of ten to the next. */
const PER_DECADE = 10;
const RING = 64;
/** Times the error with all data in one place that still is the same rate. */
const COMPARABLE = 1.2;

interface Setting {
  readonly name: string;
  readonly peers: number;
  readonly graph: Graph;
  readonly with: Readonly<Record<string, number>>;
  readonly seeds: number;
  /** The slope is that from `late` to `rounds`. */
  readonly late: number;
  readonly rounds: number;
}

/** The method's own names for its graphs. */
const settingsOf = (form: Form): { readonly good: Setting; readonly bad: Setting } => {
  const { peers, degree } = form === 'quick' ? { peers: 8, degree: 4 } : { peers: 32, degree: 8 };
  return {
    good: {
      name: `${peers} peers, degree ${degree}`,
      peers,
      graph: randomRegular(degree, GRAPH_SEED),
      with: { offset: OFFSET, graph: 2, degree },
      // The slope's interval is to be much narrower than its tolerance.
      ...(form === 'quick'
        ? { seeds: 100, late: 200, rounds: 2500 }
        : { seeds: 100, late: 800, rounds: 16_000 }),
    },
    bad: {
      name: `a ring of ${RING}`,
      peers: RING,
      graph: ring,
      with: { offset: OFFSET, graph: 1 },
      ...(form === 'quick'
        ? { seeds: 3, late: 1500, rounds: 5000 }
        : { seeds: 8, late: 2000, rounds: 16_000 }),
    },
  };
};

export function rates(form: Form): Study {
  const { good, bad } = settingsOf(form);
  const runs = [good, bad].flatMap((setting) =>
    [false, true].flatMap((inOnePlace) =>
      Array.from({ length: setting.seeds }, (_, k) => ({ setting, inOnePlace, seed: k + 1 })),
    ),
  );
  const inputs = runs.map(
    ({ setting, inOnePlace, seed }): Case => ({
      peers: setting.peers,
      seed,
      with: setting.with,
      rate: RATE,
      noise: NOISE,
      ...(inOnePlace ? { inOnePlace } : {}),
      measured: logSpaced(setting.rounds),
    }),
  );
  const module = new URL('./course.ts', import.meta.url).href;
  return studyOf<Case, readonly number[]>(module, inputs, (courses) => {
    const { within, atMost, atLeast } = claimsOf('coupled');
    const coursesOf = (setting: Setting, inOnePlace = false): (readonly number[])[] =>
      courses.filter((_, i) => runs[i].setting === setting && runs[i].inOnePlace === inOnePlace);
    const meanCourse = (setting: Setting, of = coursesOf(setting)): [number, number][] =>
      logSpaced(setting.rounds).map((round, k) => [round, mean(of.map((run) => run[k]))]);
    /** That of the mean square over the seeds. */
    const lateSlope = (setting: Setting): Interval =>
      jackknife(coursesOf(setting), (some) =>
        logSlope(meanCourse(setting, [...some]).filter(([round]) => round >= setting.late)),
      );
    /** Both are means over the later rounds: that of a single one swings with the noise. */
    const overOnePlace = (setting: Setting): Interval => {
      const late = (course: readonly number[]): number =>
        mean(course.filter((_, k) => logSpaced(setting.rounds)[k] >= setting.late));
      const together = coursesOf(setting, true);
      return intervalOf(coursesOf(setting).map((run, i) => late(run) / late(together[i])));
    };
    const transient = ({ graph, peers }: Setting): number => peers / spectralGap(graph, peers) ** 2;
    const transients = [good, bad].map(
      (setting) =>
        `${setting.name}: n / (1 - rho)^2 = ${Math.round(transient(setting)).toLocaleString('en')}`,
    );
    const ringSlope = lateSlope(bad);
    const over = 'late MSE over that with all data in one place';
    return {
      rows: [
        within(`late slope of the MSE, ${good.name}, ${good.seeds} seeds`, -1, lateSlope(good), 0.15),
        atMost(`${over}, ${good.name}, ${good.seeds} seeds`, COMPARABLE, overOnePlace(good)),
        atMost(`late slope of the MSE, ${bad.name}, ${bad.seeds} seeds`, -1.5, ringSlope),
        atLeast(
          `late slope of the MSE, ${bad.name}, ${bad.seeds} seeds, which is in its transient`,
          -2,
          ringSlope,
        ),
        atLeast(`${over}, ${bad.name}, ${bad.seeds} seeds`, 10 * COMPARABLE, overOnePlace(bad)),
      ],
      charts: [
        {
          title: 'Error of the decision while the parameter is learned',
          subtitle: transients.join('; '),
          x: { label: 'rounds', scale: 'log' },
          y: { label: 'mean squared error', scale: 'log' },
          series: [good, bad].flatMap((setting) => [
            { name: setting.name, points: meanCourse(setting) },
            {
              name: `${setting.peers} in one place`,
              dashed: true,
              colorOf: setting.name,
              points: meanCourse(setting, coursesOf(setting, true)),
            },
          ]),
        },
      ],
    };
  });
}

/** Rounds at equal distances on a logarithmic axis, from 10 to the last. */
function logSpaced(last: number): number[] {
  const count = Math.round(PER_DECADE * Math.log10(last / 10));
  return Array.from({ length: count + 1 }, (_, k) => Math.round(10 * (last / 10) ** (k / count)));
}
