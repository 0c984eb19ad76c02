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
  type SignalRequest,
  SignalSchema,
} from '@hearsay/shared/protocol/signalling.ts';
import type { Server, ServerOptions, Socket } from 'socket.io';
import * as v from 'valibot';
import { type Acquaintances, createAcquaintances } from './acquaintances.ts';
import type { Gate } from './gate.ts';
import type { Limits } from './limits.ts';
import type { RefusalCounts, Refusals } from './refusals.ts';
import { createRooms, introductionsFor } from './rooms.ts';

/** A peer that does not answer a ping, sent every interval, within the timeout is dead. Milliseconds. */
const PING_INTERVAL = 5_000;
const PING_TIMEOUT = 10_000;
/** Longest part of an unknown event's name that is repeated in its refusal, in characters. */
const MAX_EVENT_NAME = 32;
/** Milliseconds between two tellings of a room's size: when a class joins, not everybody is told of each. */
const SIZE_INTERVAL_MS = 250;
/** Tellings a second, at most, to all peers of a room together. */
const TELLINGS_PER_SECOND = 1000;
/** What a join counts as messages, besides one for so many peers of the room, who all hear of its size. */
const JOIN_COST = 10;
const PEERS_A_TOKEN = 10;
/** Introductions that count as a message: the others are told of each. */
const INTRODUCTIONS_A_TOKEN = 4;
const HOUR_MS = 3_600_000;

