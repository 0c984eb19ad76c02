/**
 * With which key each room was opened, known here by a public key alone: whoever opens a room decides, and others join with the same
 * key or not at all. Pages that are older than proofs say nothing of a key; a room that such a one has opened is open to all, until
 * somebody proves to have a key.
 */
import type { Refusal } from '@hearsay/shared/protocol/signalling.ts';
import { dropOldest } from '@hearsay/shared/util/drop-oldest.ts';
import { refusalOfOlderPage } from './other-versions.ts';

/** Most rooms that are expected back; the oldest go. */
const MAX_EXPECTED = 10_000;

/** The public key that a peer has proven to have the secret of; null: it has none; undefined: it does not say. */
export type RoomKey = string | null | undefined;

export interface RoomKeys {
  /** Why a peer may not join a room, null where it may. @param isOpen whether somebody is in the room @param version of the protocol that the peer says */
  refusalOf(room: string, isOpen: boolean, key: RoomKey, version: number | undefined): Refusal | null;
  /** A peer has joined that may. */
  joined(room: string, key: RoomKey): void;
  /** Nobody is in it any more, or it is served elsewhere. */
  closed(room: string): void;
  /** The room's peers are expected back until that time: nobody opens it with another key before. */
  expect(room: string, key: string, until: number): void;
}

/** @param onKey told of each room that is opened, and of its key; again where the key is known only later */
export function createRoomKeys(
  now: () => number,
  onKey: (room: string, key: string | null) => void,
): RoomKeys {
  /** One for each room that somebody is in, so no more. */
  const keys = new Map<string, RoomKey>();
  const expected = new Map<string, { readonly key: string; readonly until: number }>();

  function expectedOf(room: string): RoomKey {
    const found = expected.get(room);
    return found !== undefined && found.until > now() ? found.key : undefined;
  }

  return {
    refusalOf(room, isOpen, key, version) {
      const opened = isOpen ? keys.get(room) : expectedOf(room);
      if (opened === undefined || opened === key) return null;
      if (opened === null) return typeof key === 'string' ? REFUSALS['room-has-no-key'](room) : null;
      if (key === undefined) return refusalOfOlderPage(version);
      return REFUSALS[key === null ? 'room-needs-key' : 'room-has-other-key'](room);
    },
    joined(room, key) {
      if (keys.get(room) !== undefined) return;
      const isNew = !keys.has(room);
      if (!isNew && typeof key !== 'string') return;
      keys.set(room, key);
      expected.delete(room);
      onKey(room, key ?? null);
    },
    closed: (room) => void keys.delete(room),
    expect(room, key, until) {
      expected.delete(room);
      expected.set(room, { key, until });
      dropOldest(expected, MAX_EXPECTED);
    },
  };
}

const REFUSALS = {
  'room-needs-key': (room: string): Refusal => ({
    reason: 'room-needs-key',
    message: `The room "${room}" is protected by a key, and your link has none. Open the whole link of the room.`,
  }),
  'room-has-other-key': (room: string): Refusal => ({
    reason: 'room-has-other-key',
    message: `The room "${room}" is protected by another key than that of your link. Open the link of those who are in it.`,
  }),
  'room-has-no-key': (room: string): Refusal => ({
    reason: 'room-has-no-key',
    message: `The room "${room}" was opened without a key, and your link has one. Open a room of another name, or a link without a key.`,
  }),
};
