/** The text of a task that a room made itself: who has it gives it to newcomers, who know its hash alone. */
import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';
import type { TaskMessage } from '@hearsay/shared/protocol/task-message.ts';
import { createTokenBucket, type TokenBucket } from '@hearsay/shared/util/token-bucket.ts';
import type { Tell } from '../session/aside.ts';

/** A newcomer asks once, and again where no answer came. */
const ANSWERS_PER_SECOND = 0.2;
const ANSWER_BURST = 3;

export interface TaskText {
  receive(from: PeerId, message: Exclude<TaskMessage, { type: 'statistics' }>): void;
  /** Of all others nothing is remembered. */
  setNeighbours(connected: readonly PeerId[]): void;
}

/** @param now milliseconds */
export function createTaskText(text: string, tell: Tell, now: () => number): TaskText {
  const answers = new Map<PeerId, TokenBucket>();
  return {
    receive(from, message) {
      // Whoever has a text of this hash needs no other.
      if (message.type === 'task-text') return;
      const bucket = answers.get(from) ?? createTokenBucket(ANSWERS_PER_SECOND, ANSWER_BURST, now);
      answers.set(from, bucket);
      if (bucket.take(1) >= 0) tell(from, { type: 'task-text', text });
    },
    setNeighbours(connected) {
      for (const id of answers.keys()) if (!connected.includes(id)) answers.delete(id);
    },
  };
}
