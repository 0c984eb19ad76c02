/** A budget as links and command lines say it, light: who only reads settings need know no more of privacy. */
import { parseDecimal } from '../settings/fields.ts';
import type { Budget } from './mechanism.ts';

/** What a budget may be. More than that protects nobody, and less can hardly be learned with. */
export const BUDGET_LIMITS = {
  epsilon: { least: 0.1, most: 100 },
  delta: { least: 1e-12, most: 0.01 },
} as const;

/** Reads EPSILON:DELTA; null where it is none. */
export function parseBudget(text: string): Budget | null {
  const [epsilon, delta, ...rest] = text.split(':').map((part) => parseDecimal(part));
  if (epsilon == null || delta == null || rest.length > 0) return null;
  const within = (value: number, { least, most }: { readonly least: number; readonly most: number }) =>
    value >= least && value <= most;
  return within(epsilon, BUDGET_LIMITS.epsilon) && within(delta, BUDGET_LIMITS.delta)
    ? { epsilon, delta }
    : null;
}

/** Read back as the same. */
export const formatBudget = ({ epsilon, delta }: Budget): string => `${epsilon}:${delta}`;
