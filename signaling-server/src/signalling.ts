/**
 * The server's side of the signalling protocol: peers join a room, are introduced to random others and send
 * each other handshakes through here. Everything a socket sends is checked before it is looked at, and what
 * is refused is answered and counted.
 */
import { createHash } from 'node:crypto';
import {
  type ClientToServerEvents,
  explain,
  type Introduce,
  IntroduceSchema,
  type Introduction,
  type Join,
  type Joined,
  JoinSchema,
  type PeerId,
  type Refusal,
  type Reply,
  type ServerToClientEvents,
  type Signal,
  SignalSchema,
} from '@hearsay/shared/protocol/signalling.ts';
import type { Server, ServerOptions, Socket } from 'socket.io';
import * as v from 'valibot';
import { createRooms, introductionsFor } from './rooms.ts';

/** Longest message read from a socket, in bytes: the longest handshake, with room for its JSON escapes. */
const MAX_MESSAGE_BYTES = 100_000;
/** A peer that does not answer a ping, sent every interval, within the timeout is dead. Milliseconds. */
const PING_INTERVAL = 5_000;
const PING_TIMEOUT = 10_000;
/** Longest part of an unknown event's name that is repeated in its refusal, in characters. */
const MAX_EVENT_NAME = 32;

/** What the socket.io server must be created with. */
export const socketOptions: Partial<ServerOptions> = {
  maxHttpBufferSize: MAX_MESSAGE_BYTES,
  pingInterval: PING_INTERVAL,
  pingTimeout: PING_TIMEOUT,
  // Messages are few and small, and a compressor for each socket costs far more memory than it saves traffic.
  perMessageDeflate: false,
  serveClient: false,
};

export type SignallingServer = Server<ClientToServerEvents, ServerToClientEvents>;
type PeerSocket = Socket<ClientToServerEvents, ServerToClientEvents>;
type Answer<T> = (reply: Reply<T>) => void;
type Refuse = (reply: { ok: false } & Refusal) => void;

/** Why something was not served: a refusal's reason, or a message too long to be read at all. */
export type RefusalReason = Refusal['reason'] | 'oversize';

export interface SignallingCounts {
  /** Rooms with at least one peer, and the peers in all of them, now. */
  rooms: number;
  peers: number;
  /** Joins and relayed handshakes since the start. */
  joined: number;
  relayed: number;
  /** What was refused since the start, by reason. */
  refused: Partial<Record<RefusalReason, number>>;
}

/** A peer's public id: the first 16 hexadecimal digits of the SHA-256 of its secret token. */
export function peerIdOf(token: string): PeerId {
  return createHash('sha256').update(token).digest('hex').slice(0, 16);
}

/**
 * Serves the signalling protocol on `io`. `random` draws whom to introduce. Returns a function that counts
 * what happened so far.
 */
