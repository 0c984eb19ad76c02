/**
 * What the paper leaves out: a loss that is not convex. A network, and peers that each see two of ten classes. All examples
 * together are as many however many peers share them, so that more peers do not mean more to learn from.
 */
import { specify } from '../../experiments/specification.ts';
import { courseOf, lateMean } from '../averages.ts';
import { intervalOf, ratioOf } from '../interval.ts';
import { claimsOf, type Form, type SimulationStudy } from '../paper.ts';

/** Of all peers together. */
const EXAMPLES = { quick: 960, full: 2560 };
const SEEDS = [1, 2, 3, 4, 5];
const RATES = [0, 1, 'ln'] as const;
type Rate = (typeof RATES)[number];

export function nonConvex(form: Form): SimulationStudy {
  const [few, many] = form === 'quick' ? [8, 64] : [8, 128];
  const cases: { rate: Rate; peers: number }[] = [
    ...RATES.map((rate) => ({ rate, peers: many })),
    { rate: 'ln', peers: few },
  ];
  return {
    specifications: cases.flatMap(({ rate, peers }) =>
      SEEDS.map((seed) =>
        specify({
          driftCorrection: [],
          peers,
          seed,
          gossipRate: rate,
          learner: 'mlp',
          rate: 0.1,
          batchSize: 10,
          duration: 200,
          evaluations: form === 'quick' ? 6 : 10,
          trackedPeers: 0,
          samples: EXAMPLES[form] / peers,
          ...(form === 'full' ? { data: 'mnist', duration: 400, rate: 0.03 } : {}),
        }),
      ),
    ),
    report(results) {
      const { atMost, atLeast } = claimsOf('mitra-ulukus');
      const runsOf = (rate: Rate, peers: number): typeof results => {
        const i = cases.findIndex((one) => one.rate === rate && one.peers === peers);
        return results.slice(i * SEEDS.length, (i + 1) * SEEDS.length);
      };
      /** By seed. */
      const accuracies = (rate: Rate, peers: number, which: 'mean' | 'worst'): number[] =>
        runsOf(rate, peers).map((run) => lateMean([run], ({ accuracy }) => accuracy?.[which] ?? Number.NaN));
      /** Of the mean over the worst peer. */
      const leads = (rate: Rate): number[] => {
        const worst = accuracies(rate, many, 'worst');
        return accuracies(rate, many, 'mean').map((mean, i) => mean - worst[i]);
      };
      const [atOne, atLn] = [leads(1), leads('ln')];
      const data = `${form === 'full' ? 'MNIST' : 'synthetic classes'}, ${EXAMPLES[form]} examples in all`;
      return {
        rows: [
          atMost(
            `non-convex (${data}): mean accuracy of ${many} peers alone`,
            0.3,
            intervalOf(accuracies(0, many, 'mean')),
          ),
          atLeast(
            `non-convex (${data}): accuracy of the worst peer at lambda = ln n, ${many} peers over ${few}`,
            0.9,
            ratioOf(accuracies('ln', many, 'worst'), accuracies('ln', few, 'worst')),
          ),
          atLeast(
            `non-convex (${data}): lead of the mean over the worst peer at lambda = 1 above that at ln n, ${many} peers`,
            0.01,
            intervalOf(atOne.map((lead, i) => lead - atLn[i])),
          ),
        ],
        charts: [
          {
            title: 'Accuracy of the worst peer, a network',
            subtitle: `${many} peers, two classes each, ${data}`,
            x: { label: 'virtual seconds', scale: 'linear' },
            y: { label: 'accuracy', scale: 'linear', min: 0, max: 1 },
            series: RATES.map((rate) => ({
              name: rate === 0 ? 'alone' : `lambda = ${rate}`,
              points: courseOf(runsOf(rate, many), ({ accuracy }) => accuracy?.worst ?? Number.NaN),
            })),
          },
        ],
      };
    },
  };
}
