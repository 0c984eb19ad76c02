import type { Status } from 'hearsay';

/** Below this share of its speed a tab is said to be held back, and from the other on no longer: a share that wavers about
 * one bound would be said and taken back all the time. */
const HELD_BACK_BELOW = 0.8;
const FREE_FROM = 0.9;

/** Whether it is worth saying that exchanges hold back a tab's updates. @param before what was said last */
export function isHeldBack({ phase, pace }: Pick<Status, 'phase' | 'pace'>, before: boolean): boolean {
  return phase === 'training' && pace < (before ? FREE_FROM : HELD_BACK_BELOW);
}
