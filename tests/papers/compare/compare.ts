/** All methods in one room: who learns best with the same compute, and at what price. */
import { METHODS } from '@hearsay/shared/methods/methods.ts';
import type { ExperimentResult } from '@hearsay/shared/simulation/experiment.ts';
import { type Specification, specify } from '../../experiments/specification.ts';
import { mean } from '../averages.ts';
import { type Form, type Paper, type Row, type SimulationStudy, simulationStudy } from '../paper.ts';

const NAME = 'compare';
/** What one speaks of as having learned, in the table's column of times. */
const GOOD = 0.8;
/** Share of the peers that go in the course of a run; as many arrive. */
const CHURN = 0.1;

/** Two ways to run the default method. */
const EXCHANGES = ['swap', 'push'] as const;

interface Contender {
  readonly name: string;
  readonly specification: Specification;
}

function contenders(form: Form): readonly Contender[] {
  const peers = form === 'quick' ? 8 : 32;
  const duration = form === 'quick' ? 40 : 300;
  const common = {
    peers,
    duration,
    seed: 1,
    learner: 'mlp',
    data: 'mnist',
    partition: { kind: 'dirichlet', alpha: 0.1 },
    samples: 200,
    steps: 5,
    rate: 0.05,
    slow: { oneIn: 4, times: 5 },
    churn: {
      leave: CHURN / 2 / duration,
      crash: CHURN / 2 / duration,
      arrive: (CHURN * peers) / duration,
    },
    network: { latency: 0.05, jitter: 0.02 },
    evaluations: form === 'quick' ? 4 : 30,
    trackedPeers: 0,
  } as const;
  return METHODS.flatMap(({ name }): Contender[] =>
    name === 'mitra-ulukus'
      ? EXCHANGES.map((exchange) => ({
          name: `${name}, ${exchange}`,
          specification: specify({ ...common, method: name, exchange }),
        }))
      : [{ name, specification: specify({ ...common, method: name }) }],
  );
}

function comparison(form: Form): SimulationStudy {
  const all = contenders(form);
  return {
    specifications: all.map(({ specification }) => specification),
    report(results) {
      const measured = all.map(({ name }, i) => ({ name, ...summarise(results[i]) }));
      const row = (claim: string, value: number): Row => ({
        paper: NAME,
        claim,
        law: null,
        measured: value,
        tolerance: 0,
        relation: 'measured',
        holds: true,
      });
      return {
        rows: measured.flatMap(({ name, ofMean, mean, worst, megabytes, seconds }): Row[] => [
          row(`${name}: accuracy of the mean model`, ofMean),
          row(`${name}: mean accuracy of the peers`, mean),
          row(`${name}: accuracy of the worst peer`, worst),
          row(`${name}: megabytes a peer sent`, megabytes),
          ...(seconds < Number.POSITIVE_INFINITY
            ? [row(`${name}: virtual seconds until the peers’ mean accuracy is ${GOOD}`, seconds)]
            : []),
        ]),
        table: {
          header: [
            'method',
            'mean model',
            'mean of the peers',
            'worst peer',
            'MB a peer',
            `seconds to ${GOOD}`,
          ],
          rows: best(measured, ({ mean }) => mean, measured.length).map((one) => [
            one.name,
            one.ofMean,
            one.mean,
            one.worst,
            one.megabytes,
            one.seconds < Number.POSITIVE_INFINITY ? one.seconds : 'never',
          ]),
        },
        charts: [
          {
            title: 'Mean accuracy of the peers',
            subtitle: 'MNIST, Dirichlet 0.1; one in four 5 times slower, 10 % churn',
            x: { label: 'virtual seconds', scale: 'linear' },
            y: { label: 'accuracy', scale: 'linear', min: 0, max: 1 },
            series: best(measured, ({ mean }) => mean).map(({ name, course }) => ({
              name,
              points: course.map((moment) => [moment.time, moment.accuracy?.mean ?? 0] as const),
            })),
          },
          {
            title: 'Accuracy of the worst peer',
            subtitle: 'MNIST, Dirichlet 0.1; one in four 5 times slower, 10 % churn',
            x: { label: 'virtual seconds', scale: 'linear' },
            y: { label: 'accuracy', scale: 'linear', min: 0, max: 1 },
            series: best(measured, ({ worst }) => worst).map(({ name, course }) => ({
              name,
              points: course.map((moment) => [moment.time, moment.accuracy?.worst ?? 0] as const),
            })),
          },
        ],
        conclusions: conclude(measured),
      };
    },
  };
}

interface Measured {
  readonly name: string;
  readonly ofMean: number;
  readonly mean: number;
  readonly worst: number;
  readonly megabytes: number;
  /** Infinity where it never was. */
  readonly seconds: number;
  readonly course: ExperimentResult['history'];
}

/** Accuracies are means over the last quarter of the run: at one moment chance has too much of a say. */
function summarise(result: ExperimentResult): Omit<Measured, 'name'> {
  const { history } = result;
  const late = history.slice(Math.floor(history.length * 0.75));
  return {
    ofMean: mean(late.map(({ ofMean }) => ofMean.accuracy ?? 0)),
    mean: mean(late.map(({ accuracy }) => accuracy?.mean ?? 0)),
    worst: mean(late.map(({ accuracy }) => accuracy?.worst ?? 0)),
    megabytes: result.bytesPerPeer / 1e6,
    seconds:
      history.find(({ accuracy }) => accuracy !== undefined && accuracy.mean >= GOOD)?.time ??
      Number.POSITIVE_INFINITY,
    course: history,
  };
}

/** A chart takes so many lines before they can't be told apart. */
const LINES = 6;

const best = (all: readonly Measured[], by: (one: Measured) => number, most = LINES): Measured[] =>
  [...all].sort((a, b) => by(b) - by(a)).slice(0, most);

/** Who wins where, in sentences. What has everybody's data in one place does not compete. */
function conclude(measured: readonly Measured[]): string[] {
  const competing = measured.filter(({ name }) => name !== 'centralised' && name !== 'local-only');
  const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
  const [byMean] = best(competing, ({ mean }) => mean);
  const [byWorst] = best(competing, ({ worst }) => worst);
  const [fastest] = best(competing, ({ seconds }) => -seconds);
  const good = competing.filter(({ seconds }) => seconds < Number.POSITIVE_INFINITY);
  const [cheapest] = best(good, ({ megabytes }) => -megabytes);
  const sentences = [
    `Best mean accuracy of the peers: ${byMean.name}, ${percent(byMean.mean)}.`,
    `Best worst peer: ${byWorst.name}, ${percent(byWorst.worst)}.`,
  ];
  if (good.length === 0) return [...sentences, `No method reached a mean accuracy of ${GOOD} in this time.`];
  return [
    ...sentences,
    `First at a mean accuracy of ${GOOD}: ${fastest.name}, after ${fastest.seconds.toFixed(0)} virtual seconds.`,
    `Fewest bytes among those that reached it: ${cheapest.name}, ${cheapest.megabytes.toFixed(1)} MB a peer.`,
  ];
}

export const compare: Paper = {
  name: NAME,
  title: 'All methods in one room',
  about:
    'Every method on MNIST dealt out unevenly (Dirichlet 0.1), one peer in four five times slower than the others, a tenth ' +
    'of the peers gone and replaced in the course of the run. All take the same local steps a second, of the same size, with ' +
    'what the methods themselves set by default; centralised has everybody’s data in one place, and is the bound. Megabytes ' +
    'are means over the peers: where there is a hub, its own are many times that, and all depends on it.',
  open: [],
  studies: (form) => [simulationStudy(comparison(form))],
};
