/** What `npm run peer` prints of its peers, built from their statuses alone. */
import { createFormat } from '@hearsay/site/app/words/format.ts';
import type { Status } from 'hearsay/internal/session/status.ts';

const format = createFormat('en');

const COLUMNS = [
  'peer',
  'slot',
  'phase',
  'accuracy',
  'updates',
  'a second',
  'links',
  'sent',
  'received',
  'dropped',
];

function cells(status: Status, index: number): string[] {
  const { slot, phase, roomAccuracy, updates, updateRate, neighbours, sent, received, dropped } = status;
  const connected = neighbours.filter(({ state }) => state === 'connected').length;
  return [
    String(index + 1),
    slot === null ? '–' : String(slot),
    phase,
    roomAccuracy === null ? '–' : format.percent(roomAccuracy),
    String(updates),
    format.rate(updateRate),
    String(connected),
    format.bytes(sent.bytes),
    format.bytes(received.bytes),
    String(Object.values(dropped).reduce((sum, count) => sum + count, 0)),
  ];
}

/** A table with a line for each peer, in their order. */
export function table(statuses: readonly Status[]): string {
  const rows = [COLUMNS, ...statuses.map(cells)];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => row.map((cell, column) => cell.padStart(widths[column])).join('  ')).join('\n');
}

/** One line on how a peer stands now. */
export function line(status: Status, index: number): string {
  const [peer, slot, phase, accuracy, updates, rate, links, sent, received] = cells(status, index);
  return `peer ${peer}, slot ${slot}: ${phase}, ${accuracy} right, ${updates} updates (${rate} a second), connected to ${links}, ${sent} sent, ${received} received${spentOf(status)}`;
}

function spentOf({ privacy }: Status): string {
  if (privacy === null) return '';
  const { epsilon, target, ended, kept } = privacy;
  const spent = `epsilon ${format.significant(epsilon, 3)} of ${format.significant(target, 3)} spent`;
  return `, ${spent}${ended ? ': learns from others alone now' : ''}${kept ? '' : ' (not kept after this program)'}`;
}

/** Errors are told once: those of `now` that were not there before. */
export function newErrors(before: readonly string[], now: readonly string[]): string[] {
  return now.filter((error) => !before.includes(error));
}

/**
 * Nought where every peer came as far as training, and none failed.
 * @param trained of each peer, whether it ever trained @param statuses as they were before leaving
 */
export function exitCode(trained: readonly boolean[], statuses: readonly Status[]): number {
  return trained.every(Boolean) && statuses.every(({ phase }) => phase !== 'failed') ? 0 : 1;
}
