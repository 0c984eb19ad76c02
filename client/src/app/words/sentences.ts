/** The sentences that say how a run goes, built from the status alone. */
import type { LinkState, Phase, Status } from '../../status.ts';
import { formatPercent } from './format.ts';

/** Above what the own digits explain by at least this much, accuracy is what the neighbours taught. */
const CLEARLY_MORE = 0.05;

/** `[2, 3]` as "digits 2 and 3". */
export function nameDigits(digits: readonly number[]): string {
  const last = digits.at(-1);
  if (digits.length < 2) return `digit ${last ?? ''}`.trim();
  return `digits ${digits.slice(0, -1).join(', ')} and ${last}`;
}

/** The digits this tab has at least one example of. */
export function heldDigits(labels: readonly number[]): number[] {
  return labels.flatMap((count, digit) => (count > 0 ? [digit] : []));
}

/**
 * The accuracy that a model which knows its own digits and no others can reach on test data of all digits
 * alike; null where that says nothing, as the tab holds every digit or no data yet.
 */
export function aloneLimit(labels: readonly number[]): number | null {
  const held = heldDigits(labels).length;
  return held === 0 || held === labels.length ? null : held / labels.length;
}

/** What this tab was taught and what it knows. */
export function knowledgeSentence(labels: readonly number[], accuracy: number | null): string {
  const held = heldDigits(labels);
  const missing = labels.flatMap((count, digit) => (count === 0 ? [digit] : []));
  if (held.length === 0) return 'This tab has no examples yet.';
  const few = held.length <= missing.length;
  const seen =
    missing.length === 0
      ? 'This tab has seen all ten digits'
      : few
        ? `This tab has only seen ${nameDigits(held)}`
        : `This tab has never seen ${nameDigits(missing)}`;
  if (accuracy === null) return `${seen}. The first test is under way.`;
  const percent = formatPercent(accuracy);
  if (missing.length === 0) return `${seen} and recognises ${percent} of the test digits.`;
  const taught = accuracy > held.length / labels.length + CLEARLY_MORE;
  return taught
    ? `${seen}, yet it recognises ${percent} of all ten.`
    : `${seen}. It recognises ${percent} of all ten.`;
}

const PHASES: Record<Phase, string> = {
  idle: 'Ready',
  joining: 'Joining the room…',
  loading: 'Loading the digits…',
  training: 'Training and gossiping',
  paused: 'Paused',
  left: 'Left the room',
  failed: 'Stopped by an error',
};

export function phaseWords(status: Pick<Status, 'phase' | 'size'>): string {
  return status.phase === 'training' && status.size <= 1 ? 'Training alone' : PHASES[status.phase];
}

const LINKS: Record<LinkState, string> = {
  connecting: 'connecting…',
  connected: 'connected',
  reconnecting: 'connection lost, trying again',
  closed: 'connection closed',
};

export function linkWords(state: LinkState): string {
  return LINKS[state];
}

export function roomWords(size: number): string {
  return size === 1 ? 'only this tab' : `${size} tabs`;
}

/** The page's title: in a row of tabs, the number worth seeing comes first. */
export function titleWords(status: Pick<Status, 'phase' | 'accuracy' | 'room'> | null): string {
  if (!status || status.phase === 'idle') return 'Hearsay';
  const known = status.accuracy === null ? [] : [formatPercent(status.accuracy, 0)];
  return [...known, status.room, 'Hearsay'].join(' · ');
}
