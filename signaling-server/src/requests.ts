/** What a peer's connection is to who serves its room, and what it may ask for. */
import type {
  Introduce,
  Introduction,
  Join,
  Joined,
  Refusal,
  Reply,
  RoomSize,
  ServerToClientEvents,
  SignalRequest,
} from '@hearsay/shared/protocol/signalling.ts';
import type { RoomKey } from './room-keys.ts';

export type Answer<T> = (reply: Reply<T>) => void;
/** What hears a refusal, whatever answer it waits for. */
export type Refuse = (reply: { ok: false } & Refusal) => void;

/** What all who are in a room are told. */
export type RoomEvent = ['size', RoomSize] | ['refused', Refusal];

/** A peer's connection, as the service sees it. */
export interface Connection {
  /** Where it comes from: see `addressOf`. */
  readonly address: string;
  emit<Name extends keyof ServerToClientEvents>(
    name: Name,
    content: Parameters<ServerToClientEvents[Name]>[0],
  ): void;
  /** From now on it hears what is told to the whole room, or no longer. */
  setInRoom(room: string, isIn: boolean): void;
  /** For what costs more than to read it; see `costOf`. */
  charge(tokens: number): void;
  /** Ends it; the peer comes back much later, if at all. */
  disconnect(): void;
  /** Ends it; the peer comes back at once, and joins anew. */
  reconnect(): void;
}

/** What a peer joins with, when its proofs were checked. */
export interface Entry extends Omit<Join, 'proof' | 'identity'> {
  readonly roomKey?: RoomKey;
  /** Its public key, of which its id is made. */
  readonly ownKey?: string | undefined;
  /** It is in the room already, and was served elsewhere until now: it is introduced to nobody. */
  readonly again?: boolean;
}

/** What a connection may ask for. */
export interface Requests {
  join(request: Entry, answer: Answer<Joined>): void;
  introduce(request: Introduce, answer: Answer<Introduction>): void;
  signal(request: SignalRequest, answer: Answer<object>): void;
  leave(request: undefined, answer: Answer<object>): void;
  /** The connection is over. */
  gone(): void;
}
