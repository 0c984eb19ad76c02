/** What `npm run simulate` says of its runs: JSON for scripts, a table and a chart for people. */

import { chartGrid, type LineChart, type Series } from '@hearsay/shared/charts/chart.ts';
import { gossipRateOf } from '@hearsay/shared/gossip/schedule/gossip-rate.ts';
import type { ExperimentResult } from '@hearsay/shared/simulation/experiment.ts';
import { createNetwork, isIdeal, type NetworkOptions } from '@hearsay/shared/simulation/network.ts';
import { stalenessLaw } from '@hearsay/shared/theory/staleness-law.ts';
import { formatNumber } from '@hearsay/shared/util/format-number.ts';
import { mean } from '@hearsay/shared/util/numbers.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';
import { formatBytes, formatDuration } from '../command-line/numbers.ts';
import { formatTable } from '../command-line/table.ts';
import type { Specification } from '../experiments/specification.ts';

/** How many are drawn where messages are not all on their way for as long. */
const LATENCIES = 400;

export interface Run {
  readonly specification: Specification;
  readonly result: ExperimentResult;
}

/** The public form of a run; keys are added over time, never renamed or dropped. */
export function toJson({ specification, result }: Run): Record<string, unknown> {
  const { method, peers, seed } = specification;
  const { traceHash, virtualTime, updates, exchanges, wallSeconds, staleness, loss } = result;
  const { consensusDistance, accuracy, roomAccuracy, bytesPerPeer, awake, lost, events } = result;
  return {
    method,
    peers,
    seed,
    traceHash,
    virtualTime,
    updates,
    exchanges,
    exchangesPerSecond: exchanges / wallSeconds,
    exchangesPerUpdate: result.exchangesPerUpdate,
    wallSeconds,
    staleness,
    loss,
    consensusDistance,
    ofMean: result.ofMean,
    ...(accuracy ? { accuracy } : {}),
    ...(roomAccuracy ? { roomAccuracy } : {}),
    ...(result.privacy ? { privacy: result.privacy } : {}),
    bytesPerPeer,
    gossipRate: specification.gossipRate,
    gossipPer: specification.gossipPer,
    stalenessLaw: lawOf(specification, result),
    peersAtEnd: awake,
    messagesLost: lost,
    events,
  };
}

/**
 * The staleness that theory expects; null where the run is not what the law is about.
 * @param result whose rates count where messages take time: a peer each of whose neighbours has an offer of it under way exchanges,
 * and updates, no faster
 */
export function lawOf(
  specification: Specification,
  result?: Pick<ExperimentResult, 'updates' | 'exchanges' | 'virtualTime'>,
): number | null {
  const { variant, exchange, peers, updateRate, speedSpread, slow, applyDelay, stepSeconds, network, churn } =
    specification;
  if (specification.method !== 'mitra-ulukus') return null;
  if (
    !isIdeal({ ...network, latency: 0, jitter: 0 }) ||
    network.slowLinks !== undefined ||
    churn ||
    speedSpread > 0 ||
    slow !== null ||
    applyDelay > 0 ||
    stepSeconds > 0 ||
    peers < 2
  )
    return null;
  const perUnit = gossipRateOf(specification.gossipRate, peers);
  const gossipRate = specification.gossipPer === 'update' ? perUnit * updateRate : perUnit;
  if (gossipRate === 0) return null;
  const latency = drawLatencies(network);
  const all = peers * (result?.virtualTime ?? 0);
  const rates =
    result && result.exchanges > 0 && !isIdeal(network)
      ? { gossipRate: result.exchanges / all, updateRate: result.updates / all }
      : { gossipRate, updateRate };
  return stalenessLaw({ variant, exchange, peers, ...rates, latency });
}

/** Seconds that a message is on its way: so many, equally likely. */
function drawLatencies({ latency = 0, jitter = 0 }: NetworkOptions): readonly number[] {
  const network = createNetwork({ latency, jitter }, createRandom(1, 'latencies'));
  const isOne = typeof latency === 'number' && jitter === 0;
  return Array.from({ length: isOne ? 1 : LATENCIES }, (_, pair) =>
    network.delay(2 * pair, 2 * pair + 1, 0, 0),
  );
}

export function toTable(runs: readonly Run[]): string {
  const classifies = runs.some(({ result }) => result.accuracy !== undefined);
  const keepsModels = runs.some(({ result }) => result.roomAccuracy !== undefined);
  const isPrivate = runs.some(({ result }) => result.privacy !== undefined);
  const learns = runs.some(({ specification }) => specification.learner !== 'none');
  const right = (name: string): { name: string; align: 'right' } => ({ name, align: 'right' });
  return formatTable(
    [
      right('peers'),
      right('seed'),
      right('gossip'),
      'staleness',
      'law',
      ...(learns ? ['mean loss', 'worst loss', 'consensus'] : []),
      ...(classifies ? ['mean accuracy', 'worst accuracy'] : []),
      ...(keepsModels ? ['mean of room’s', 'worst of room’s'] : []),
      ...(isPrivate ? [right('epsilon')] : []),
      right('sent'),
      'trace',
    ],
    runs.map(({ specification, result }) => [
      specification.peers,
      String(specification.seed),
      String(specification.gossipRate),
      specification.trackedPeers > 0 ? result.staleness.mean : null,
      lawOf(specification, result),
      ...(learns ? [result.loss.mean, result.loss.worst, result.consensusDistance] : []),
      ...(classifies ? [result.accuracy?.mean ?? null, result.accuracy?.worst ?? null] : []),
      ...(keepsModels ? [result.roomAccuracy?.mean ?? null, result.roomAccuracy?.worst ?? null] : []),
      ...(isPrivate ? [result.privacy?.epsilon ?? null] : []),
      formatBytes(result.bytesPerPeer),
      result.traceHash,
    ]),
  );
}

