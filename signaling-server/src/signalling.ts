/**
 * The server's side of the signalling protocol, over socket.io: everything a socket sends is checked before it is looked at, and
 * what is refused is answered and counted. What is asked for is done by `room-service.ts`.
 */
import {
  AskIceSchema,
  type ClientToServerEvents,
  explain,
  IntroduceSchema,
  JoinSchema,
  type Refusal,
  type ServerToClientEvents,
  SignalSchema,
} from '@hearsay/shared/protocol/signalling.ts';
import type { Versions } from '@hearsay/shared/protocol/versions.ts';
import type { Server, ServerOptions, Socket } from 'socket.io';
import * as v from 'valibot';
import type { Gate } from './gate.ts';
import type { IceServers } from './ice/ice-servers.ts';
import { refusalOfVersion } from './other-versions.ts';
import type { RefusalCounts, Refusals } from './refusals.ts';
import type { Answer, Connection, Refuse } from './requests.ts';
import type { RoomCounts, RoomService, RoomServiceOptions } from './room-service.ts';
import { type ServerOfSockets, type SocketOfRequests, SocketRequests } from './socket-requests.ts';

/** A peer that does not answer a ping, sent every interval, within the timeout is dead. Milliseconds. */
const PING_INTERVAL = 5_000;
const PING_TIMEOUT = 10_000;
/** Milliseconds in which a socket has to say that it speaks this protocol. */
const CONNECT_TIMEOUT = 20_000;
/** Longest part of an unknown event's name that is repeated in its refusal, in characters. */
const MAX_EVENT_NAME = 32;

const SCHEMAS = {
  join: JoinSchema,
  introduce: IntroduceSchema,
  signal: SignalSchema,
  ice: AskIceSchema,
  leave: v.undefined(),
} satisfies Record<keyof ClientToServerEvents, v.GenericSchema>;

const isRequestName = (name: unknown): name is keyof typeof SCHEMAS =>
  typeof name === 'string' && Object.hasOwn(SCHEMAS, name);

/** What the socket.io server must be created with, besides what the gate wants. */
export const socketOptions: Partial<ServerOptions> = {
  pingInterval: PING_INTERVAL,
  pingTimeout: PING_TIMEOUT,
  connectTimeout: CONNECT_TIMEOUT,
  // Messages are few and small, and a compressor for each socket costs far more memory than it saves traffic.
  perMessageDeflate: false,
  serveClient: false,
};

export type SignallingServer = Server<ClientToServerEvents, ServerToClientEvents>;
type PeerSocket = Socket<ClientToServerEvents, ServerToClientEvents>;
export interface SignallingOptions {
  readonly gate: Gate;
  readonly refusals: Refusals;
  /** Of the protocol, those that are understood. */
  readonly versions: Versions;
  /** Does what sockets ask for. */
  readonly service: Pick<RoomService, 'serve' | 'counts' | 'sweep'> & { drain(): void | Promise<void> };
  /** What peers are told to meet by; by default nothing. */
  readonly iceServers?: IceServers | undefined;
}

export interface SignallingCounts extends RoomCounts {
  /** Sockets that are open now. */
  sockets: number;
  /** What was refused since the start, by reason. */
  refused: RefusalCounts;
}

export interface Signalling {
  counts(): SignallingCounts;
  /** Closes rooms that are idle. To be called now and then. */
  sweep(): void;
  /** From now on nobody joins; and who goes is not missed, since all are about to. */
  drain(): Promise<void>;
}

/** Tells all whose sockets end here, and who are in a room. */
export function tellRoomOn(io: SignallingServer): RoomServiceOptions['tellRoom'] {
  return (room, [name, content]) => {
    if (name === 'size') io.to(channelOf(room)).emit(name, content);
    else io.to(channelOf(room)).emit(name, content);
  };
}

