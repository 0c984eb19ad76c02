import type { Status } from '../status.ts';
import type { Format } from './words/format.ts';

/** The page's title: in a row of tabs, the number worth seeing comes first. */
export function titleOf(status: Pick<Status, 'phase' | 'accuracy' | 'room'> | null, format: Format): string {
  if (!status || status.phase === 'idle') return 'Hearsay';
  const known = status.accuracy === null ? [] : [format.percent(status.accuracy, 0)];
  return [...known, status.room, 'Hearsay'].join(' · ');
}
