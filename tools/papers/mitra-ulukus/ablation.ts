/**
 * Three additions that a popular summary of the paper describes and the paper does not have: what each one does, good
 * or bad, to noisy quadratics at lambda = ln n.
 */
import { mean } from '@hearsay/shared/util/numbers.ts';
import { type Specification, specify } from '../../experiments/specification.ts';
import { courseOf, lateMean } from '../averages.ts';
import { type Interval, intervalOf } from '../interval.ts';
import { claimsOf, type Form, type SimulationStudy } from '../paper.ts';

const SEEDS = [1, 2, 3, 4, 5];
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

export function ablation(form: Form): SimulationStudy {
  return {
    specifications: NAMES.flatMap((name) =>
      SEEDS.map((seed) =>
        specify({
          driftCorrection: [],
          peers: 32,
          seed,
          noise: 1,
          heterogeneity: 0.3,
          rate: 0.1,
          duration: form === 'quick' ? 300 : 400,
          evaluations: 80,
          ...ADDITIONS[name],
        }),
      ),
    ),
    report(results) {
      const { atMost, atLeast } = claimsOf('mitra-ulukus');
      const runs = (name: string): typeof results =>
        results.slice(NAMES.indexOf(name) * SEEDS.length, (NAMES.indexOf(name) + 1) * SEEDS.length);
      /** Over what it is without any addition, seed by seed. */
      const over = (name: string, figure: (run: Result) => number): Interval => {
        const without = runs('none').map(figure);
        return intervalOf(runs(name).map((run, i) => figure(run) / without[i]));
      };
      const slower = (name: string): Interval =>
        over(name, (run) =>
          mean(run.history.filter(({ time }) => time <= BEGINNING).map(({ loss }) => loss.mean)),
        );
      const worst = (name: string): Interval =>
        over(name, (run) => lateMean([run], ({ loss }) => loss.worst));
      const staler = (name: string): Interval =>
        intervalOf(runs(name).map((run, i) => run.staleness.mean - runs('none')[i].staleness.mean));
      const [, adaptive, momentum, delay] = NAMES;
      return {
        rows: [
          atMost(`${adaptive}: error of the worst peer in the end, over without`, 0.6, worst(adaptive)),
          atLeast(`${adaptive}: mean error in the beginning, over without`, 1, slower(adaptive)),
          atMost(`${momentum}: error of the worst peer in the end, over without`, 0.6, worst(momentum)),
          atLeast(`${momentum}: mean error in the beginning, over without`, 1, slower(momentum)),
          // Whatever a peer knows of another came through one delay at least.
          atLeast(`${delay}: staleness, above that without`, DELAY, staler(delay)),
          atLeast(`${delay}: mean error in the beginning, over without`, 1, slower(delay)),
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