/** Serves the signalling protocol on `io`. */
export function attachSignalling(io: SignallingServer, options: SignallingOptions): Signalling {
  const { gate, refusals, versions, service, iceServers } = options;
  let draining = false;
  const server: ServerOfSockets = {
    iceServers,
    version: versions.current,
    refuse,
    get isDraining() {
      return draining;
    },
  };

  function refuse(answer: Refuse, { reason, message }: Refusal): void {
    refusals.count(reason);
    answer({ ok: false, reason, message });
  }

  /** Takes whatever arrives, and hands on only what the schema accepts. */
  function take(socket: PeerSocket, requests: SocketRequests, name: unknown, received: unknown[]): void {
    const { request, answer } = unpack(socket, received);
    const tooFast = gate.tooFast(socket.conn);
    if (tooFast) {
      refuse(answer, tooFast);
      return;
    }
    if (!isRequestName(name)) {
      const shown = String(name).slice(0, MAX_EVENT_NAME);
      refuse(answer, { reason: 'unknown-event', message: `There is no event "${shown}".` });
      return;
    }
    // First: all else may be otherwise in another version.
    const other = name === 'join' && !draining ? refusalOfVersion(versions, request) : null;
    if (other !== null) {
      refusals.count('other-version');
      answer({ ok: false, ...other });
      return;
    }
    // One issue is told, and a message has room for thousands.
    const parsed = v.safeParse(SCHEMAS[name], request, { abortEarly: true });
    if (parsed.success) requests[name](parsed.output as never, answer);
    else refuse(answer, { reason: 'invalid', message: `${name}: ${explain(parsed.issues)}` });
  }

  io.on('connection', (socket) => {
    const connection = new SocketConnection(socket, gate);
    const requests = new SocketRequests(server, service.serve(connection), connection);
    // Nothing goes on to listeners: there would be one of each event for each socket.
    socket.use(([name, ...received]) => take(socket, requests, name, received));
    socket.on('disconnect', (_reason, description) => {
      if (saysOversize(description)) refusals.count('oversize');
      requests.gone();
    });
  });

  return {
    counts: () => ({ sockets: gate.sockets, ...service.counts(), refused: refusals.counts() }),
    sweep: service.sweep,
    async drain() {
      draining = true;
      await service.drain();
    },
  };
}

/** A class, since every socket has one: methods are shared, and closures are not. */
class SocketConnection implements Connection, SocketOfRequests {
  readonly address: string;
  readonly #socket: PeerSocket;
  readonly #gate: Gate;

  constructor(socket: PeerSocket, gate: Gate) {
    this.address = gate.addressOf(socket.conn);
    this.#socket = socket;
    this.#gate = gate;
  }

  get challenge(): string {
    return this.#socket.id;
  }

  emit<Name extends keyof ServerToClientEvents>(
    name: Name,
    content: Parameters<ServerToClientEvents[Name]>[0],
  ): void {
    this.#socket.emit(name, ...([content] as Parameters<ServerToClientEvents[Name]>));
  }

  setInRoom(room: string, isIn: boolean): void {
    void (isIn ? this.#socket.join(channelOf(room)) : this.#socket.leave(channelOf(room)));
  }

  charge(tokens: number): void {
    this.#gate.charge(this.#socket.conn, tokens);
  }

  disconnect(): void {
    this.#socket.disconnect(true);
  }

  reconnect(): void {
    this.#socket.conn.close();
  }
}

/** socket.io's name for everybody in a room; the prefix keeps it apart from the sockets' own channels. */
const channelOf = (room: string) => `room:${room}`;

/**
 * Splits what arrived into the request and the way to answer it. Without an acknowledgement there is nobody
 * to hear a success, but a refusal is still sent as an event.
 */
function unpack(socket: PeerSocket, received: unknown[]): { request: unknown; answer: Answer<unknown> } {
  const last = received.at(-1);
  if (typeof last === 'function') {
    return { request: received.length > 1 ? received[0] : undefined, answer: (reply) => void last(reply) };
  }
  const answer: Answer<unknown> = (reply) => {
    if (!reply.ok) socket.emit('refused', { reason: reply.reason, message: reply.message });
  };
  return { request: received[0], answer };
}

/** Whether a socket was closed because it sent a longer message than is read. */
function saysOversize(description: unknown): boolean {
  return description instanceof Error && description.message.includes('Max payload size exceeded');
}
