/** Averaging networks that began apart: without a correction they do not learn. */
import { mean } from '@hearsay/shared/util/numbers.ts';
import { type Interval, intervalOf } from '../interval.ts';
import { claimsOf, type Form, type Study, studyOf } from '../paper.ts';
import type { Case, Moment } from './course.ts';

const PEERS = 16;
/** Of the deviation of independent weights, what their average keeps. */
const SHRUNK = 1 / Math.sqrt(PEERS);
/** The accuracy to pass, and what counts as not having learned: twice what guessing gives. */
const LEARNED = 0.85;
const NOT_LEARNED = 0.2;

const VARIANTS = [
  { name: 'plain averaging, distinct', method: 'd-psgd', initialisation: 'distinct' },
  { name: 'corrected, distinct', method: 'variance-corrected', initialisation: 'distinct' },
  { name: 'plain averaging, shared', method: 'd-psgd', initialisation: 'shared' },
] as const;
type Variant = (typeof VARIANTS)[number];

const FORMS = {
  quick: { data: 'blobs', hidden: 32, rate: 0.3, samples: 200, batchSize: 20, every: 30, rounds: 180 },
  full: { data: 'mnist', hidden: 64, rate: 0.2, samples: 500, batchSize: 20, every: 50, rounds: 300 },
} as const;
/** The round, set beforehand and the same for all, at which those that correct are to have learned and the plain ones not. */
const LEARNED_BY = { quick: 150, full: 200 };
const SEEDS = { quick: [1], full: [1, 2, 3, 4, 5] };

export function plateau(form: Form): Study {
  const runs = VARIANTS.flatMap((variant) => SEEDS[form].map((seed) => ({ variant, seed })));
  const inputs = runs.map(
    ({ variant: { method, initialisation }, seed }): Case => ({
      method,
      initialisation,
      peers: PEERS,
      seed,
      ...FORMS[form],
    }),
  );
  const module = new URL('./course.ts', import.meta.url).href;
  return studyOf<Case, readonly Moment[]>(module, inputs, (courses) => {
    const { within, atMost, atLeast } = claimsOf('vanishing-variance');
    const of = (variant: Variant): (readonly Moment[])[] =>
      courses.filter((_, i) => runs[i].variant === variant);
    const [plain, corrected, plainShared] = VARIANTS;
    const round = LEARNED_BY[form];
    const at = (course: readonly Moment[]): Moment =>
      course.find((moment) => moment.round === round) ?? course[course.length - 1];
    const accuracy = (variant: Variant): Interval =>
      intervalOf(of(variant).map((course) => at(course).accuracy.mean));
    const deviation = intervalOf(of(plain).map((course) => at(course).deviation / course[0].deviation));
    const data = form === 'quick' ? 'synthetic classes' : 'MNIST';
    const after = `mean accuracy after ${round} rounds`;
    const points = (variant: Variant, y: (moment: Moment, first: Moment) => number): [number, number][] =>
      of(variant)[0].map(({ round: at }, k) => [
        at,
        mean(of(variant).map((course) => y(course[k], course[0]))),
      ]);
    return {
      rows: [
        atLeast(
          `corrected averaging, distinct initialisation (${data}): ${after}`,
          LEARNED,
          accuracy(corrected),
        ),
        atMost(`plain averaging, distinct initialisation: ${after}`, NOT_LEARNED, accuracy(plain)),
        within('deviation of its weights then, over that at the start: 1 / sqrt(16)', SHRUNK, deviation, 0.1),
        atLeast(
          `plain averaging, shared initialisation: mean accuracy after ${FORMS[form].rounds} rounds`,
          LEARNED,
          intervalOf(of(plainShared).map((course) => course[course.length - 1].accuracy.mean)),
        ),
      ],
      charts: [
        {
          title: 'Accuracy of tanh networks with five hidden layers',
          subtitle: `${PEERS} peers on a random graph, ${data}`,
          x: { label: 'rounds', scale: 'linear' },
          y: { label: 'mean accuracy', scale: 'linear', min: 0, max: 1 },
          series: VARIANTS.map((variant) => ({
            name: variant.name,
            points: points(variant, (moment) => moment.accuracy.mean),
          })),
        },
        {
          title: 'What averaging does to the weights',
          subtitle: 'hidden layers behind the first',
          x: { label: 'rounds', scale: 'linear' },
          y: { label: 'standard deviation, of that at the start', scale: 'log' },
          series: VARIANTS.map((variant) => ({
            name: variant.name,
            points: points(variant, (moment, first) => moment.deviation / first.deviation),
          })),
        },
      ],
    };
  });
}