/** What was exchanged in all runs, in one line. @param seconds that they took */
export function toSummary(runs: readonly Run[], seconds: number): string {
  const exchanges = runs.reduce((sum, { result }) => sum + result.exchanges, 0);
  const rates = runs.map(({ result }) => result.exchangesPerUpdate).filter((rate) => rate !== null);
  const ends = [...new Set([Math.min(...rates), Math.max(...rates)].map(formatNumber))];
  const perUpdate = rates.length === 0 ? '' : ` (${ends.join(' to ')} per update)`;
  return `${formatNumber(exchanges)} exchanges${perUpdate} in ${formatDuration(seconds)}.`;
}

/** One run: its course over time. A sweep: what came out, by the number of peers. Null where nothing was measured. */
export function toChart(runs: readonly Run[]): string | null {
  const charts = runs.length === 1 ? courseOf(runs[0]) : sweepOf(runs);
  return charts.length === 0 ? null : chartGrid(charts, 1);
}

function courseOf({ specification, result }: Run): LineChart[] {
  const { peers, gossipRate, learner, trackedPeers, evaluations } = specification;
  const subtitle = `${peers} peers, gossip rate ${gossipRate}`;
  const x = { label: 'virtual seconds', scale: 'linear' } as const;
  const course = (name: string, value: (moment: ExperimentResult['history'][number]) => number): Series => ({
    name,
    points: result.history.map((moment) => [moment.time, value(moment)] as const),
  });
  const charts: LineChart[] = [];
  if (learner !== 'none') {
    const series = [
      course('mean of the peers', ({ loss }) => loss.mean),
      course('worst peer', ({ loss }) => loss.worst),
    ];
    charts.push({ title: 'Loss', subtitle, x, y: { label: 'loss', scale: 'log' }, series });
    if (result.accuracy) {
      const accuracies = [
        course('mean of the peers', ({ accuracy }) => accuracy?.mean ?? Number.NaN),
        course('worst peer', ({ accuracy }) => accuracy?.worst ?? Number.NaN),
        ...(result.roomAccuracy
          ? [course('worst of the room’s model', ({ roomAccuracy }) => roomAccuracy?.worst ?? Number.NaN)]
          : []),
      ];
      const y = { label: 'accuracy', scale: 'linear', min: 0, max: 1 } as const;
      charts.push({ title: 'Accuracy', subtitle, x, y, series: accuracies });
    }
    charts.push({
      title: 'Consensus distance',
      subtitle,
      x,
      y: { label: 'root mean square distance from the mean', scale: 'log' },
      series: [course('all peers', (moment) => moment.consensusDistance)],
    });
  }
  if (trackedPeers > 0 && evaluations > 1) {
    const law = lawOf(specification, result);
    const series = [course('measured', ({ staleness }) => staleness)];
    if (law !== null) {
      series.push({
        name: 'law',
        dashed: true,
        points: [
          [0, law],
          [result.virtualTime, law],
        ],
      });
    }
    charts.push({
      title: 'Staleness',
      subtitle,
      x,
      y: { label: 'updates', scale: 'linear', min: 0 },
      series,
    });
  }
  return charts;
}

function sweepOf(runs: readonly Run[]): LineChart[] {
  const rates = [...new Set(runs.map(({ specification }) => specification.gossipRate))];
  const x = { label: 'peers', scale: 'log' } as const;
  const by = (value: (run: Run) => number | null, law: boolean): Series[] =>
    rates.map((rate) => ({
      name: law ? `law at ${rate}` : `gossip rate ${rate}`,
      ...(law ? { dashed: true, colorOf: `gossip rate ${rate}` } : { markers: true }),
      points: meansByPeers(
        runs.filter(({ specification }) => specification.gossipRate === rate),
        value,
      ),
    }));
  const charts: LineChart[] = [];
  if (runs.some(({ specification }) => specification.trackedPeers > 0)) {
    const series = [
      ...by(({ result }) => result.staleness.mean, false),
      ...by((run) => lawOf(run.specification, run.result), true),
    ];
    charts.push({ title: 'Mean staleness', x, y: { label: 'updates', scale: 'log' }, series });
  }
  if (runs.some(({ specification }) => specification.learner !== 'none')) {
    const series = by(({ result }) => result.loss.worst, false);
    charts.push({ title: 'Loss of the worst peer', x, y: { label: 'loss', scale: 'log' }, series });
  }
  return charts;
}

/** The mean over all seeds at each number of peers. */
function meansByPeers(runs: readonly Run[], value: (run: Run) => number | null): [number, number][] {
  const counts = [...new Set(runs.map(({ specification }) => specification.peers))].sort((a, b) => a - b);
  return counts.map((peers) => {
    const values = runs.filter(({ specification }) => specification.peers === peers).map(value);
    const known = values.filter((each) => each !== null);
    return [peers, mean(known)];
  });
}
