/** Whether a peer's own examples lead it away from the others. */
import type { Learner } from '../learner/learner.ts';

/** How far shares of labels are from even ones, at the most, where examples lead nowhere in particular; half the sum of all
 * differences. */
const EVEN = 0.25;

/** By how much it has of each label; where there are no labels, it may. */
export function leans({ labelCounts }: Pick<Learner, 'labelCounts'>): boolean {
  const counts = labelCounts?.() ?? [];
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return true;
  return counts.reduce((sum, count) => sum + Math.abs(count / total - 1 / counts.length), 0) / 2 > EVEN;
}
