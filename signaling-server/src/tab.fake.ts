/** Tabs that speak whatever they are told, right or wrong. */
import type { Joined, Reply } from '@hearsay/shared/protocol/signalling.ts';
import { makeProof } from '@hearsay/shared/room/room-proof.ts';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import { peerIdOf } from './room-service.ts';

export const SESSION = '0123456789abcdef';
export const OFFER = { type: 'offer', sdp: 'v=0' };

export const tokenOf = (number: number): string => number.toString(16).padStart(32, '0');
export const idOf = (number: number): string => peerIdOf(tokenOf(number));

export interface Tab {
  socket: Socket;
  /** Sends an event and resolves to its acknowledgement. */
  ask(event: string, ...args: unknown[]): Promise<Record<string, unknown>>;
  /** Resolves to the next event of this name, also to one that came before it was asked for. */
  next(event: string): Promise<unknown>;
  /** Every event received so far, in order. */
  received: [event: string, content: unknown][];
}

export interface TabOptions extends Partial<ManagerOptions & SocketOptions> {
  /** Of this machine's, the one to connect from. */
  localAddress?: string;
}

/** Not connected yet, perhaps never. */
export function createTab(url: string, options: TabOptions = {}): Tab {
  const socket = io(url, { transports: ['websocket'], reconnection: false, forceNew: true, ...options });
  const received: Tab['received'] = [];
  const unread: Tab['received'] = [];
  const waiting: { event: string; resolve: (content: unknown) => void }[] = [];
  socket.onAny((event: string, content: unknown) => {
    received.push([event, content]);
    const at = waiting.findIndex((waiter) => waiter.event === event);
    if (at < 0) unread.push([event, content]);
    else waiting.splice(at, 1)[0].resolve(content);
  });
  return {
    socket,
    received,
    ask: (event, ...args) => socket.emitWithAck(event, ...args),
    next(event) {
      const at = unread.findIndex(([name]) => name === event);
      if (at >= 0) return Promise.resolve(unread.splice(at, 1)[0][1]);
      return new Promise((resolve) => waiting.push({ event, resolve }));
    },
  };
}

/** Resolves to what the server says when it refuses the connection, or to `connected`. */
export function outcomeOf({ socket }: Tab): Promise<'connected' | (Error & { data?: unknown })> {
  return new Promise((resolve) => {
    socket.on('connect', () => resolve('connected'));
    socket.on('connect_error', resolve);
  });
}

/** Connects and joins, with the key of the room where there is one. Rejects where either is refused. */
export async function joinedTab(
  url: string,
  request: {
    room: string;
    key?: string | undefined;
    number: number;
    slot?: number | undefined;
    known?: string[];
    version?: number;
  },
  options: TabOptions = {},
): Promise<Tab & { joined: Joined }> {
  const tab = createTab(url, options);
  const outcome = await outcomeOf(tab);
  if (outcome !== 'connected') throw outcome;
  const { number, key, ...rest } = request;
  const proof = key === undefined ? {} : { proof: makeProof(request.room, key, String(tab.socket.id)) };
  const reply = (await tab.socket.emitWithAck('join', {
    ...rest,
    ...proof,
    token: tokenOf(number),
  })) as Reply<Joined>;
  if (!reply.ok) throw new Error(reply.message);
  return { ...tab, joined: reply };
}
