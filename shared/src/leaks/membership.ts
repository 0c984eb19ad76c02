/**
 * Whether a model tells which examples it learned from: membership inference by the loss, S. Yeom et al.: Privacy Risk in Machine
 * Learning: Analyzing the Connection to Overfitting, 2018, arXiv 1709.01604.
 */
import type { Budget } from '../privacy/mechanism.ts';

export interface MembershipGuesses {
  /** The share of members taken for such, less that of the others: 0 for who guesses blindly, 1 for who is always right. */
  readonly advantage: number;
  /** The probability that a member has a lower loss than one of the others; ties count half. */
  readonly auc: number;
}

/**
 * Takes for members whose loss is below the median of all, which whoever has the model and the examples can compute.
 * @param members losses of examples that were learned from, at least one @param others of as many or so that were not
 */
export function guessByLoss(members: readonly number[], others: readonly number[]): MembershipGuesses {
  const sorted = [...members, ...others].sort((a, b) => a - b);
  const threshold = (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.floor(sorted.length / 2)]) / 2;
  const taken = (losses: readonly number[]): number =>
    losses.reduce((sum, loss) => sum + halfOfTies(threshold, loss), 0) / losses.length;
  return { advantage: taken(members) - taken(others), auc: areaUnderCurve(members, others) };
}

/** 1 where a is above b, and half where they are the same: who cannot tell tosses a coin. */
const halfOfTies = (a: number, b: number): number => (a > b ? 1 : a === b ? 0.5 : 0);

/** By ranks (Mann & Whitney 1947). */
function areaUnderCurve(members: readonly number[], others: readonly number[]): number {
  const sorted = [...others].sort((a, b) => a - b);
  const wins = members.reduce(
    (sum, loss) =>
      sum + sorted.length - (countBelow(sorted, loss, false) + countBelow(sorted, loss, true)) / 2,
    0,
  );
  return wins / (members.length * others.length);
}

/** How many of sorted numbers are below a value, or no more than it. */
function countBelow(sorted: readonly number[], value: number, inclusive: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (inclusive ? sorted[middle] <= value : sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The largest advantage that anybody can have, whatever they do with what they receive, about an example that is as likely to be
 * there as not: P. Kairouz, S. Oh, P. Viswanath: The Composition Theorem for Differential Privacy, 2015, arXiv 1311.0776; T.
 * Humphries et al.: Investigating Membership Inference Attacks under Data Dependencies, 2020, arXiv 2010.12112.
 */
export function mostAdvantage({ epsilon, delta }: Budget): number {
  return (Math.expm1(epsilon) + 2 * delta) / (Math.exp(epsilon) + 1);
}
