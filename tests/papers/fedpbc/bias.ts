/** FedAvg ends where the well-connected want to be; the mean of all models of FedPBC at the optimum of all. */
import type { LineChart } from '../../command-line/chart.ts';
import { claimsOf, type Form, type Row, type Study, studyOf } from '../paper.ts';
import { type BiasInput, type BiasResult, LOCAL_STEPS } from './measure-bias.ts';

const MEASURE = new URL('./measure-bias.ts', import.meta.url).href;
const LINKS = ['bernoulli', 'markov', 'cyclic'] as const;
/** Each half of the one before; the first is FedAvg's too. */
const RATES = { quick: [0.04, 0.02, 0.01], full: [0.04, 0.02, 0.01, 0.005] };
const SPREAD = 0.5;
/** Distance from the optimum that is of the order of 1: the peers' own optima are about 3 apart from it. */
const BIASED = 0.5;
interface Measured extends BiasInput, BiasResult {}

export function bias(form: Form): Study {
  const rates = RATES[form];
  const size = form === 'quick' ? { peers: 16, rounds: 1000 } : { peers: 100, rounds: 4000 };
  const inputs = LINKS.flatMap((links): BiasInput[] => {
    const common = { ...size, links, seed: 1, curvatureSpread: 0 };
    const pbc = rates.map((rate) => ({ ...common, method: 'fedpbc' as const, rate }));
    const unequal = pbc.map((one) => ({ ...one, curvatureSpread: SPREAD }));
    return [{ ...common, method: 'fedavg', rate: rates[0] }, ...pbc, ...unequal];
  });
  return studyOf(MEASURE, inputs, (results: readonly BiasResult[]) => {
    const measured = inputs.map((input, i): Measured => ({ ...input, ...results[i] }));
    return {
      rows: LINKS.flatMap((links) =>
        rowsOf(
          links,
          measured.filter((one) => one.links === links),
        ),
      ),
      charts: [course(measured), shrinking(measured)],
    };
  });
}

const isAlike = ({ method, curvatureSpread }: Measured): boolean =>
  method === 'fedpbc' && curvatureSpread === 0;
const isUnequal = ({ method, curvatureSpread }: Measured): boolean =>
  method === 'fedpbc' && curvatureSpread > 0;

function rowsOf(links: string, measured: readonly Measured[]): Row[] {
  const { atMost, atLeast } = claimsOf('fedpbc');
  const [fedAvg] = measured.filter(({ method }) => method === 'fedavg');
  const alike = measured.filter(isAlike);
  const unequal = measured.filter(isUnequal);
  const worst = Math.max(...alike.map(({ meanSquared }) => meanSquared));
  return [
    atLeast(`${links} links: distance of FedAvg's model from the optimum`, BIASED, fedAvg.hubBias),
    atMost(`${links} links: squared distance of the mean of all models, any eta`, 1e-6, worst),
    atMost(
      `${links} links: distance of the hub's model, at half the eta over at the whole`,
      1,
      shrinkage(alike.map(({ hubBias }) => hubBias)),
    ),
    atMost(
      `${links} links, curvatures that differ: distance of the mean of all models, at half the eta`,
      1,
      shrinkage(unequal.map(({ meanBias }) => meanBias)),
    ),
  ];
}

/** The largest ratio of one to the one before. */
const shrinkage = (biases: readonly number[]): number =>
  Math.max(...biases.slice(1).map((next, k) => next / biases[k]));

function course(measured: readonly Measured[]): LineChart {
  const ofBernoulli = measured.filter(({ links }) => links === 'bernoulli');
  const [fedAvg] = ofBernoulli.filter(({ method }) => method === 'fedavg');
  const [pbc] = ofBernoulli.filter(isAlike);
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
          points: ofLinks.filter(isAlike).map((one) => [one.rate, one.hubBias] as const),
        },
        {
          name: `${links}: the mean, curvatures differ`,
          dashed: true,
          colorOf: `${links}: the hub`,
          points: ofLinks.filter(isUnequal).map((one) => [one.rate, one.meanBias] as const),
        },
      ];
    }),
  };
}