export function attachSignalling(io: SignallingServer, random: () => number): () => SignallingCounts {
  const rooms = createRooms(random);
  /** The socket of every joined peer, by `memberKey`. It has one entry for each joined socket, so no more. */
  const members = new Map<string, PeerSocket>();
  const refused: Partial<Record<RefusalReason, number>> = {};
  let joined = 0;
  let relayed = 0;

  const countRefusal = (reason: RefusalReason) => {
    refused[reason] = (refused[reason] ?? 0) + 1;
  };

  function refuse(answer: Refuse, reason: Refusal['reason'], message: string): void {
    countRefusal(reason);
    answer({ ok: false, reason, message });
  }

  /** Both sides of an introduction are told: this tells the peers that were picked for `id`. */
  function introduce(room: string, id: PeerId, peers: readonly PeerId[]): void {
    for (const peer of peers) members.get(memberKey(room, peer))?.emit('introduction', { peers: [id] });
  }

  function serve(socket: PeerSocket): void {
    let place: { room: string; id: PeerId } | null = null;

    function join({ room, token, slot: wantedSlot }: Join, answer: Answer<Joined>): void {
      if (place) {
        refuse(answer, 'already-joined', `This socket is in the room "${place.room}"; leave it first.`);
        return;
      }
      const id = peerIdOf(token);
      const returned = rooms.has(room, id);
      const slot = rooms.join(room, id, wantedSlot);
      const size = rooms.size(room);
      place = { room, id };
      const key = memberKey(room, id);
      const replaced = members.get(key);
      members.set(key, socket);
      // A peer that came back before its old socket was noticed dead. Nobody is told of a leave.
      replaced?.disconnect(true);
      void socket.join(channelOf(room));
      joined += 1;
      const peers = rooms.pick(room, id, introductionsFor(size));
      answer({ ok: true, id, slot, size, peers });
      introduce(room, id, peers);
      if (!returned) io.to(channelOf(room)).emit('size', { size });
    }

    function introduceMore({ count, known }: Introduce, answer: Answer<Introduction>): void {
      if (!place) {
        refuse(answer, 'not-joined', 'Join a room before asking for peers.');
        return;
      }
      const peers = rooms.pick(place.room, place.id, count, known);
      answer({ ok: true, peers });
      introduce(place.room, place.id, peers);
    }

    function relay({ to, session, handshake }: Signal, answer: Answer<object>): void {
      if (!place) {
        refuse(answer, 'not-joined', 'Join a room before sending handshakes.');
        return;
      }
      const target = to === place.id ? undefined : members.get(memberKey(place.room, to));
      // The same words for a peer of another room: who is where is nobody else's business.
      if (!target) {
        refuse(answer, 'unknown-peer', `No other peer ${to} is in this room.`);
        return;
      }
      target.emit('signal', { from: place.id, session, handshake });
      relayed += 1;
      answer({ ok: true });
    }

    function leave(_: undefined, answer: Answer<object>): void {
      if (!place) {
        refuse(answer, 'not-joined', 'This socket is in no room.');
        return;
      }
      depart();
      answer({ ok: true });
    }

    function depart(): void {
      if (!place) return;
      const { room, id } = place;
      place = null;
      void socket.leave(channelOf(room));
      const key = memberKey(room, id);
      if (members.get(key) !== socket) return;
      members.delete(key);
      rooms.leave(room, id);
      io.to(channelOf(room)).emit('left', { id });
      io.to(channelOf(room)).emit('size', { size: rooms.size(room) });
    }

    /** A listener that takes whatever arrives and hands on only what the schema accepts. */
    function checked<Schema extends v.GenericSchema, T>(
      name: string,
      schema: Schema,
      handle: (request: v.InferOutput<Schema>, answer: Answer<T>) => void,
    ) {
      return (...received: unknown[]) => {
        const { request, answer } = unpack(socket, received);
        const parsed = v.safeParse(schema, request);
        if (parsed.success) handle(parsed.output, answer);
        else refuse(answer, 'invalid', `${name}: ${explain(parsed.issues)}`);
      };
    }

    const listeners = {
      join: checked('join', JoinSchema, join),
      introduce: checked('introduce', IntroduceSchema, introduceMore),
      signal: checked('signal', SignalSchema, relay),
      leave: checked('leave', v.undefined(), leave),
    } satisfies ClientToServerEvents;

    socket.on('join', listeners.join);
    socket.on('introduce', listeners.introduce);
    socket.on('signal', listeners.signal);
    socket.on('leave', listeners.leave);
    socket.use(([name, ...received], next) => {
      if (Object.hasOwn(listeners, name)) return next();
      const shown = String(name).slice(0, MAX_EVENT_NAME);
      refuse(unpack(socket, received).answer, 'unknown-event', `There is no event "${shown}".`);
    });
    socket.on('disconnect', (_reason, description) => {
      if (saysOversize(description)) countRefusal('oversize');
      depart();
    });
  }

  io.on('connection', serve);
  return () => ({ ...rooms.totals(), joined, relayed, refused: { ...refused } });
}

/** A room's name has no slash in it, so two members never share a key. */
const memberKey = (room: string, id: PeerId) => `${room}/${id}`;

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

/** Whether a socket was closed because it sent more than `MAX_MESSAGE_BYTES` at once. */
function saysOversize(description: unknown): boolean {
  return description instanceof Error && description.message.includes('Max payload size exceeded');
}
