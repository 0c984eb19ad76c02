import type { Status } from 'hearsay';
import type { Format } from './words/format.ts';

/** The page's title: in a row of tabs, the number worth seeing comes first. */
export function titleOf(
  status: Pick<Status, 'phase' | 'roomAccuracy' | 'room'> | null,
  format: Format,
): string {
  if (!status || status.phase === 'idle') return 'Hearsay';
  const known = status.roomAccuracy === null ? [] : [format.percent(status.roomAccuracy, 0)];
  return [...known, status.room, 'Hearsay'].join(' · ');
}
