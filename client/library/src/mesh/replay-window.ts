/** Handshakes that come so many after a later one of the same sender are refused: which way they take decides how they
 * are ordered. */
import { dropOldest } from '@hearsay/shared/util/drop-oldest.ts';
export const WINDOW = 32;
/** Most senders remembered; the one heard of longest ago goes. Only holders of the room's key get in. */
export const MAX_SENDERS = 4096;

export interface ReplayWindow {
  /** Whether this is the first time that the sender's message of that number comes; from then on it is not. */
  isNew(sender: string, number: number): boolean;
}

interface Seen {
  readonly newest: number;
  /** Bit i: whether the message `newest - i` has come. */
  readonly bits: number;
}

/** Tells what comes for the first time from what is sent again: a sliding window a sender, as in RFC 4303, section 3.4.3. */
export function createReplayWindow(): ReplayWindow {
  const senders = new Map<string, Seen>();
  const remember = (sender: string, seen: Seen): void => {
    senders.delete(sender);
    senders.set(sender, seen);
    dropOldest(senders, MAX_SENDERS);
  };
  return {
    isNew(sender, number) {
      const seen = senders.get(sender);
      const ahead = seen === undefined ? WINDOW : number - seen.newest;
      if (seen === undefined || ahead > 0) {
        const before = seen === undefined || ahead >= WINDOW ? 0 : seen.bits << ahead;
        remember(sender, { newest: number, bits: before | 1 });
        return true;
      }
      const bit = 1 << -ahead;
      if (-ahead >= WINDOW || (seen.bits & bit) !== 0) return false;
      remember(sender, { newest: seen.newest, bits: seen.bits | bit });
      return true;
    },
  };
}
