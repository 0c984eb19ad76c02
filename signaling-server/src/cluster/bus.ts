/**
 * What processes that serve the same rooms have in common: who serves which room, which slots its peers have, with which key it was
 * opened, and a way to tell each other something. Redis is behind it; see `redis-bus.ts`.
 */
import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';

export interface Bus {
  /** This process, by a name of its own. */
  readonly self: string;
  /** In order, to one process. @returns false where that process is gone */
  send(to: string, message: string): Promise<boolean>;
  /**
   * Makes this process the one that serves a room, unless another one does.
   * @param dead one that does no longer, whatever is said @returns which one does
   */
  claim(room: string, dead: string | null): Promise<string>;
  /** The same for a room that this process serves already, where that may have been forgotten. */
  keep(room: string): Promise<string>;
  /** Nobody serves the room any more, unless another process does by now. */
  release(room: string): Promise<void>;
  /** Of these rooms those that this process does not serve any more. */
  lost(rooms: readonly string[]): Promise<string[]>;
  /** The slots that the room's peers had last. */
  slots(room: string): Promise<ReadonlyMap<PeerId, number>>;
  /** Remembers a slot; null: it is free. */
  setSlot(room: string, id: PeerId, slot: number | null): void;
  /** The key that the room was opened with last, see `room-keys.ts`; null: none. */
  key(room: string): Promise<string | null>;
  setKey(room: string, key: string | null): void;
  /** Of these processes those that are gone. */
  gone(processes: readonly string[]): Promise<string[]>;
  close(): Promise<void>;
}

export interface BusListener {
  onMessage(from: string, message: string): void;
  /** What was remembered may be lost, and others may serve what this process served. */
  onBack(): void;
}
