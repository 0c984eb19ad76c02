/**
 * Decides which handshakes get through. In a room with a key all that leave are sealed, and of those that come only those
 * count that were sealed with the same key. Whoever has another key, or none, is a stranger: told so once, and not tried
 * again, since the key of a tab does not change.
 *
 * What was sealed before this tab was loaded does not count: an offer that does not name this tab's epoch (`sealing.ts`) is asked for
 * again, and whoever made it still has it.
 */

import type {
  Envelope,
  Full,
  Handshake,
  PeerId,
  RelayedSignal,
  SignalRequest,
} from '@hearsay/shared/protocol/signalling.ts';
import { dropOldest } from '@hearsay/shared/util/drop-oldest.ts';
import { type Content, createSealer } from './sealing.ts';

/** Most strangers remembered; the oldest go, and may be tried again. */
export const MAX_STRANGERS = 256;
/** Most sessions whose handshakes are kept until the other end has confirmed them, and most handshakes of each; the oldest sessions go. */
const MAX_SESSIONS = 256;
const MAX_KEPT = 64;
/** Handshakes that nobody seals faster than. The numbers reach far beyond the year 2200 before they are no longer exact. */
const NUMBERS_A_MILLISECOND = 1000;

/**
 * What keeps two peers apart. `other-key`: the other has another key than this one. `no-key`: the other has none. `has-key`:
 * the other has a key, and this one has none. `changed`: the other has the same key, but what it got was not what was sent.
 */
export type KeyTrouble = 'other-key' | 'no-key' | 'has-key' | 'changed';

export interface PlainSignal {
  readonly from: PeerId;
  readonly session: string;
  readonly handshake: Handshake | Full;
}

export interface HandshakeGuard {
  /** What is to travel instead of the handshake. */
  seal(self: PeerId, to: PeerId, session: string, handshake: Handshake | Full): SignalRequest;
  /**
   * What came, if it counts.
   * @param self the own id, which the sender sealed it for
   * @param answer the way back to the sender
   * @param isVouchedFor whether somebody vouches that it is the sender: else what cannot be opened does not count against it
   */
  open(
    self: PeerId,
    relayed: RelayedSignal,
    answer: (signal: SignalRequest) => void,
    isVouchedFor: boolean,
  ): PlainSignal | null;
  isStranger(id: PeerId): boolean;
}

export interface GuardOptions {
  readonly room: string;
  /** Empty for a room without one. */
  readonly key: string;
  /** Cryptographically random ones, so many. */
  readonly randomBytes: (count: number) => Uint8Array;
  /** Milliseconds; by default since 1970. */
  readonly now?: () => number;
  /** Told once a stranger; for `changed`, each time. */
  readonly onTrouble: (id: PeerId, trouble: KeyTrouble) => void;
  readonly onDropped: (reason: string) => void;
}

/** What says something also without a key. */
type Plain = Exclude<Content, { type: 'again' }>;
type Verdict =
  | { readonly content: Content }
  | { readonly stranger: KeyTrouble }
  | { readonly drop: string }
  /** To be asked for again, in the sender's epoch; null for what comes again together with its offer. */
  | { readonly again: string | null; readonly isStale: boolean };

export function createHandshakeGuard(options: GuardOptions): HandshakeGuard {
  const { room, key, randomBytes, now = Date.now, onTrouble, onDropped } = options;
  // A tab that is reloaded is the same peer, and what it seals must not be taken for what it sealed before.
  const first = now() * NUMBERS_A_MILLISECOND;
  const sealer = key === '' ? null : createSealer(room, key, randomBytes, first);
  const strangers = new Set<PeerId>();

  /** Of sessions in which this peer has said something: what the other end may ask for again. */
  const unconfirmed = new Map<string, (Handshake | Full)[]>();
  const nameOf = (id: PeerId, session: string): string => `${id} ${session}`;

  const envelope = (from: PeerId, to: PeerId, session: string, content: Plain): Envelope =>
    sealer === null ? content : sealer.seal({ session, from, to }, content);

  const keep = (to: PeerId, session: string, ...handshakes: (Handshake | Full)[]): void => {
    const name = nameOf(to, session);
    const kept = unconfirmed.get(name) ?? [];
    if (kept.length < MAX_KEPT) kept.push(...handshakes);
    unconfirmed.set(name, kept);
    dropOldest(unconfirmed, MAX_SESSIONS);
  };

  const judge = (self: PeerId, { from, session, handshake }: RelayedSignal): Verdict => {
    if (sealer === null)
      return handshake.type === 'sealed' ? { stranger: 'has-key' } : { content: handshake };
    if (handshake.type !== 'sealed') return { stranger: 'no-key' };
    const opened = sealer.open({ session, from, to: self }, handshake);
    if (opened.ok) {
      // The session was drawn anew, so whoever declines what this tab said in it does so now.
      const isOld = opened.content.type === 'declined' && !unconfirmed.has(nameOf(from, session));
      return isOld ? { drop: 'replayed-handshake' } : opened;
    }
    if (opened.reason === 'unconfirmed') {
      return { again: opened.content.type === 'offer' ? opened.epoch : null, isStale: opened.isStale };
    }
    return opened.reason === 'replayed' ? { drop: 'replayed-handshake' } : { stranger: 'other-key' };
  };

  const estrange = (id: PeerId, trouble: KeyTrouble, decline: () => void): void => {
    if (strangers.has(id)) return;
    strangers.add(id);
    dropOldest(strangers, MAX_STRANGERS);
    // The other cannot open it either, and so learns that the keys differ. It answers once, as this one does.
    decline();
    onTrouble(id, trouble);
  };

  return {
    seal(self, to, session, handshake) {
      if (sealer !== null) keep(to, session, handshake);
      return { to, session, handshake: envelope(self, to, session, handshake) };
    },
    open(self, relayed, answer, isVouchedFor) {
      const { from, session } = relayed;
      const verdict = judge(self, relayed);
      if ('drop' in verdict) {
        onDropped(verdict.drop);
        return null;
      }
      if ('stranger' in verdict) {
        if (!isVouchedFor) {
          onDropped('relay-refused');
          return null;
        }
        onDropped(verdict.stranger);
        estrange(from, verdict.stranger, () => {
          answer({ to: from, session, handshake: envelope(self, from, session, { type: 'declined' }) });
        });
        return null;
      }
      if ('again' in verdict) {
        // Else it is one's first word to the other, as with every link.
        if (verdict.isStale) onDropped('stale-handshake');
        if (sealer === null || verdict.again === null) return null;
        keep(from, session);
        const route = { session, from: self, to: from };
        answer({ to: from, session, handshake: sealer.seal(route, { type: 'again' }, verdict.again) });
        return null;
      }
      // It has the key after all: what did not open before was changed on the way.
      strangers.delete(from);
      const { content } = verdict;
      const kept = unconfirmed.get(nameOf(from, session)) ?? [];
      if (content.type === 'again') {
        for (const handshake of kept.splice(0)) {
          answer({ to: from, session, handshake: envelope(self, from, session, handshake) });
        }
        return null;
      }
      if (content.type !== 'declined') {
        kept.length = 0;
        return { from, session, handshake: content };
      }
      // Without a key there is nothing to decline.
      onDropped(sealer === null ? 'invalid-signalling' : 'changed');
      if (sealer !== null) onTrouble(from, 'changed');
      return null;
    },
    isStranger: (id) => strangers.has(id),
  };
}
