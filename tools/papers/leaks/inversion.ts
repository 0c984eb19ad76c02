/** Pictures from two consecutive models: of one example exactly, of many in part, of private steps not at all. */

import type { LineChart } from '@hearsay/shared/charts/chart.ts';
import { mean } from '@hearsay/shared/util/numbers.ts';
import { type Interval, intervalOf } from '../interval.ts';
import { claimsOf, type Form, type Row, type Study, studyOf } from '../paper.ts';
import type { InversionInput, InversionResult } from './measure-inversion.ts';

const MEASURE = new URL('./measure-inversion.ts', import.meta.url).href;
const SEEDS = [1, 2, 3, 4, 5];
const ONE_OF = 50;
const TRAINED = 100;
const DELTA = 1e-5;
const EPSILON = 3;
const BATCH = 32;
/** A link's defaults: so many steps between two models, of a batch each. */
const STEPS = 10;
const SIZES = { quick: [1, 8, BATCH], full: [1, 2, 4, 8, 16, BATCH] };
const CODECS = ['float32', 'auto'];

/** Correlation of what cannot be told from the true picture by looking at it. */
const EXACT = 0.99;
/** In dB: an error of no more than a hundredth of the range; and of a tenth, which leaves little of a digit. */
const [SHARP, BLURRED] = [40, 20];
/** Correlation of what shows nothing. */
const NOTHING = 0.2;
const LITTLE_LEAD = 0.1;

type Case = Omit<InversionInput, 'seeds' | 'attempts'>;
interface Measured extends Case {
  /** By seed. */
  readonly results: readonly InversionResult[];
}

const PLAIN: Case = { examples: 1, batch: 1, steps: 1, codec: 'float32', trained: 0, gradients: 'plain' };
const CLIPPED: Case = { ...PLAIN, gradients: 'clipped' };
const LATER: Case = { ...PLAIN, trained: TRAINED };
const PRIVATE: Case = { ...PLAIN, examples: ONE_OF, gradients: { epsilon: EPSILON, delta: DELTA } };
const USUAL: Case = { ...PLAIN, examples: STEPS * BATCH, batch: BATCH, steps: STEPS, codec: 'auto' };

export function inversion(form: Form): Study {
  const attempts = form === 'quick' ? 2 : 20;
  const sizes = SIZES[form];
  const cases = [
    ...CODECS.flatMap((codec) => sizes.map((size) => ofSize(size, codec))),
    ...[CLIPPED, LATER, PRIVATE, USUAL],
  ];
  const inputs = cases.map((one): InversionInput => ({ ...one, seeds: SEEDS, attempts }));
  return studyOf(MEASURE, inputs, (results: readonly (readonly InversionResult[])[]) => {
    const measured = cases.map((one, i): Measured => ({ ...one, results: results[i] }));
    const of = (wanted: Case): Measured => found(measured, wanted);
    return { rows: rowsOf(of), charts: [bySize(of, sizes)] };
  });
}

function found(measured: readonly Measured[], wanted: Case): Measured {
  const key = ({ examples, batch, steps, codec, trained, gradients }: Case): string =>
    JSON.stringify([examples, batch, steps, codec, trained, gradients]);
  const one = measured.find((some) => key(some) === key(wanted));
  if (one === undefined) throw new RangeError(`${key(wanted)} was not measured`);
  return one;
}

const ofSize = (size: number, codec: string): Case => ({ ...PLAIN, codec, examples: size, batch: size });

function over({ results }: Measured, figure: (one: InversionResult) => number): Interval {
  return intervalOf(results.map(figure));
}

function rowsOf(of: (wanted: Case) => Measured): Row[] {
  const { atLeast, atMost, measured } = claimsOf('leaks');
  const correlation = (one: Case): Interval => over(of(one), (result) => result.correlation);
  const psnr = (one: Case): Interval => over(of(one), (result) => result.psnr);
  const lead = (one: Case): Interval => over(of(one), (result) => result.correlation - result.withOthers);
  const pictures = (one: Case): Interval => over(of(one), (result) => result.found);
  const [many, manyPacked] = CODECS.map((codec) => ofSize(BATCH, codec));
  const packed = ofSize(1, 'auto');
  const budget = `epsilon = ${EPSILON}, one of ${ONE_OF} examples a step`;
  return [
    atLeast('one example, float32: correlation of the picture with the true one', EXACT, correlation(PLAIN)),
    atLeast('one example, float32: PSNR in dB, 60 at most', SHARP, psnr(PLAIN)),
    atLeast(`the same, of a model trained for ${TRAINED} steps: correlation`, EXACT, correlation(LATER)),
    atLeast(
      'the same, gradient clipped to a length of 1, no noise: correlation',
      EXACT,
      correlation(CLIPPED),
    ),
    atLeast('one example, the default codec: correlation', EXACT, correlation(packed)),
    measured('one example, the default codec: PSNR in dB', psnr(packed)),
    atMost(`${BATCH} examples, float32: PSNR in dB`, BLURRED, psnr(many)),
    measured(`${BATCH} examples, float32: correlation, less that with ${BATCH} others`, lead(many)),
    atLeast(`${BATCH} examples, float32: pictures that single units give`, 1, pictures(many)),
    atMost(
      `${BATCH} examples, float32: pictures that they seem to give, of ${BATCH} others`,
      0.1,
      over(of(many), (result) => result.foundOthers),
    ),
    atMost(
      `${BATCH} examples: pictures by the default codec less those by float32`,
      0,
      intervalOf(of(many).results.map((one, i) => of(manyPacked).results[i].found - one.found)),
    ),
    measured(
      `a link’s defaults, ${STEPS} steps of ${BATCH}, its codec: pictures of ${STEPS * BATCH} that single units give`,
      pictures(USUAL),
    ),
    atMost(`${budget}, float32: correlation`, NOTHING, correlation(PRIVATE)),
    atMost(
      `${budget}, float32: correlation, less that with a picture the peer does not have`,
      LITTLE_LEAD,
      lead(PRIVATE),
    ),
    atMost(`${budget}, float32: pictures that single units give`, 0, pictures(PRIVATE)),
  ];
}

function bySize(of: (wanted: Case) => Measured, sizes: readonly number[]): LineChart {
  const points = (
    codec: string,
    figure: (one: InversionResult, size: number) => number,
  ): (readonly [number, number])[] =>
    sizes.map((size) => [size, mean(of(ofSize(size, codec)).results.map((one) => figure(one, size)))]);
  return {
    title: 'What two consecutive models show of a batch',
    subtitle: `one step in between, 784-128-64-10 units; private: epsilon = ${EPSILON}`,
    x: { label: 'examples in the batch', scale: 'log' },
    y: { label: 'correlation, or share of pictures', scale: 'linear', min: 0, max: 1 },
    series: [
      {
        name: 'by the whole layer: correlation with one of the batch',
        markers: true,
        points: points('float32', (one) => one.correlation),
      },
      {
        name: 'the same, with one of as many others',
        dashed: true,
        points: points('float32', (one) => one.withOthers),
      },
      ...CODECS.map((codec) => ({
        name: `by single units: share of the batch, ${codec === 'auto' ? 'default codec' : codec}`,
        markers: true,
        points: points(codec, (one, size) => one.found / size),
      })),
      {
        name: 'private, one example: correlation',
        markers: true,
        points: [[1, mean(of(PRIVATE).results.map((one) => one.correlation))]],
      },
    ],
  };
}
