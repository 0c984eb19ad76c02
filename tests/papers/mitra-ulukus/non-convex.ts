/** What the paper leaves out: a loss that is not convex. A network, and peers that each see two of ten classes. */
import { type Specification, specify } from '../../experiments/specification.ts';
import { courseOf, lateMean } from '../averages.ts';
import { claimsOf, type Form, type SimulationStudy } from '../paper.ts';

const RATES = [0, 1, 'ln'] as const;

export function nonConvex(form: Form): SimulationStudy {
  const counts = form === 'quick' ? [8, 64] : [8, 32, 128];
  const digits: Partial<Specification> = { data: 'mnist', duration: 500, samples: 300, rate: 0.03 };
  const cases = RATES.flatMap((rate) => counts.map((peers) => ({ rate, peers })));
  return {
    specifications: cases.map(({ rate, peers }) =>
      specify({
        peers,
        gossipRate: rate,
        learner: 'mlp',
        rate: 0.1,
        batchSize: 20,
        duration: 300,
        evaluations: 15,
        trackedPeers: 0,
        ...(form === 'full' ? digits : {}),
      }),
    ),
    report(results) {
      const { atMost, atLeast } = claimsOf('mitra-ulukus');
      const measured = cases.map((one, i) => ({
        ...one,
        worst: lateMean([results[i]], ({ accuracy }) => accuracy?.worst ?? Number.NaN),
        mean: lateMean([results[i]], ({ accuracy }) => accuracy?.mean ?? Number.NaN),
      }));
      const at = (rate: (typeof RATES)[number], peers: number): (typeof measured)[number] =>
        measured.find((one) => one.rate === rate && one.peers === peers) ?? measured[0];
      const first = counts[0];
      const most = counts[counts.length - 1];
      const gap = (rate: (typeof RATES)[number]): number => at(rate, most).mean - at(rate, most).worst;
      const data = form === 'full' ? 'MNIST' : 'synthetic classes';
      return {
        rows: [
          atMost(`non-convex (${data}): mean accuracy of ${most} peers alone`, 0.3, at(0, most).mean),
          atLeast(
            `non-convex (${data}): accuracy of the worst peer at lambda = ln n, ${most} peers over ${first}`,
            1,
            at('ln', most).worst / at('ln', first).worst,
          ),
          atLeast(
            `non-convex (${data}): lead of the mean over the worst peer, lambda = 1 over ln n, ${most} peers`,
            2,
            gap(1) / gap('ln'),
          ),
        ],
        charts: [
          {
            title: 'Accuracy of the worst peer, a network',
            subtitle: `${most} peers, two classes each, ${data}`,
            x: { label: 'virtual seconds', scale: 'linear' },
            y: { label: 'accuracy', scale: 'linear', min: 0, max: 1 },
            series: RATES.map((rate) => ({
              name: rate === 0 ? 'alone' : `lambda = ${rate}`,
              points: courseOf(
                results.filter((_, i) => cases[i].rate === rate && cases[i].peers === most),
                ({ accuracy }) => accuracy?.worst ?? Number.NaN,
              ),
            })),
          },
        ],
      };
    },
  };
}
