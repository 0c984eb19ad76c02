/**
 * The law of staleness where messages are on their way for a while, as they are between real tabs: at 25 updates a second and
 * ln n exchanges an update, a message that takes 100 ms is late by two updates and a half at every hop.
 */

import type { LineChart } from '@hearsay/shared/charts/chart.ts';
import type { ExperimentResult } from '@hearsay/shared/simulation/experiment.ts';
import { stalenessLaw } from '@hearsay/shared/theory/staleness-law.ts';
import { mean } from '@hearsay/shared/util/numbers.ts';
import { specify } from '../../experiments/specification.ts';
import { intervalOf, ratioOf } from '../interval.ts';
import { claimsOf, type Form, type Row, type SimulationStudy } from '../paper.ts';

/** Of a peer, a second. */
const UPDATE_RATE = 25;
const TOLERANCE = 0.1;
const SEEDS = [1, 2, 3, 4, 5];
/** Exchanges of all runs of a case, and the shortest of these in mean staleness: until its beginning is forgotten. */
const EXCHANGES = { quick: 100_000, full: 400_000 };
const SHORTEST = 8;
/** Peers whose updates are tracked: as many as there are, to here. */
const TRACKED = 64;

const EXCHANGE_NAMES = { swap: 'pairwise swap', push: 'one-way push' };
type Exchange = keyof typeof EXCHANGE_NAMES;

/** Of staleness in the largest room over that in the smallest. */
const GROWTH_LATENCY = 0.03;

interface Case {
  readonly exchange: Exchange;
  readonly peers: number;
  /** Seconds. */
  readonly latency: number;
}

function cases(form: Form): Case[] {
  const of = (exchange: Exchange, counts: number[], latencies: number[]): Case[] =>
    latencies.flatMap((latency) => counts.map((peers) => ({ exchange, peers, latency })));
  return form === 'quick'
    ? [...of('swap', [8, 64, 512], [0.03]), ...of('swap', [8, 64], [0.1]), ...of('push', [8, 64], [0.1])]
    : (['swap', 'push'] as const).flatMap((exchange) =>
        of(exchange, [8, 32, 128, 512, 1024], [0, 0.01, 0.03, 0.1]),
      );
}

const gossipRateFor = (peers: number): number => UPDATE_RATE * Math.log(peers);

interface Measured extends Case {
  /** Mean staleness, by seed. */
  readonly bySeed: readonly number[];
  readonly law: number;
}

function lawOf(
  { exchange, peers, latency }: Case,
  rates = { gossipRate: gossipRateFor(peers), updateRate: UPDATE_RATE },
): number {
  return stalenessLaw({ variant: 'relay', exchange, peers, latency, ...rates });
}

/** With the law at the rates that peers came to: a peer each of whose neighbours has an offer of it under way cannot exchange any
 * faster, and then updates no faster, either. */
function measuredOf(one: Case, runs: readonly ExperimentResult[]): Measured {
  const perPeer = (total: (run: ExperimentResult) => number): number =>
    mean(runs.map((run) => total(run) / (one.peers * run.virtualTime)));
  const rates = {
    gossipRate: perPeer(({ exchanges }) => exchanges),
    updateRate: perPeer(({ updates }) => updates),
  };
  return { ...one, bySeed: runs.map(({ staleness }) => staleness.mean), law: lawOf(one, rates) };
}

export function latency(form: Form): SimulationStudy {
  const all = cases(form);
  return {
    specifications: all.flatMap((one) => {
      const { exchange, peers } = one;
      const perSecond = peers * gossipRateFor(peers);
      const duration = Math.max(
        EXCHANGES[form] / SEEDS.length / perSecond,
        (SHORTEST * lawOf(one)) / UPDATE_RATE,
      );
      return SEEDS.map((seed) =>
        specify({
          exchange,
          peers,
          seed,
          network: { latency: one.latency },
          gossipRate: 'ln',
          gossipPer: 'update',
          updateRate: UPDATE_RATE,
          learner: 'none',
          trackedPeers: Math.min(peers, TRACKED),
          stalenessPairs: 2 ** 22,
          duration,
          evaluations: 1,
        }),
      );
    }),
    report(results) {
      const { within } = claimsOf('mitra-ulukus');
      const measured = all.map((one, i) =>
        measuredOf(one, results.slice(i * SEEDS.length, (i + 1) * SEEDS.length)),
      );
      const rows: Row[] = measured.map((one) => {
        const claim = `staleness, ${EXCHANGE_NAMES[one.exchange]}, ${one.peers} peers, lambda = ln n an update, ${1000 * one.latency} ms a message`;
        return within(claim, one.law, intervalOf(one.bySeed), TOLERANCE);
      });
      const [few, many] = measured.filter(
        (one) => one.exchange === 'swap' && one.latency === GROWTH_LATENCY && [8, 512].includes(one.peers),
      );
      const claim = `staleness, ${EXCHANGE_NAMES.swap}, ${1000 * GROWTH_LATENCY} ms a message, ${many.peers} peers over ${few.peers}`;
      rows.push(within(claim, many.law / few.law, ratioOf(many.bySeed, few.bySeed), TOLERANCE));
      return { rows, charts: [chart(measured)], conclusions: CONCLUSIONS };
    },
  };
}

/** How the law comes about; `theory/staleness-law.ts` has more. */
const CONCLUSIONS = [
  'An update is missing until the other has heard of it, T seconds later, so mean staleness is r E[T]. Whoever knows tells ' +
    'others at the rate mu, lambda for a push and 2 lambda for a swap. Where messages take no time, E[T] = H_(n-1) / mu.',
  'Where each takes L seconds, T is the shortest way over others: first passage percolation, each link L plus an exponential ' +
    'time. News spreads as e^(alpha t), alpha = W(mu L) / L with W of Lambert, and so does, in reverse, the number of those ' +
    'from whom it may come. Where both meet, E[T] = A(n) + (2/n) (L + 1/mu - A(2)) with ' +
    'A(n) = (H_(n-1) + ln(1 + alpha L)) / alpha + 2 M; M is the mean of the front u’ = -mu u(t) (1 - u(t - L)).',
  'So with a latency, lambda = ln n does not bound staleness: it grows by r L ln n / W(mu L), slower than ln n since mu grows ' +
    'too. A higher rate would do little more: every hop that a larger room needs takes L.',
];

function chart(measured: readonly Measured[]): LineChart {
  const latencies = [...new Set(measured.map((one) => one.latency))].sort((a, b) => a - b);
  return {
    title: 'Staleness by the time a message takes, lambda = ln n an update, pairwise swap',
    x: { label: 'peers', scale: 'log' },
    y: { label: 'mean staleness, in updates', scale: 'log' },
    series: latencies.flatMap((each) => {
      const some = measured.filter((one) => one.exchange === 'swap' && one.latency === each);
      const name = `${1000 * each} ms`;
      return [
        { name, markers: true, points: some.map((one) => [one.peers, mean(one.bySeed)] as const) },
        {
          name: `${name}: law`,
          dashed: true,
          colorOf: name,
          points: some.map((one) => [one.peers, one.law] as const),
        },
      ];
    }),
  };
}
