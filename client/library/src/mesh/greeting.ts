/**
 * The beginning of a link. The first thing that each end says is which versions of the protocol it understands; before that
 * nothing else of it counts, and where the versions do not fit nothing ever does.
 */
import type { MeshMessage } from '@hearsay/shared/protocol/mesh-message.ts';

/** Most messages kept that came before it: from before there were versions, what the host wishes may. */
const MOST_EARLY = 8;

export type Hello = MeshMessage & { type: 'task' };

export interface Greeting {
  /** The link is open, and the own greeting on its way. */
  opened(): void;
  /** To be given all that comes before they have met: it may come before this end knows that the link is open. */
  hear(message: MeshMessage): void;
}

export interface GreetingOptions {
  /** Asked once, as soon as it is known, for what the other end says of itself. */
  readonly fits: (hello: Hello) => boolean;
  /** Both are open and fit. @param heard all that came so far */
  readonly onMet: (heard: readonly MeshMessage[]) => void;
  /** They do not, and the other end is told so by the own greeting. */
  readonly onUnfit: () => void;
}

export function createGreeting({ fits, onMet, onUnfit }: GreetingOptions): Greeting {
  const early: MeshMessage[] = [];
  let isOpen = false;
  let hello: Hello | null = null;
  let fit = false;
  const settle = (): void => {
    if (!isOpen || hello === null) return;
    if (fit) onMet([hello, ...early]);
    else onUnfit();
  };
  return {
    opened() {
      isOpen = true;
      settle();
    },
    hear(message) {
      if (hello === null && message.type === 'task') {
        hello = message;
        fit = fits(message);
        settle();
      } else if (early.length < MOST_EARLY) early.push(message);
    },
  };
}
