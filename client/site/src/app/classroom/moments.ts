/** The figures of a room over time. */
import type { Figures } from './figures.ts';

/** Most moments kept; when there are more, every other one of the older half goes. */
export const MAX_MOMENTS = 240;

export interface Moment extends Omit<Figures, 'worstSlot' | 'latency'> {
  /** Since the first one. */
  readonly seconds: number;
}

export function appendMoment(moments: readonly Moment[], moment: Moment): readonly Moment[] {
  const all = [...moments, moment];
  if (all.length <= MAX_MOMENTS) return all;
  return all.filter((_, i) => i >= MAX_MOMENTS / 2 || i % 2 === 0);
}
