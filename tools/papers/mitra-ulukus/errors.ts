/** What staleness does to learning: at a constant rate the worst peer's error grows with n, at ln n it does not. */
import { mean } from '@hearsay/shared/util/numbers.ts';
import { specify } from '../../experiments/specification.ts';
import { lateMean } from '../averages.ts';
import { type Interval, ratioOf } from '../interval.ts';
import { claimsOf, type Form, type SimulationStudy } from '../paper.ts';

const RATES = [1, 'ln'] as const;

/** Few peers are few draws of a problem: they cost little, and take more runs. */
const seedsOf = (peers: number): number[] =>
  Array.from({ length: Math.max(5, Math.min(40, Math.ceil(320 / peers))) }, (_, k) => k + 1);

export function errors(form: Form): SimulationStudy {
  const counts = form === 'quick' ? [8, 384] : [8, 32, 128, 512, 2048];
  const cases = RATES.flatMap((rate) => counts.map((peers) => ({ rate, peers, seeds: seedsOf(peers) })));
  const runs = cases.flatMap(({ seeds, ...one }) => seeds.map((seed) => ({ ...one, seed })));
  return {
    specifications: runs.map(({ rate, peers, seed }) =>
      specify({
        driftCorrection: [],
        peers,
        seed,
        gossipRate: rate,
        rate: 0.02,
        duration: 300,
        evaluations: 20,
        trackedPeers: 0,
      }),
    ),
    report(results) {
      const { atMost, atLeast } = claimsOf('mitra-ulukus');
      const measured = cases.map((one) => {
        const of = results.filter((_, i) => runs[i].rate === one.rate && runs[i].peers === one.peers);
        const bySeed = {
          worst: of.map((run) => lateMean([run], ({ loss }) => loss.worst)),
          mean: of.map((run) => lateMean([run], ({ loss }) => loss.mean)),
        };
        return { ...one, bySeed, worst: mean(bySeed.worst), mean: mean(bySeed.mean) };
      });
      const growth = (rate: (typeof RATES)[number], which: 'worst' | 'mean'): Interval => {
        const [first, ...others] = measured.filter((one) => one.rate === rate);
        const most = others[others.length - 1];
        return ratioOf(most.bySeed[which], first.bySeed[which]);
      };
      const sizes = `${counts[counts.length - 1]} peers over ${counts[0]}`;
      return {
        rows: [
          atLeast(`error of the worst peer at lambda = 1, ${sizes}`, 1.2, growth(1, 'worst')),
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
