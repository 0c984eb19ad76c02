import type { Report } from '@hearsay/shared/room/report.ts';

/** How many of those that have reported follow the command of this number, or a newer one. */
export function following(reports: readonly Report[], command: number): number {
  return reports.filter((report) => report.command >= command).length;
}
