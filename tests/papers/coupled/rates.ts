/** How fast the mean squared error falls: as 1/k, and until then faster, the longer the worse peers are connected. */
import { type Graph, randomRegular, ring } from '@hearsay/shared/gossip/peer-sampler/graph.ts';
import { mean } from '../averages.ts';
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
      seeds: 30,
      ...(form === 'quick' ? { late: 400, rounds: 4000 } : { late: 1600, rounds: 16_000 }),
    },
    bad: {
      name: `a ring of ${RING}`,
      peers: RING,
      graph: ring,
      with: { offset: OFFSET, graph: 1 },
      ...(form === 'quick'
        ? { seeds: 3, late: 2000, rounds: 8000 }
        : { seeds: 30, late: 2000, rounds: 16_000 }),
    },
  };
};

export function rates(form: Form): Study {
  const { good, bad } = settingsOf(form);
  const inputs = [good, bad].flatMap((setting) =>
    Array.from(
      { length: setting.seeds },
      (_, seed): Case => ({
        peers: setting.peers,
        seed: seed + 1,
        with: setting.with,
        rate: RATE,
        noise: NOISE,
        measured: logSpaced(setting.rounds),
      }),
    ),
  );
  const module = new URL('./course.ts', import.meta.url).href;
  return studyOf<Case, readonly number[]>(module, inputs, (courses) => {
    const { within, atMost, atLeast } = claimsOf('coupled');
    const courseOf = (setting: Setting): [number, number][] => {
      const runs = courses.filter((_, i) => inputs[i].with === setting.with);
      return logSpaced(setting.rounds).map((round, k) => [round, mean(runs.map((run) => run[k]))]);
    };
    const lateSlope = (setting: Setting): number =>
      slopeOf(courseOf(setting).filter(([round]) => round >= setting.late));
    const transient = ({ graph, peers }: Setting): number => peers / spectralGap(graph, peers) ** 2;
    const transients = [good, bad].map(
      (setting) =>
        `${setting.name}: n / (1 - rho)^2 = ${Math.round(transient(setting)).toLocaleString('en')}`,
    );
    const ringSlope = lateSlope(bad);
    return {
      rows: [
        within(`late slope of the MSE, ${good.name}, ${good.seeds} seeds`, -1, lateSlope(good), 0.15),
        atLeast('its first late round, over n / (1 - rho)^2', 1, good.late / transient(good)),
        atMost(`late slope of the MSE, ${bad.name}, ${bad.seeds} seeds`, -1.5, ringSlope),
        atLeast(`late slope of the MSE, ${bad.name}, which is in its transient`, -2, ringSlope),
        atMost('its last round, over n / (1 - rho)^2', 1, bad.rounds / transient(bad)),
      ],
      charts: [
        {
          title: 'Error of the decision while the parameter is learned',
          subtitle: transients.join('; '),
          x: { label: 'rounds', scale: 'log' },
          y: { label: 'mean squared error', scale: 'log' },
          series: [good, bad].map((setting) => ({ name: setting.name, points: courseOf(setting) })),
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

/** The slope of the line through the logarithms, by least squares. */
function slopeOf(points: readonly (readonly [number, number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const centre = mean(logs.map(([x]) => x));
  const moment = logs.reduce((sum, [x, y]) => sum + (x - centre) * y, 0);
  return moment / logs.reduce((sum, [x]) => sum + (x - centre) ** 2, 0);
}
