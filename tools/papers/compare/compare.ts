/** All methods in one room: who learns best with the same compute, and at what price. */

import type { LineChart } from '@hearsay/shared/charts/chart.ts';
import { METHODS } from '@hearsay/shared/methods/methods.ts';
import type { ExperimentResult } from '@hearsay/shared/simulation/experiment.ts';
import { mean } from '@hearsay/shared/util/numbers.ts';
import { type Specification, specify } from '../../experiments/specification.ts';
import { courseOf } from '../averages.ts';
import { boundsOf, formatInterval, type Interval, intervalOf } from '../interval.ts';
import { claimsOf, type Form, type Paper, type Study, studyOf } from '../paper.ts';
import { lateAccuracy, lateMoments, type TunedRun, type TunedRunResult } from './tuned-run.ts';

const NAME = 'compare';
/** What one speaks of as having learned, in the table's column of times. */
const GOOD = 0.8;
/** Share of the peers that go in the course of a run; as many arrive. */
const CHURN = 0.1;
const RATES = { quick: [0.03, 0.1], full: [0.01, 0.03, 0.1, 0.3] };
const TUNING_SEED = 100;
const SEEDS = { quick: [1, 2], full: [1, 2, 3, 4, 5] };

/** Two ways to run the default method. */
const EXCHANGES = ['swap', 'push'] as const;

interface Contender {
  readonly name: string;
  readonly specification: Specification;
}

