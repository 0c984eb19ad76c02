/** What a screen reader is told: changes that matter, never every tick. */
import type { Phase, Status } from 'hearsay';
import { isHeldBack } from './pacing.ts';
import type { Words } from './words/words.ts';

/** What was announced so far. */
export interface Heard {
  readonly phase: Phase;
  readonly connected: boolean;
  /** The highest full ten percent of accuracy that was reached. */
  readonly tens: number;
  /** Whether exchanges held the tab back. */
  readonly heldBack: boolean;
  readonly modelsLost: number;
}

export const heardNothing: Heard = {
  phase: 'idle',
  connected: false,
  tens: 0,
  heldBack: false,
  modelsLost: 0,
};

/** The next announcement, empty when there is nothing new, and what has been heard after it. */
export function announce(
  heard: Heard,
  status: Status,
  say: Words['announcements'],
): { heard: Heard; text: string } {
  const connected = status.neighbours.filter((neighbour) => neighbour.state === 'connected').length;
  // The small addend: 0.3 * 10 must count as three tens although 10 * 0.29999999 does not.
  const tens = Math.max(heard.tens, Math.floor(10 * (status.roomAccuracy ?? 0) + 1e-6));
  const sentences: string[] = [];
  if (status.phase !== heard.phase) sentences.push(say.phases[status.phase]);
  if (connected > 0 !== heard.connected && status.phase === 'training') {
    sentences.push(connected > 0 ? say.connected : say.alone);
  }
  if (tens > heard.tens) sentences.push(say.accuracy(tens / 10));
  const heldBack = isHeldBack(status, heard.heldBack);
  if (heldBack !== heard.heldBack && status.phase === 'training') {
    sentences.push(heldBack ? say.heldBack : say.free);
  }
  if (status.modelsLost > heard.modelsLost) sentences.push(say.modelLost);
  return {
    heard: {
      phase: status.phase,
      connected: status.phase === 'training' ? connected > 0 : heard.connected,
      tens,
      heldBack,
      modelsLost: status.modelsLost,
    },
    text: sentences.filter((sentence) => sentence !== '').join(' '),
  };
}
