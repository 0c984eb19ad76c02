/** FedAvg ends where the well-connected want to be; the mean of all models of FedPBC at the optimum of all. */

import type { LineChart } from '@hearsay/shared/charts/chart.ts';
import { mean } from '@hearsay/shared/util/numbers.ts';
import { logSlope } from '../averages.ts';
import { type Interval, intervalOf } from '../interval.ts';
import { claimsOf, type Form, type Row, type Study, studyOf } from '../paper.ts';
import { type BiasInput, type BiasResult, LOCAL_STEPS } from './measure-bias.ts';

const MEASURE = new URL('./measure-bias.ts', import.meta.url).href;
const LINKS = ['bernoulli', 'markov', 'cyclic'] as const;
/** Each half of the one before; the last is FedAvg's too. Small, since who has a poor link makes many steps in between. */
const RATES = { quick: [0.02, 0.01, 0.005], full: [0.02, 0.01, 0.005, 0.0025] };
const SEEDS = [1, 2, 3, 4, 5];
const SPREAD = 0.5;
/** Distance from the optimum that is of the order of 1: the peers' own optima are about 3 apart from it. */
const BIASED = 0.5;
/** Of FedAvg's distance at the same step size, what is left of the hub's. */
const BETTER = 0.5;
/** The least power of eta that a bias which goes away with eta falls as. */
const SHRINKS = 0.25;
/** Squared, as 32-bit floats have it. */
const UNBIASED = 1e-6;

interface Measured extends BiasInput, BiasResult {}

export function bias(form: Form): Study {
  const rates = RATES[form];
  const size = form === 'quick' ? { peers: 16, rounds: 800 } : { peers: 100, rounds: 2000 };
  const inputs = LINKS.flatMap((links) =>
    SEEDS.flatMap((seed): BiasInput[] => {
      const common = { ...size, links, seed, curvatureSpread: 0 };
      const pbc = rates.map((rate) => ({ ...common, method: 'fedpbc' as const, rate }));
      const unequal = pbc.map((one) => ({ ...one, curvatureSpread: SPREAD }));
      return [{ ...common, method: 'fedavg', rate: rates[rates.length - 1] }, ...pbc, ...unequal];
    }),
  );
  return studyOf(MEASURE, inputs, (results: readonly BiasResult[]) => {
    const measured = inputs.map((input, i): Measured => ({ ...input, ...results[i] }));
    return {
      rows: LINKS.flatMap((links) =>
        rowsOf(
          links,
          SEEDS.map((seed) => measured.filter((one) => one.links === links && one.seed === seed)),
        ),
      ),
      charts: [course(measured.filter(({ seed }) => seed === SEEDS[0])), shrinking(measured)],
    };
  });
}

const isAlike = ({ method, curvatureSpread }: Measured): boolean =>
  method === 'fedpbc' && curvatureSpread === 0;
const isUnequal = ({ method, curvatureSpread }: Measured): boolean =>
  method === 'fedpbc' && curvatureSpread > 0;

/** @param bySeed what was measured of each seed */
function rowsOf(links: string, bySeed: readonly (readonly Measured[])[]): Row[] {
  const { atMost, atLeast } = claimsOf('fedpbc');
  const over = (figure: (ofSeed: readonly Measured[]) => number): Interval => intervalOf(bySeed.map(figure));
  const fedAvg = (ofSeed: readonly Measured[]): number =>
    ofSeed.find(({ method }) => method === 'fedavg')?.hubBias ?? Number.NaN;
  const order = (some: readonly Measured[], which: 'hubBias' | 'meanBias'): number =>
    logSlope(some.map((one) => [one.rate, one[which]]));
  // Of all seeds and step sizes: what is left is rounding.
  const worst = Math.max(...bySeed.flatMap((ofSeed) => ofSeed.filter(isAlike).map((one) => one.meanSquared)));
  const { rate } = bySeed[0][0];
  return [
    atLeast(
      `${links} links: distance of FedAvg's model from the optimum, eta = ${rate}`,
      BIASED,
      over(fedAvg),
    ),
    atMost(
      `${links} links: distance of FedPBC's hub's model over that of FedAvg's, eta = ${rate}`,
      BETTER,
      over((ofSeed) => (ofSeed.filter(isAlike).at(-1)?.hubBias ?? Number.NaN) / fedAvg(ofSeed)),
    ),
    atMost(`${links} links: squared distance of the mean of all models, any eta and seed`, UNBIASED, worst),
    atLeast(
      `${links} links: power of eta that the distance of the hub's model falls as`,
      SHRINKS,
      over((ofSeed) => order(ofSeed.filter(isAlike), 'hubBias')),
    ),
    atLeast(
      `${links} links, curvatures that differ: power of eta of the distance of the mean of all models`,
      SHRINKS,
      over((ofSeed) => order(ofSeed.filter(isUnequal), 'meanBias')),
    ),
  ];
}

function course(measured: readonly Measured[]): LineChart {
  const ofBernoulli = measured.filter(({ links }) => links === 'bernoulli');
  const [fedAvg] = ofBernoulli.filter(({ method }) => method === 'fedavg');
  const [pbc] = ofBernoulli.filter((one) => isAlike(one) && one.rate === fedAvg.rate);
  return {
    title: 'Distance from the optimum, by round',
    subtitle: `Bernoulli links, ${pbc.peers} peers, ${LOCAL_STEPS} local steps, eta = ${pbc.rate}`,
    x: { label: 'round', scale: 'linear' },
    y: { label: 'distance', scale: 'log' },
    series: [
      { name: 'FedAvg, the hub', points: fedAvg.course.map(([round, , hub]) => [round, hub] as const) },
      { name: 'FedPBC, the hub', points: pbc.course.map(([round, , hub]) => [round, hub] as const) },
      { name: 'FedPBC, the mean of all', points: pbc.course.map(([round, mean]) => [round, mean] as const) },
    ],
  };
}

function shrinking(measured: readonly Measured[]): LineChart {
  return {
    title: 'Bias, by step size',
    subtitle: 'distance of the average over time from the optimum',
    x: { label: 'eta', scale: 'log' },
    y: { label: 'distance', scale: 'log' },
    series: LINKS.flatMap((links) => {
      const ofLinks = measured.filter((one) => one.links === links);
      return [
        {
          name: `${links}: the hub`,
          markers: true,
          points: byRate(ofLinks.filter(isAlike), ({ hubBias }) => hubBias),
        },
        {
          name: `${links}: the mean, curvatures differ`,
          dashed: true,
          colorOf: `${links}: the hub`,
          points: byRate(ofLinks.filter(isUnequal), ({ meanBias }) => meanBias),
        },
      ];
    }),
  };
}

/** Means over the seeds. */
const byRate = (some: readonly Measured[], y: (one: Measured) => number): [number, number][] =>
  [...new Set(some.map(({ rate }) => rate))].map((rate) => [
    rate,
    mean(some.filter((one) => one.rate === rate).map(y)),
  ]);