function contenders(form: Form): readonly Contender[] {
  const peers = form === 'quick' ? 8 : 32;
  const duration = form === 'quick' ? 10 : 240;
  const common = {
    peers,
    duration,
    learner: 'mlp',
    // As the papers have it, which have none.
    driftCorrection: [],
    data: 'mnist',
    partition: { kind: 'dirichlet', alpha: 0.1 },
    samples: 200,
    steps: 5,
    slow: { oneIn: 4, times: 5 },
    churn: {
      leave: CHURN / 2 / duration,
      crash: CHURN / 2 / duration,
      arrive: (CHURN * peers) / duration,
    },
    network: { latency: 0.05, jitter: 0.02 },
    evaluations: form === 'quick' ? 2 : 16,
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

function comparison(form: Form): Study {
  const all = contenders(form);
  const inputs = all.map(
    ({ specification }): TunedRun => ({
      specification,
      rates: RATES[form],
      tuningSeed: TUNING_SEED,
      seeds: SEEDS[form],
    }),
  );
  const module = new URL('./tuned-run.ts', import.meta.url).href;
  return studyOf<TunedRun, TunedRunResult>(module, inputs, (results) => {
    const { measured: row } = claimsOf(NAME);
    const measured = all.map(({ name }, i) => ({ name, ...summarise(results[i]) }));
    return {
      rows: measured.flatMap(({ name, ofMean, bySeed, worst, megabytes, seconds, rate }) => [
        row(`${name}: accuracy of the mean model`, ofMean),
        row(`${name}: mean accuracy of the peers`, intervalOf(bySeed)),
        row(`${name}: accuracy of the worst peer`, intervalOf(worst)),
        row(`${name}: megabytes a peer sent`, megabytes),
        row(`${name}: step size`, rate),
        ...(seconds.every(Number.isFinite)
          ? [row(`${name}: virtual seconds until the peers’ mean accuracy is ${GOOD}`, intervalOf(seconds))]
          : []),
      ]),
      table: {
        header: [
          'method',
          'step size',
          'mean model',
          'mean of the peers',
          'worst peer',
          'MB a peer',
          `seconds to ${GOOD}`,
        ],
        rows: best(measured, ({ bySeed }) => mean(bySeed), measured.length).map((one) => [
          one.name,
          one.rate,
          formatInterval(one.ofMean),
          formatInterval(intervalOf(one.bySeed)),
          formatInterval(intervalOf(one.worst)),
          formatInterval(one.megabytes),
          timeText(one.seconds),
        ]),
      },
      charts: [
        chartOf(measured, 'Mean accuracy of the peers', 'mean'),
        chartOf(measured, 'Accuracy of the worst peer', 'worst'),
      ],
      conclusions: conclude(measured, RATES[form]),
    };
  });
}

interface Measured {
  readonly name: string;
  /** The step size that was chosen. */
  readonly rate: number;
  readonly ofMean: Interval;
  /** Mean accuracy of the peers, by seed. */
  readonly bySeed: readonly number[];
  /** Accuracy of the worst peer, by seed. */
  readonly worst: readonly number[];
  readonly megabytes: Interval;
  /** By seed; Infinity where it never was. */
  readonly seconds: readonly number[];
  readonly runs: readonly ExperimentResult[];
}

function summarise({ rate, runs }: TunedRunResult): Omit<Measured, 'name'> {
  return {
    rate,
    ofMean: intervalOf(runs.map((run) => mean(lateMoments(run).map(({ ofMean }) => ofMean.accuracy ?? 0)))),
    bySeed: runs.map(lateAccuracy),
    worst: runs.map((run) => mean(lateMoments(run).map(({ accuracy }) => accuracy?.worst ?? 0))),
    megabytes: intervalOf(runs.map(({ bytesPerPeer }) => bytesPerPeer / 1e6)),
    seconds: runs.map(
      ({ history }) =>
        history.find(({ accuracy }) => accuracy !== undefined && accuracy.mean >= GOOD)?.time ??
        Number.POSITIVE_INFINITY,
    ),
    runs,
  };
}

function timeText(seconds: readonly number[]): string {
  const reached = seconds.filter(Number.isFinite).length;
  if (reached === seconds.length) return formatInterval(intervalOf(seconds));
  return reached === 0 ? 'never' : `${reached} of ${seconds.length} runs`;
}

/** A chart takes so many lines before they can't be told apart. */
const LINES = 6;

function chartOf(measured: readonly Measured[], title: string, which: 'mean' | 'worst'): LineChart {
  const by = (one: Measured): number => mean(which === 'mean' ? one.bySeed : one.worst);
  return {
    title,
    subtitle: 'MNIST, Dirichlet 0.1; one in four 5 times slower, 10 % churn',
    x: { label: 'virtual seconds', scale: 'linear' },
    y: { label: 'accuracy', scale: 'linear', min: 0, max: 1 },
    series: best(measured, by).map(({ name, runs }) => ({
      name,
      points: courseOf(runs, ({ accuracy }) => accuracy?.[which] ?? 0),
    })),
  };
}

const best = (all: readonly Measured[], by: (one: Measured) => number, most = LINES): Measured[] =>
  [...all].sort((a, b) => by(b) - by(a)).slice(0, most);

/** Who wins where, in sentences. What has everybody's data in one place does not compete. */
function conclude(measured: readonly Measured[], rates: readonly number[]): string[] {
  const competing = measured.filter(({ name }) => name !== 'centralised' && name !== 'local-only');
  const good = competing.filter(({ seconds }) => seconds.every(Number.isFinite));
  const sentences = [
    winner('Best mean accuracy of the peers', competing, ({ bySeed }) => bySeed),
    winner('Best worst peer', competing, ({ worst }) => worst),
  ];
  if (good.length === 0) {
    sentences.push(`No method reached a mean accuracy of ${GOOD} in every run.`);
  } else {
    const [fastest] = best(good, ({ seconds }) => -mean(seconds));
    const [cheapest] = best(good, ({ megabytes }) => -megabytes.mean);
    sentences.push(
      `First at a mean accuracy of ${GOOD}, in every run: ${fastest.name}, after ${timeText(fastest.seconds)} virtual seconds.`,
      `Fewest bytes among those that reached it in every run: ${cheapest.name}, ${formatInterval(cheapest.megabytes)} MB a peer.`,
    );
  }
  // Of two there is nothing between the ends.
  const atEnd =
    rates.length < 3
      ? []
      : competing.filter(({ rate }) => rate === rates[0] || rate === rates[rates.length - 1]);
  if (atEnd.length > 0) {
    const names = atEnd.map(({ name, rate }) => `${name} (${rate})`).join('; ');
    sentences.push(
      `Best at an end of the grid of step sizes, so that they may be better beyond it: ${names}.`,
    );
  }
  return sentences;
}

/** With whom the seeds, each on the same data for all, cannot tell from the winner. */
function winner(
  title: string,
  competing: readonly Measured[],
  figure: (one: Measured) => readonly number[],
): string {
  const [first, ...others] = best(competing, (one) => mean(figure(one)), competing.length);
  const alike = others.filter((one) => {
    const [least] = boundsOf(intervalOf(figure(first).map((value, i) => value - figure(one)[i])));
    return !(least > 0);
  });
  const { mean: centre, halfWidth } = intervalOf(figure(first).map((value) => 100 * value));
  const text = `${title}: ${first.name}, ${formatInterval({ mean: centre, halfWidth })} %`;
  return alike.length === 0
    ? `${text}, ahead of every other.`
    : `${text}; seed by seed not told from ${alike.map(({ name }) => name).join('; ')}.`;
}

export const compare: Paper = {
  name: NAME,
  title: 'All methods in one room',
  about:
    'Every method on MNIST dealt out unevenly (Dirichlet 0.1), one peer in four five times slower than the others, a tenth ' +
    'of the peers gone and replaced in the course of the run. All take the same number of local steps a second, each method ' +
    'at the step size that is best for it: the one of a small grid with the best mean accuracy on a seed that is not ' +
    'reported. Else they have what they themselves set by default, and none corrects drift; centralised has everybody’s ' +
    'data in one place, and is the bound. Megabytes are means over the peers: where there is a hub, its own are many times that, and all depends on it.',
  open: [],
  studies: (form) => [comparison(form)],
};