/** What the socket.io server must be created with, besides what the gate wants. */
export const socketOptions: Partial<ServerOptions> = {
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

export interface SignallingOptions {
  readonly limits: Limits;
  readonly gate: Gate;
  readonly refusals: Refusals;
  /** Draws whom to introduce; uniform in [0, 1). */
  readonly random: () => number;
  /** Milliseconds. */
  readonly now: () => number;
  /** See `tokenDigest`. */
  readonly digest?: (token: string) => string;
}

export interface SignallingCounts {
  /** Sockets that are open now. */
  sockets: number;
  /** Rooms with at least one peer, and the peers in all of them, now. */
  rooms: number;
  peers: number;
  /** Joins and relayed handshakes since the start. */
  joined: number;
  relayed: number;
  /** What was refused since the start, by reason. */
  refused: RefusalCounts;
}

export interface Signalling {
  counts(): SignallingCounts;
  /** Closes rooms that are idle. To be called now and then. */
  sweep(): void;
}

interface Member {
  readonly socket: PeerSocket;
  /** Of the whole token: an id alone is short enough for many computers to find another token for. */
  readonly digest: string;
  readonly acquaintances: Acquaintances;
}

/** What is kept of a peer's secret token: its SHA-256, in hexadecimal digits. */
const tokenDigest = (token: string): string => createHash('sha256').update(token).digest('hex');

/** A peer's public id: the first 16 hexadecimal digits of the digest. */
export const peerIdOf = (token: string): PeerId => idOf(tokenDigest(token));
const idOf = (digest: string): PeerId => digest.slice(0, 16);

/** Serves the signalling protocol on `io`. */
export function attachSignalling(io: SignallingServer, options: SignallingOptions): Signalling {
  const { limits, gate, refusals, random, now, digest: digestOf = tokenDigest } = options;
  const rooms = createRooms(random, now);
  /** Every joined peer, by `memberKey`. It has one entry for each joined socket, so no more. */
  const members = new Map<string, Member>();
  /** Rooms that were told their size less than the interval ago. */
  const told = new Set<string>();
  let joined = 0;
  let relayed = 0;

  function refuse(answer: Refuse, reason: Refusal['reason'], message: string): void {
    refusals.count(reason);
    answer({ ok: false, reason, message });
  }

  /** Both sides of an introduction are told: this tells the peers that were picked for `id`. */
  function introduce(room: string, id: PeerId, peers: readonly PeerId[]): void {
    const self = members.get(memberKey(room, id));
    for (const peer of peers) {
      const other = members.get(memberKey(room, peer));
      if (!self || !other) continue;
      self.acquaintances.add(peer);
      other.acquaintances.add(id);
      other.socket.emit('introduction', { peers: [id] });
    }
  }

  /** Tells a room its size, at once or when the interval is over. */
  function tellSize(room: string): void {
    const size = rooms.size(room);
    if (size === 0 || told.has(room)) return;
    io.to(channelOf(room)).emit('size', { size });
    told.add(room);
    const again = (): void => {
      told.delete(room);
      if (rooms.size(room) !== size) tellSize(room);
    };
    const timer = setTimeout(again, Math.max(SIZE_INTERVAL_MS, (1000 * size) / TELLINGS_PER_SECOND));
    timer.unref();
  }

  function serve(socket: PeerSocket): void {
    let place: { room: string; id: PeerId; member: Member } | null = null;

    function join(request: Join, answer: Answer<Joined>): void {
      const { room, token, slot: wantedSlot, known = [] } = request;
      if (place) {
        refuse(answer, 'already-joined', `This socket is in the room "${place.room}"; leave it first.`);
        return;
      }
      const digest = digestOf(token);
      const id = idOf(digest);
      const key = memberKey(room, id);
      const replaced = members.get(key);
      const full = replaced ? null : fullness(room);
      if (replaced && replaced.digest !== digest) {
        refuse(answer, 'taken-id', `Another peer of this room is ${id}. Reload the page to get another id.`);
        return;
      }
      if (full) {
        refuse(answer, full.reason, full.message);
        return;
      }
      const slot = rooms.join(room, id, wantedSlot);
      const size = rooms.size(room);
      gate.charge(socket.conn, JOIN_COST + size / PEERS_A_TOKEN);
      const acquaintances = replaced?.acquaintances ?? createAcquaintances();
      for (const peer of known) acquaintances.add(peer);
      const member: Member = { socket, digest, acquaintances };
      place = { room, id, member };
      members.set(key, member);
      // A peer that came back before its old socket was noticed dead. Nobody is told of a leave.
      replaced?.socket.disconnect(true);
      void socket.join(channelOf(room));
      joined += 1;
      const peers = rooms.pick(room, id, introductionsFor(size) - known.length, known);
      answer({ ok: true, id, slot, size, peers });
      introduce(room, id, peers);
      if (!replaced) tellSize(room);
    }

    function introduceMore({ count, known }: Introduce, answer: Answer<Introduction>): void {
      if (!place) {
        refuse(answer, 'not-joined', 'Join a room before asking for peers.');
        return;
      }
      for (const peer of known) place.member.acquaintances.add(peer);
      const peers = rooms.pick(place.room, place.id, count, known);
      gate.charge(socket.conn, peers.length / INTRODUCTIONS_A_TOKEN);
      answer({ ok: true, peers });
      introduce(place.room, place.id, peers);
    }

    function relay({ to, session, handshake }: SignalRequest, answer: Answer<object>): void {
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
      if (!target.acquaintances.has(place.id)) {
        refuse(answer, 'not-introduced', `You were not introduced to ${to}: ask for peers first.`);
        return;
      }
      target.socket.emit('signal', { from: place.id, session, handshake });
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
      const { room, id, member } = place;
      place = null;
      void socket.leave(channelOf(room));
      const key = memberKey(room, id);
      if (members.get(key) !== member) return;
      members.delete(key);
      rooms.leave(room, id);
      // Whoever is linked to it without the server's doing notices by itself.
      for (const peer of member.acquaintances.all())
        members.get(memberKey(room, peer))?.socket.emit('left', { id });
      tellSize(room);
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
          refuse(answer, 'invalid', `${name}: ${explain(parsed.issues)}`);
          return;
        }
        if (place) rooms.touch(place.room);
        handle(parsed.output, answer);
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
      const tooFast = gate.tooFast(socket.conn);
      if (tooFast) {
        refuse(unpack(socket, received).answer, tooFast.reason, tooFast.message);
        return;
      }
      if (Object.hasOwn(listeners, name)) return next();
      const shown = String(name).slice(0, MAX_EVENT_NAME);
      refuse(unpack(socket, received).answer, 'unknown-event', `There is no event "${shown}".`);
    });
    socket.on('disconnect', (_reason, description) => {
      if (saysOversize(description)) refusals.count('oversize');
      depart();
    });
  }

  /** Why a room takes no further peer; null where it does. */
  function fullness(room: string): Refusal | null {
    const size = rooms.size(room);
    if (size >= limits.maxPeers) {
      const message = `The room "${room}" is full: ${size} are in it. Try again later, or make another room.`;
      return { reason: 'room-full', message };
    }
    if (size > 0 || rooms.totals().rooms < limits.maxRooms) return null;
    return { reason: 'server-full', message: 'The server has no room for another room. Try again later.' };
  }

  io.on('connection', serve);
  return {
    counts: () => ({
      sockets: gate.sockets,
      ...rooms.totals(),
      joined,
      relayed,
      refused: refusals.counts(),
    }),
    sweep() {
      const hours = limits.maxIdleHours;
      for (const { room, peers } of rooms.idleSince(now() - hours * HOUR_MS)) {
        const message = `Nothing was asked for in the room "${room}" for ${hours} hours, so it was closed. Reload the page to open it again.`;
        refusals.count('idle-room');
        io.to(channelOf(room)).emit('refused', { reason: 'idle-room', message });
        // First, so that nobody is told of everybody else's leaving.
        const sockets = peers.map((peer) => members.get(memberKey(room, peer))?.socket);
        for (const peer of peers) {
          members.delete(memberKey(room, peer));
          rooms.leave(room, peer);
        }
        for (const socket of sockets) socket?.disconnect(true);
      }
    },
  };
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

/** Whether a socket was closed because it sent a longer message than is read. */
function saysOversize(description: unknown): boolean {
  return description instanceof Error && description.message.includes('Max payload size exceeded');
}
