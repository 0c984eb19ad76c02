/**
 * Three additions that a popular summary of the paper describes and the paper does not have: what each one does, good
 * or bad, to noisy quadratics at lambda = ln n.
 */
import { type Specification, specify } from '../../experiments/specification.ts';
import { courseOf, lateMean, mean } from '../averages.ts';
import { claimsOf, type SimulationStudy } from '../paper.ts';

const SEEDS = [1, 2, 3];
const DELAY = 2;
/** Virtual seconds after which the beginning is over. */
const BEGINNING = 20;

const ADDITIONS: Record<string, Partial<Specification>> = {
  none: {},
  'variance-adaptive step': { varianceAdaptiveStep: true },
  momentum: { momentum: 0.9 },
  'delay of 2 s': { applyDelay: DELAY },
};
const NAMES = Object.keys(ADDITIONS);

export function ablation(): SimulationStudy {
  return {
    specifications: NAMES.flatMap((name) =>
      SEEDS.map((seed) =>
        specify({
          peers: 32,
          seed,
          noise: 1,
          heterogeneity: 0.3,
          rate: 0.1,
          duration: 400,
          evaluations: 80,
          ...ADDITIONS[name],
        }),
      ),
    ),
    report(results) {
      const { atMost, atLeast } = claimsOf('mitra-ulukus');
      const runs = (name: string): typeof results =>
        results.slice(NAMES.indexOf(name) * SEEDS.length, (NAMES.indexOf(name) + 1) * SEEDS.length);
      const early = (name: string): number =>
        mean(courseOf(runs(name).map(beginning), ({ loss }) => loss.mean).map(([, loss]) => loss));
      const late = (name: string, which: 'mean' | 'worst'): number =>
        lateMean(runs(name), ({ loss }) => loss[which]);
      const slower = (name: string): number => early(name) / early('none');
      const worst = (name: string): number => late(name, 'worst') / late('none', 'worst');
      const staleness = (name: string): number => mean(runs(name).map((run) => run.staleness.mean));
      const [, adaptive, momentum, delay] = NAMES;
      return {
        rows: [
          atMost(`${adaptive}: error of the worst peer in the end, over without`, 0.6, worst(adaptive)),
          atLeast(`${adaptive}: mean error in the beginning, over without`, 1.2, slower(adaptive)),
          atMost(`${momentum}: error of the worst peer in the end, over without`, 0.6, worst(momentum)),
          atLeast(`${momentum}: mean error in the beginning, over without`, 1.05, slower(momentum)),
          // Whatever a peer knows of another came through one delay at least.
          atLeast(`${delay}: staleness`, DELAY + staleness('none'), staleness(delay)),
          atLeast(`${delay}: mean error in the beginning, over without`, 1.2, slower(delay)),
        ],
        charts: [
          {
            title: 'Additions to the method',
            subtitle: '32 peers, noisy quadratics, lambda = ln n',
            x: { label: 'virtual seconds', scale: 'linear' },
            y: { label: 'mean loss above the optimum', scale: 'log' },
            series: NAMES.map((name) => ({ name, points: courseOf(runs(name), ({ loss }) => loss.mean) })),
          },
        ],
      };
    },
  };
}

type Result = Parameters<SimulationStudy['report']>[0][number];

function beginning(result: Result): Result {
  return { ...result, history: result.history.filter(({ time }) => time <= BEGINNING) };
}
