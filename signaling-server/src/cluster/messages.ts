/** What processes tell each other: those at which sockets end ask, and those that serve rooms answer. */
import type { Reply, ServerToClientEvents } from '@hearsay/shared/protocol/signalling.ts';
import type { Connection, Requests, RoomEvent } from '../requests.ts';

export type RequestName = Exclude<keyof Requests, 'gone'>;

/** `connection` and `call` are numbers of the process at which the socket ends. */
export type ClusterMessage =
  | {
      readonly kind: 'ask';
      readonly connection: number;
      readonly call: number;
      readonly name: RequestName;
      readonly address: string;
      /** As it came from the socket, and was checked there. */
      readonly request: unknown;
    }
  | { readonly kind: 'gone'; readonly connection: number }
  | { readonly kind: 'answer'; readonly call: number; readonly reply: Reply<object> }
  /** The room is not served there. */
  | { readonly kind: 'elsewhere'; readonly call: number }
  | {
      readonly kind: 'event';
      readonly connection: number;
      readonly name: keyof ServerToClientEvents;
      readonly content: Parameters<Connection['emit']>[1];
    }
  | { readonly kind: 'in-room'; readonly connection: number; readonly room: string; readonly isIn: boolean }
  | { readonly kind: 'charge'; readonly connection: number; readonly tokens: number }
  | { readonly kind: 'disconnect'; readonly connection: number }
  | { readonly kind: 'room'; readonly room: string; readonly event: RoomEvent }
  /** Whoever says so serves the room no longer. */
  | { readonly kind: 'released'; readonly room: string };

/** Null where it is none; another version of this server may be on the same Redis. */
export function parseMessage(text: string): ClusterMessage | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'kind' in value ? (value as ClusterMessage) : null;
  } catch {
    return null;
  }
}
