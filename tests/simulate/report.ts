/** What `npm run simulate` says of its runs: JSON for scripts, a table and a chart for people. */
import { gossipRateOf } from '@hearsay/shared/gossip/schedule/gossip-rate.ts';
import type { ExperimentResult } from '@hearsay/shared/simulation/experiment.ts';
import { stalenessLaw } from '@hearsay/shared/simulation/staleness-law.ts';
import { chartGrid, type LineChart, type Series } from '../command-line/chart.ts';
import { formatBytes } from '../command-line/numbers.ts';
import { formatTable } from '../command-line/table.ts';
import type { Specification } from '../experiments/specification.ts';

export interface Run {
  readonly specification: Specification;
  readonly result: ExperimentResult;
}

/** The public form of a run; keys are added over time, never renamed or dropped. */
export function toJson({ specification, result }: Run): Record<string, unknown> {
  const { method, peers, seed } = specification;
  const { traceHash, virtualTime, updates, exchanges, wallSeconds, staleness, loss } = result;
  const { consensusDistance, accuracy, bytesPerPeer, awake, lost, events } = result;
  return {
    method,
    peers,
    seed,
    traceHash,
    virtualTime,
    updates,
    exchanges,
    exchangesPerSecond: exchanges / wallSeconds,
    wallSeconds,
    staleness,
    loss,
    consensusDistance,
    ofMean: result.ofMean,
    ...(accuracy ? { accuracy } : {}),
    bytesPerPeer,
    gossipRate: specification.gossipRate,
    stalenessLaw: lawOf(specification),
    peersAtEnd: awake,
    messagesLost: lost,
    events,
  };
}

/** The staleness that theory expects; null where the run is not what the law is about. */
export function lawOf(specification: Specification): number | null {
  const { variant, exchange, peers, updateRate, speedSpread, slow, applyDelay, stepSeconds, network, churn } =
    specification;
  const { latency = 0, jitter = 0, bandwidth = 0, loss = 0, partitions = [] } = network;
  const ideal = latency + jitter + bandwidth + loss + partitions.length === 0;
  if (specification.method !== 'mitra-ulukus') return null;
  if (!ideal || churn || speedSpread > 0 || slow !== null || applyDelay > 0 || stepSeconds > 0 || peers < 2)
    return null;
  const gossipRate = gossipRateOf(specification.gossipRate, peers);
  return gossipRate > 0 ? stalenessLaw({ variant, exchange, peers, gossipRate, updateRate }) : null;
}

export function toTable(runs: readonly Run[]): string {
  const classifies = runs.some(({ result }) => result.accuracy !== undefined);
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
      right('sent'),
      'trace',
    ],
    runs.map(({ specification, result }) => [
      specification.peers,
      String(specification.seed),
      String(specification.gossipRate),
      specification.trackedPeers > 0 ? result.staleness.mean : null,
      lawOf(specification),
      ...(learns ? [result.loss.mean, result.loss.worst, result.consensusDistance] : []),
      ...(classifies ? [result.accuracy?.mean ?? null, result.accuracy?.worst ?? null] : []),
      formatBytes(result.bytesPerPeer),
      result.traceHash,
    ]),
  );
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
    const law = lawOf(specification);
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
      ...by((run) => lawOf(run.specification), true),
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
    return [peers, known.reduce((sum, each) => sum + each, 0) / known.length];
  });
}
