/**
 * What rules have to send, one message after the other. Where links take no time a message is delivered inside `send`: if
 * what arrives makes its receiver send on, and so forth around a ring of hundreds of peers, the stack would not
 * hold. All peers of a simulation have one outbox in common, a tab has its own.
 */
import type { PeerContext } from '../peer-context.ts';
import type { PeerIndex } from '../peer-index.ts';

/** Most messages that wait; more are lost. */
export const MAX_WAITING = 1 << 16;

export interface Outbox {
  /** @param message is the outbox's from now on */
  add(peer: PeerContext, to: PeerIndex, message: Float32Array): void;
  /** Sends as offers all that waits, and what is added meanwhile. Does nothing where that is being done already. */
  flush(): void;
}

export function createOutbox(): Outbox {
  const waiting: { readonly peer: PeerContext; readonly to: PeerIndex; readonly message: Float32Array }[] =
    [];
  let flushing = false;
  return {
    add(peer, to, message) {
      if (waiting.length < MAX_WAITING) waiting.push({ peer, to, message });
    },
    flush() {
      if (flushing) return;
      flushing = true;
      try {
        // The newest first: it does not matter to rules that take messages in any order, and costs nothing.
        for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
          next.peer.send(next.to, 'offer', next.message);
        }
      } finally {
        flushing = false;
      }
    },
  };
}
