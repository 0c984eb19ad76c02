/** What a screen reader is told: changes that matter, never every tick. */
import type { Phase, Status } from '../../status.ts';
import { formatPercent } from './format.ts';

/** What was announced so far. */
export interface Heard {
  readonly phase: Phase;
  readonly connected: boolean;
  /** The highest full ten percent of accuracy that was reached. */
  readonly tens: number;
}

export const heardNothing: Heard = { phase: 'idle', connected: false, tens: 0 };

const PHASES: Partial<Record<Phase, string>> = {
  joining: 'Joining the room.',
  loading: 'Loading the digits.',
  training: 'Training.',
  paused: 'Paused.',
  left: 'You left the room.',
  failed: 'The run stopped because of an error.',
};

/** The next announcement, empty when there is nothing new, and what has been heard after it. */
export function announce(heard: Heard, status: Status): { heard: Heard; text: string } {
  const connected = status.neighbours.filter((neighbour) => neighbour.state === 'connected').length;
  // The small addend: 0.3 * 10 must count as three tens although 10 * 0.29999999 does not.
  const tens = Math.max(heard.tens, Math.floor(10 * (status.accuracy ?? 0) + 1e-6));
  const sentences: string[] = [];
  if (status.phase !== heard.phase) sentences.push(PHASES[status.phase] ?? '');
  if (connected > 0 !== heard.connected && status.phase === 'training') {
    sentences.push(connected > 0 ? 'Connected to a neighbour.' : 'No neighbour is connected any more.');
  }
  if (tens > heard.tens)
    sentences.push(`This tab recognises ${formatPercent(tens / 10, 0)} of all ten digits.`);
  return {
    heard: {
      phase: status.phase,
      connected: status.phase === 'training' ? connected > 0 : heard.connected,
      tens,
    },
    text: sentences.filter((sentence) => sentence !== '').join(' '),
  };
}
