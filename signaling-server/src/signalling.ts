/**
 * The server's side of the signalling protocol, over socket.io: everything a socket sends is checked before it is looked at, and
 * what is refused is answered and counted. What is asked for is done by `room-service.ts`.
 */
import {
  AskIceSchema,
  type ClientToServerEvents,
  explain,
  type IceAnswer,
  IntroduceSchema,
  type Join,
  type Joined,
  JoinSchema,
  type PeerId,
  type Refusal,
  type ServerToClientEvents,
  SignalSchema,
} from '@hearsay/shared/protocol/signalling.ts';
import type { Server, ServerOptions, Socket } from 'socket.io';
import * as v from 'valibot';
import type { Gate } from './gate.ts';
import type { IceServers } from './ice/ice-servers.ts';
import type { RefusalCounts, Refusals } from './refusals.ts';
import type { Answer, Connection, RoomCounts, RoomService, RoomServiceOptions } from './room-service.ts';

/** A peer that does not answer a ping, sent every interval, within the timeout is dead. Milliseconds. */
const PING_INTERVAL = 5_000;
const PING_TIMEOUT = 10_000;
/** Milliseconds in which a socket has to say that it speaks this protocol. */
const CONNECT_TIMEOUT = 20_000;
/** Longest part of an unknown event's name that is repeated in its refusal, in characters. */
const MAX_EVENT_NAME = 32;

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
  const { gate, refusals, service, iceServers } = options;
  let draining = false;

  function refuse(answer: Answer<unknown>, { reason, message }: Refusal): void {
    refusals.count(reason);
    answer({ ok: false, reason, message });
  }

  io.on('connection', (socket) => {
    const requests = service.serve(connectionOf(socket, gate));
    /** Who it is, while it is in a room. */
    let self: PeerId | null = null;

    function join(request: Join, answer: Answer<Joined>): void {
      if (draining) {
        // No refusal, which is for good: who has lost the connection tries again.
        socket.conn.close();
        return;
      }
      requests.join(request, (reply) => {
        if (reply.ok) self = reply.id;
        answer(reply.ok && iceServers ? { ...reply, ice: iceServers(reply.id) } : reply);
      });
    }

    function ice(_: object, answer: Answer<IceAnswer>): void {
      if (self !== null && iceServers) answer({ ok: true, ice: iceServers(self) });
      else if (self === null) {
        refuse(answer, { reason: 'not-joined', message: 'Join a room before asking for ICE servers.' });
      } else refuse(answer, { reason: 'unknown-event', message: 'This server knows of no ICE servers.' });
    }

    function leave(request: undefined, answer: Answer<object>): void {
      self = null;
      requests.leave(request, answer);
    }

    /** A listener that takes whatever arrives and hands on only what the schema accepts. */
    function checked<Schema extends v.GenericSchema, T>(
      name: string,
      schema: Schema,
      handle: (request: v.InferOutput<Schema>, answer: Answer<T>) => void,
    ) {
      return (...received: unknown[]) => {
        const { request, answer } = unpack(socket, received);
        // One issue is told, and a message has room for thousands.
        const parsed = v.safeParse(schema, request, { abortEarly: true });
        if (!parsed.success) {
          refuse(answer, { reason: 'invalid', message: `${name}: ${explain(parsed.issues)}` });
          return;
        }
        handle(parsed.output, answer);
      };
    }

    const listeners = {
      join: checked('join', JoinSchema, join),
      introduce: checked('introduce', IntroduceSchema, requests.introduce),
      signal: checked('signal', SignalSchema, requests.signal),
      ice: checked('ice', AskIceSchema, ice),
      leave: checked('leave', v.undefined(), leave),
    } satisfies ClientToServerEvents;

    socket.on('join', listeners.join);
    socket.on('introduce', listeners.introduce);
    socket.on('signal', listeners.signal);
    socket.on('ice', listeners.ice);
    socket.on('leave', listeners.leave);
    socket.use(([name, ...received], next) => {
      const tooFast = gate.tooFast(socket.conn);
      if (tooFast) {
        refuse(unpack(socket, received).answer, tooFast);
        return;
      }
      if (Object.hasOwn(listeners, name)) return next();
      const shown = String(name).slice(0, MAX_EVENT_NAME);
      refuse(unpack(socket, received).answer, {
        reason: 'unknown-event',
        message: `There is no event "${shown}".`,
      });
    });
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

function connectionOf(socket: PeerSocket, gate: Gate): Connection {
  return {
    address: gate.addressOf(socket.conn),
    emit: (name, content) =>
      void socket.emit(name, ...([content] as Parameters<ServerToClientEvents[typeof name]>)),
    setInRoom(room, isIn) {
      void (isIn ? socket.join(channelOf(room)) : socket.leave(channelOf(room)));
    },
    charge: (tokens) => gate.charge(socket.conn, tokens),
    disconnect: () => void socket.disconnect(true),
    reconnect: () => socket.conn.close(),
  };
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
