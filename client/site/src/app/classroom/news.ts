/** What a screen reader is told of the room: who comes and goes, and what the host does; never every figure. */
import type { Words } from '../words/words.ts';

export interface Situation {
  /** Devices in the room. */
  readonly size: number;
  /** What the host wishes; null in a room without one. */
  readonly run: 'training' | 'paused' | null;
  /** Number of the newest command. */
  readonly command: number;
  /** Whether all that are known follow it. */
  readonly followed: boolean;
}

/** Empty when there is nothing new. */
export function newsOf(before: Situation, now: Situation, say: Words['classroom']['news']): string {
  const sentences: string[] = [];
  if (now.size > before.size) sentences.push(say.joined(now.size - before.size, now.size));
  if (now.size < before.size) sentences.push(say.left(before.size - now.size, now.size));
  if (now.run !== before.run && now.run !== null && before.run !== null) sentences.push(say.runs[now.run]);
  const wasOpen = !before.followed || before.command !== now.command;
  if (now.command > 0 && now.followed && wasOpen) sentences.push(say.follow);
  return sentences.join(' ');
}
