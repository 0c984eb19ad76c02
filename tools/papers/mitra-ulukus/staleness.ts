/** The laws of staleness: with relaying, without, opportunistic; and that it stays bounded at lambda = ln n. */

import type { LineChart, Series } from '@hearsay/shared/charts/chart.ts';
import { type GossipRate, gossipRateOf } from '@hearsay/shared/gossip/schedule/gossip-rate.ts';
import { stalenessLaw } from '@hearsay/shared/theory/staleness-law.ts';
import { mean } from '@hearsay/shared/util/numbers.ts';
import { type Specification, specify } from '../../experiments/specification.ts';
import { intervalOf, ratioOf } from '../interval.ts';
import { claimsOf, type Form, type Row, type SimulationStudy } from '../paper.ts';

/** Exchanges of all runs of a case: enough for an interval well below the tolerance. */
const SEEDS = [1, 2, 3, 4, 5];
/** Updates of all runs of a case, at least, where the tolerance is `TIGHT`: the interval shrinks as their square root. */
const UPDATES = { quick: 20_000, full: 120_000 };
const TIGHT = 0.03;
const EXCHANGES = { quick: 250_000, full: 2_000_000 };
/** Shortest run, in mean staleness: until it has forgotten that nothing was stale at first. */
const SHORTEST = 40;
/** Pairs that a run's staleness is the mean of, over its moments: few enough that looking takes less than running. */
const PAIRS = 2 ** 22;
/** Peers whose updates are tracked: as many as there are, to here. */
const TRACKED = 256;

type Variant = Specification['variant'];

interface Case {
  readonly variant: Variant;
  readonly exchange: Specification['exchange'];
  readonly peers: number;
  readonly rate: GossipRate;
}

function cases(form: Form): Case[] {
  const quick = form === 'quick';
  const of = (
    variant: Variant,
    counts: number[],
    rates: GossipRate[],
    exchange: Case['exchange'] = 'push',
  ): Case[] => rates.flatMap((rate) => counts.map((peers) => ({ variant, exchange, peers, rate })));
  return [
    ...of('relay', quick ? [8, 64, 512] : [8, 32, 128, 512, 1024, 4096], ['ln']),
    ...of('relay', quick ? [8, 256] : [8, 32, 128, 512, 1024, 4096], [1]),
    ...of('relay', quick ? [64] : [8, 128, 1024], [0.2, 7]),
    ...of('relay', quick ? [8] : [8, 32, 128], ['n']),
    ...of('relay', quick ? [64] : [8, 128, 1024], ['ln'], 'swap'),
    ...of('no-relay', quick ? [8, 64] : [8, 32, 128, 512], ['ln']),
    ...of('no-relay', quick ? [32] : [64], [1]),
    ...of('opportunistic', quick ? [64] : [32, 64, 128, 512], ['ln']),
    ...of('opportunistic', quick ? [64] : [32, 64, 128], ['n']),
  ];
}

const VARIANTS: Record<Variant, { readonly name: string; readonly tolerance: number }> = {
  relay: { name: 'relaying', tolerance: TIGHT },
  'no-relay': { name: 'no relaying', tolerance: 0.05 },
  opportunistic: { name: 'opportunistic', tolerance: 0.05 },
};

function lawOf({ variant, exchange, peers, rate }: Case): number {
  return stalenessLaw({ variant, exchange, peers, gossipRate: gossipRateOf(rate, peers), updateRate: 1 });
}

export function staleness(form: Form): SimulationStudy {
  const all = cases(form);
  return {
    specifications: all.flatMap((one) => {
      const { variant, exchange, peers, rate } = one;
      const perSecond = peers * gossipRateOf(rate, peers);
      const duration = Math.max(
        EXCHANGES[form] / SEEDS.length / perSecond,
        (UPDATES[form] * (TIGHT / VARIANTS[variant].tolerance) ** 2) / SEEDS.length / peers,
        SHORTEST * lawOf(one),
      );
      const trackedPeers = Math.min(peers, TRACKED);
      return SEEDS.map((seed) =>
        specify({
          variant,
          exchange,
          peers,
          seed,
          gossipRate: rate,
          learner: 'none',
          trackedPeers,
          stalenessPairs: PAIRS,
          duration,
        }),
      );
    }),
    report(results) {
      const { within, atMost } = claimsOf('mitra-ulukus');
      const measured = all.map((one, i) => {
        const runs = results.slice(i * SEEDS.length, (i + 1) * SEEDS.length);
        const bySeed = runs.map((run) => run.staleness.mean);
        return { ...one, bySeed, mean: mean(bySeed) };
      });
      const rows: Row[] = measured.map((one) => {
        const { name, tolerance } = VARIANTS[one.variant];
        const swap = one.exchange === 'swap' ? ', pairwise swap' : '';
        const claim = `staleness, ${name}${swap}, ${one.peers} peers, lambda = ${one.rate}`;
        return within(claim, lawOf(one), intervalOf(one.bySeed), tolerance);
      });
      const atLn = (peers: number): readonly number[] =>
        measured.find(
          (one) =>
            one.variant === 'relay' && one.exchange === 'push' && one.rate === 'ln' && one.peers === peers,
        )?.bySeed ?? [];
      const most = form === 'quick' ? 512 : 1024;
      const growth = ratioOf(atLn(most), atLn(8));
      rows.push(atMost(`staleness at lambda = ln n, ${most} peers over 8`, 1.05, growth));
      return { rows, charts: charts(measured) };
    },
  };
}

function charts(measured: readonly (Case & { readonly mean: number })[]): LineChart[] {
  const line = (name: string, chosen: (one: Case) => boolean): Series[] => {
    const cases = measured.filter((one) => one.exchange === 'push' && chosen(one));
    return [
      { name, markers: true, points: cases.map((one) => [one.peers, one.mean]) },
      {
        name: `${name}: law`,
        dashed: true,
        colorOf: name,
        points: cases.map((one) => [one.peers, lawOf(one)]),
      },
    ];
  };
  const axes = {
    x: { label: 'peers', scale: 'log' },
    y: { label: 'mean staleness, in updates', scale: 'log' },
  } as const;
  return [
    {
      ...axes,
      title: 'Staleness by gossip rate',
      series: ([1, 'ln', 'n'] as const).flatMap((rate) =>
        line(`lambda = ${rate}`, (one) => one.variant === 'relay' && one.rate === rate),
      ),
    },
    {
      ...axes,
      title: 'Staleness at lambda = ln n',
      series: (['relay', 'no-relay', 'opportunistic'] as const).flatMap((variant) =>
        line(VARIANTS[variant].name, (one) => one.variant === variant && one.rate === 'ln'),
      ),
    },
  ];
}
