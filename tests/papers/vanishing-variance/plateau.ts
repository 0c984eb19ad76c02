/** Averaging networks that began apart: without a correction they do not learn. */
import { claimsOf, type Form, type Study, studyOf } from '../paper.ts';
import type { Case, Moment } from './course.ts';

const PEERS = 16;
const SEED = 1;
/** The accuracy to pass, and what counts as not having learned: twice what guessing gives. */
const LEARNED = 0.85;
const NOT_LEARNED = 0.2;

const VARIANTS = [
  { name: 'plain averaging, distinct', method: 'd-psgd', initialisation: 'distinct' },
  { name: 'corrected, distinct', method: 'variance-corrected', initialisation: 'distinct' },
  { name: 'plain averaging, shared', method: 'd-psgd', initialisation: 'shared' },
  { name: 'corrected, shared', method: 'variance-corrected', initialisation: 'shared' },
] as const;

const FORMS = {
  quick: { data: 'blobs', hidden: 32, rate: 0.3, samples: 200, batchSize: 20, every: 15, rounds: 195 },
  full: { data: 'mnist', hidden: 64, rate: 0.2, samples: 500, batchSize: 20, every: 40, rounds: 400 },
} as const;

export function plateau(form: Form): Study {
  // The last is for the chart alone.
  const variants = form === 'quick' ? VARIANTS.slice(0, 3) : VARIANTS;
  const inputs = variants.map(
    ({ method, initialisation }): Case => ({
      method,
      initialisation,
      peers: PEERS,
      seed: SEED,
      ...FORMS[form],
    }),
  );
  const module = new URL('./course.ts', import.meta.url).href;
  return studyOf<Case, readonly Moment[]>(module, inputs, (courses) => {
    const { within, atMost, atLeast } = claimsOf('vanishing-variance');
    const [plain, corrected, plainShared] = courses;
    const end = (course: readonly Moment[]): Moment => course[course.length - 1];
    const passes = corrected.findIndex(({ accuracy }) => accuracy.mean >= LEARNED);
    const moment = passes < 0 ? corrected.length - 1 : passes;
    const { round } = corrected[moment];
    const data = form === 'quick' ? 'synthetic classes' : 'MNIST';
    return {
      rows: [
        atLeast(
          `corrected averaging, distinct initialisation (${data}): mean accuracy after ${round} rounds`,
          LEARNED,
          corrected[moment].accuracy.mean,
        ),
        atMost(
          `plain averaging, distinct initialisation: mean accuracy after ${round} rounds`,
          NOT_LEARNED,
          plain[moment].accuracy.mean,
        ),
        within(
          'deviation of its weights then, over that at the start: 1 / sqrt(16)',
          1 / Math.sqrt(PEERS),
          plain[moment].deviation / plain[0].deviation,
          0.1,
        ),
        atLeast(
          `plain averaging, shared initialisation: mean accuracy after ${end(plainShared).round} rounds`,
          LEARNED,
          end(plainShared).accuracy.mean,
        ),
      ],
      charts: [
        {
          title: 'Accuracy of tanh networks with five hidden layers',
          subtitle: `${PEERS} peers on a random graph, ${data}`,
          x: { label: 'rounds', scale: 'linear' },
          y: { label: 'mean accuracy', scale: 'linear', min: 0, max: 1 },
          series: variants.map(({ name }, i) => ({
            name,
            points: courses[i].map((one) => [one.round, one.accuracy.mean] as const),
          })),
        },
        {
          title: 'What averaging does to the weights',
          subtitle: 'hidden layers behind the first',
          x: { label: 'rounds', scale: 'linear' },
          y: { label: 'standard deviation, of that at the start', scale: 'log' },
          series: variants.map(({ name }, i) => ({
            name,
            points: courses[i].map((one) => [one.round, one.deviation / courses[i][0].deviation] as const),
          })),
        },
      ],
    };
  });
}
