/** Membership by the loss: of peers with few examples and with more, at several budgets, beside what these allow. */

import type { LineChart } from '@hearsay/shared/charts/chart.ts';
import { mostAdvantage } from '@hearsay/shared/leaks/membership.ts';
import { mean } from '@hearsay/shared/util/numbers.ts';
import { type Interval, intervalOf } from '../interval.ts';
import { claimsOf, type Form, type Row, type Study, studyOf } from '../paper.ts';
import type { MembershipInput, MembershipResult } from './measure-membership.ts';

const MEASURE = new URL('./measure-membership.ts', import.meta.url).href;
const SEEDS = [1, 2, 3, 4, 5];
const FEW = 50;
const MORE = { quick: 300, full: 2000 };
const PASSES = 40;
const DELTA = 1e-5;
const EPSILON = 3;
const EPSILONS = { quick: [0.5, EPSILON], full: [0.5, 1, EPSILON, 10, 30, 100] };
/** What is worth calling a leak. */
const LEAK = 0.3;
/** Of the advantage with few examples and without a budget, what is left with more, or with one. */
const LESS = 0.5;
/** A bound that is nearer to 1 than that says nothing. */
const HARDLY_A_BOUND = 0.95;

interface Measured {
  readonly examples: number;
  /** Null without a budget. */
  readonly epsilon: number | null;
  /** By seed. */
  readonly results: readonly MembershipResult[];
}

export function membership(form: Form): Study {
  const more = MORE[form];
  const cases = [
    ...[null, ...EPSILONS[form]].map((epsilon) => ({ examples: FEW, epsilon })),
    ...[null, EPSILON].map((epsilon) => ({ examples: more, epsilon })),
  ];
  const inputs = cases.map(
    ({ examples, epsilon }): MembershipInput => ({
      examples,
      budget: epsilon === null ? null : { epsilon, delta: DELTA },
      passes: PASSES,
      seeds: SEEDS,
    }),
  );
  return studyOf(MEASURE, inputs, (results: readonly (readonly MembershipResult[])[]) => {
    const measured = cases.map((one, i): Measured => ({ ...one, results: results[i] }));
    return {
      rows: rowsOf(measured, more),
      charts: [byEpsilon(measured.filter(({ examples }) => examples === FEW))],
    };
  });
}

function rowsOf(measured: readonly Measured[], more: number): Row[] {
  const claims = claimsOf('leaks');
  const over = ({ results }: Measured, figure: (one: MembershipResult) => number): Interval =>
    intervalOf(results.map(figure));
  const of = (examples: number, epsilon: number | null): Measured => {
    const one = measured.find((some) => some.examples === examples && some.epsilon === epsilon);
    if (one === undefined) throw new RangeError('that was not measured');
    return one;
  };
  const [few, many] = [FEW, more].map((examples) => of(examples, null));
  return [
    claims.atLeast(`${FEW} examples: advantage of who guesses by the loss`, LEAK, over(few, advantageOf)),
    claims.measured(
      `${FEW} examples: AUC`,
      over(few, ({ auc }) => auc),
    ),
    claims.atMost(
      `${more} examples: advantage, over that with ${FEW}`,
      LESS,
      intervalOf(many.results.map((one, i) => one.advantage / few.results[i].advantage)),
    ),
    claims.measured(
      `${more} examples: AUC`,
      over(many, ({ auc }) => auc),
    ),
    claims.atMost(
      `${FEW} examples, epsilon = ${EPSILON}: advantage, over that without a budget`,
      LESS,
      intervalOf(of(FEW, EPSILON).results.map((one, i) => one.advantage / few.results[i].advantage)),
    ),
    ...measured.flatMap(({ examples, epsilon, results }) => {
      if (epsilon === null) return [];
      const most = mostAdvantage({ epsilon, delta: DELTA });
      const what = `${examples} examples, epsilon = ${epsilon}: advantage`;
      const figure = intervalOf(results.map(advantageOf));
      return most < HARDLY_A_BOUND
        ? [claims.atMost(`${what}, and what the budget allows`, most, figure)]
        : [claims.measured(what, figure)];
    }),
    ...[null, EPSILON].map((epsilon) =>
      claims.measured(
        `${more} examples, ${epsilon === null ? 'no budget' : `epsilon = ${epsilon}`}: accuracy on test digits`,
        over(of(more, epsilon), ({ accuracy }) => accuracy),
      ),
    ),
  ];
}

const advantageOf = ({ advantage }: MembershipResult): number => advantage;

function byEpsilon(few: readonly Measured[]): LineChart {
  const open = few.filter(({ epsilon }) => epsilon === null);
  const budgets = few.flatMap(({ epsilon, results }) =>
    epsilon === null ? [] : [{ epsilon, advantage: mean(results.map(advantageOf)) }],
  );
  const [least, most] = [budgets[0].epsilon, budgets[budgets.length - 1].epsilon];
  const without = mean(open.flatMap(({ results }) => results.map(advantageOf)));
  return {
    title: 'Who took part, guessed by the loss',
    subtitle: `${FEW} examples a peer; 0 is guessing blindly, 1 knowing`,
    x: { label: 'epsilon', scale: 'log' },
    y: { label: 'advantage: true less false positive rate', scale: 'linear', min: 0, max: 1 },
    series: [
      {
        name: 'allowed by the budget',
        dashed: true,
        points: curve(least, most).map((epsilon) => [epsilon, mostAdvantage({ epsilon, delta: DELTA })]),
      },
      {
        name: 'measured',
        markers: true,
        points: budgets.map(({ epsilon, advantage }) => [epsilon, advantage]),
      },
      {
        name: 'without a budget',
        points: [
          [least, without],
          [most, without],
        ],
      },
    ],
  };
}

/** Points evenly spaced by their logarithms. */
function curve(least: number, most: number): number[] {
  return Array.from({ length: 41 }, (_, i) => least * (most / least) ** (i / 40));
}
