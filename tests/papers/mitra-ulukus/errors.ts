/** What staleness does to learning: at a constant rate the worst peer's error grows with n, at ln n it does not. */
import { specify } from '../../experiments/specification.ts';
import { lateMean } from '../averages.ts';
import { claimsOf, type Form, type SimulationStudy } from '../paper.ts';

const RATES = [1, 'ln'] as const;

export function errors(form: Form): SimulationStudy {
  const counts = form === 'quick' ? [8, 64, 512] : [8, 32, 128, 512, 2048];
  const seeds = form === 'quick' ? [1, 2, 3] : [1, 2, 3, 4, 5];
  const cases = RATES.flatMap((rate) => counts.map((peers) => ({ rate, peers })));
  return {
    specifications: cases.flatMap(({ rate, peers }) =>
      seeds.map((seed) =>
        specify({
          peers,
          seed,
          gossipRate: rate,
          rate: 0.02,
          duration: 300,
          evaluations: 20,
          trackedPeers: 0,
        }),
      ),
    ),
    report(results) {
      const { atMost, atLeast } = claimsOf('mitra-ulukus');
      const measured = cases.map((one, i) => {
        const runs = results.slice(i * seeds.length, (i + 1) * seeds.length);
        return {
          ...one,
          worst: lateMean(runs, ({ loss }) => loss.worst),
          mean: lateMean(runs, ({ loss }) => loss.mean),
        };
      });
      const growth = (rate: (typeof RATES)[number], which: 'worst' | 'mean'): number => {
        const [first, ...others] = measured.filter((one) => one.rate === rate);
        return others[others.length - 1][which] / first[which];
      };
      const sizes = `${counts[counts.length - 1]} peers over ${counts[0]}`;
      return {
        rows: [
          atLeast(`error of the worst peer at lambda = 1, ${sizes}`, 1.5, growth(1, 'worst')),
          atMost(`error of the worst peer at lambda = ln n, ${sizes}`, 1.1, growth('ln', 'worst')),
          atMost(`mean error at lambda = 1, which hides it, ${sizes}`, 1.1, growth(1, 'mean')),
        ],
        charts: [
          {
            title: 'Error of quadratics, worst peer and mean',
            x: { label: 'peers', scale: 'log' },
            y: { label: 'loss above the optimum', scale: 'log' },
            series: RATES.flatMap((rate) =>
              (['worst', 'mean'] as const).map((which) => ({
                name: `${which}, lambda = ${rate}`,
                markers: true,
                points: measured
                  .filter((one) => one.rate === rate)
                  .map((one) => [one.peers, one[which]] as const),
              })),
            ),
          },
        ],
      };
    },
  };
}
