/**
 * What the server does for peers: they join a room, are introduced to random others, and send each other handshakes through
 * here. It is told of each peer's connection and of its requests, which were checked before, and knows nothing of sockets.
 */
import { hash } from 'node:crypto';
import type {
  Introduce,
  Introduction,
  Joined,
  PeerId,
  Refusal,
  SignalRequest,
} from '@hearsay/shared/protocol/signalling.ts';
import { nameOfKey } from '@hearsay/shared/room/identity.ts';
import { Acquaintances } from './acquaintances.ts';
import type { Limits } from './limits.ts';
import type { Log } from './log.ts';
import type { Refusals } from './refusals.ts';
import type { Answer, Connection, Entry, Refuse, Requests, RoomEvent } from './requests.ts';
import { createRoomKeys, type RoomKeys } from './room-keys.ts';
import { createRooms, introductionsFor, type Rooms } from './rooms.ts';
import { whatGivesWay } from './shares.ts';

/** Milliseconds between two tellings of a room's size: when a class joins, not everybody is told of each. */
const SIZE_INTERVAL_MS = 250;
/** Tellings a second, at most, to all peers of a room together. */
const TELLINGS_PER_SECOND = 1000;
/** What a join counts as messages, besides one for so many peers of the room, who all hear of its size. */
export const JOIN_COST = 10;
const PEERS_A_TOKEN = 10;
/** Introductions that count as a message: the others are told of each. */
const INTRODUCTIONS_A_TOKEN = 4;
const HOUR_MS = 3_600_000;

export interface RoomServiceOptions {
  readonly limits: Limits;
  readonly refusals: Refusals;
  readonly log: Log;
  /** Draws whom to introduce; uniform in [0, 1). */
  readonly random: () => number;
  /** Milliseconds. */
  readonly now: () => number;
  /** See `tokenDigest`. */
  readonly digest?: (token: string) => string;
  /** Tells all who are in a room. */
  readonly tellRoom: (room: string, event: RoomEvent) => void;
  /** Who has which slot now; null: no longer. */
  readonly onSlot?: (room: string, id: PeerId, slot: number | null) => void;
  /** With which key a room was opened, which may be known only later; null: with none. */
  readonly onKey?: (room: string, key: string | null) => void;
}

export interface RoomCounts {
  /** Rooms with at least one peer, and the peers in all of them, now. */
  rooms: number;
  peers: number;
  /** Joins and relayed handshakes since the start. */
  joined: number;
  relayed: number;
}

export interface RoomService {
  serve(connection: Connection): Requests;
  /** Forgets a room, which is served elsewhere from now on. Nobody is told, and no connection is ended. */
  release(room: string): void;
  /** From now on who goes is not missed, since all are about to. */
  drain(): void;
  /** See `Rooms`. */
  readonly reserve: Rooms['reserve'];
  /** See `RoomKeys`. */
  readonly expectKey: RoomKeys['expect'];
  counts(): RoomCounts;
  /** Closes rooms that are idle. To be called now and then. */
  sweep(): void;
}

interface Member {
  readonly connection: Connection;
  /** Of the whole token, or key: an id alone is short enough for many computers to find another token for. */
  readonly digest: string;
  readonly acquaintances: Acquaintances;
  lastActive: number;
}

/** What is kept of a peer's secret token: its SHA-256, in hexadecimal digits. */
const tokenDigest = (token: string): string => hash('sha256', token);

/** A peer's public id: the first 16 hexadecimal digits of the digest. */
export const peerIdOf = (token: string): PeerId => idOf(tokenDigest(token));
const idOf = (digest: string): PeerId => digest.slice(0, 16);

export function createRoomService(options: RoomServiceOptions): RoomService {
  const { limits, refusals, log, random, now, digest: digestOf = tokenDigest, tellRoom } = options;
  const { onSlot = () => {}, onKey = () => {} } = options;
  const rooms = createRooms(random, now);
  const keys = createRoomKeys(now, onKey);
  /** Every joined peer, by `memberKey`. It has one entry for each joined connection, so no more. */
  const members = new Map<string, Member>();
  /** Of each room the address that opened it. */
  const openers = new Map<string, string>();
  /** Rooms that were told their size less than the interval ago. */
  const told = new Set<string>();
  let joined = 0;
  let relayed = 0;
  let draining = false;

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
      other.connection.emit('introduction', { peers: [id] });
    }
  }

  /** Tells a room its size, at once or when the interval is over. */
  function tellSize(room: string): void {
    const size = rooms.size(room);
    if (size === 0 || told.has(room)) return;
    tellRoom(room, ['size', { size }]);
    told.add(room);
    const again = (): void => {
      told.delete(room);
      if (rooms.size(room) !== size) tellSize(room);
    };
    const timer = setTimeout(again, Math.max(SIZE_INTERVAL_MS, (1000 * size) / TELLINGS_PER_SECOND));
    timer.unref();
  }

  /** A class, since every connection has one: methods are shared, and closures are not. */
  class Served implements Requests {
    readonly #connection: Connection;
    #place: { room: string; id: PeerId; member: Member } | null = null;

    constructor(connection: Connection) {
      this.#connection = connection;
    }

    join(request: Entry, answer: Answer<Joined>): void {
      this.#touch();
      const connection = this.#connection;
      const place = this.#place;
      const { room, token, ownKey, slot: wantedSlot, known = [], again = false, roomKey } = request;
      if (place) {
        refuse(answer, 'already-joined', `This tab is in the room "${place.room}"; leave it first.`);
        return;
      }
      // First, since one who may not join takes nobody's place.
      const keyless = keys.refusalOf(room, rooms.size(room) > 0, roomKey, request.version);
      if (keyless) {
        connection.charge(JOIN_COST);
        refuse(answer, keyless.reason, keyless.message);
        return;
      }
      const digest = digestOf(ownKey === undefined ? token : nameOfKey(ownKey));
      const id = idOf(digest);
      const key = memberKey(room, id);
      const replaced = members.get(key);
      const full = replaced ? null : noPlace(room, connection.address);
      if (replaced && replaced.digest !== digest) {
        refuse(answer, 'taken-id', `Another peer of this room is ${id}. Reload the page to get another id.`);
        return;
      }
      if (full) {
        connection.charge(JOIN_COST);
        refuse(answer, full.reason, full.message);
        return;
      }
      if (rooms.size(room) === 0) openers.set(room, connection.address);
      const slot = rooms.join(room, id, wantedSlot);
      keys.joined(room, roomKey);
      onSlot(room, id, slot);
      const size = rooms.size(room);
      if (size === 1) log.info({ room, ...rooms.totals() }, 'A room was opened.');
      log.debug({ peer: id, room, size }, 'A peer joined.');
      connection.charge(JOIN_COST + size / PEERS_A_TOKEN);
      const acquaintances = replaced?.acquaintances ?? new Acquaintances();
      for (const peer of known) acquaintances.add(peer);
      const member: Member = { connection, digest, acquaintances, lastActive: now() };
      this.#place = { room, id, member };
      members.set(key, member);
      // A peer that came back before its old connection was noticed dead. Nobody is told of a leave.
      replaced?.connection.disconnect();
      connection.setInRoom(room, true);
      joined += 1;
      const wanted = again ? 0 : introductionsFor(size) - known.length;
      const peers = rooms.pick(room, id, wanted, known);
      answer({ ok: true, id, slot, size, peers });
      introduce(room, id, peers);
      // Who is alone has just heard it.
      if (!replaced && size > 1) tellSize(room);
    }

    introduce({ count, known }: Introduce, answer: Answer<Introduction>): void {
      const place = this.#touch();
      if (!place) {
        refuse(answer, 'not-joined', 'Join a room before asking for peers.');
        return;
      }
      for (const peer of known) place.member.acquaintances.add(peer);
      const peers = rooms.pick(place.room, place.id, count, known);
      this.#connection.charge(peers.length / INTRODUCTIONS_A_TOKEN);
      answer({ ok: true, peers });
      introduce(place.room, place.id, peers);
    }

    signal({ to, session, handshake }: SignalRequest, answer: Answer<object>): void {
      const place = this.#touch();
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
      target.connection.emit('signal', { from: place.id, session, handshake });
      relayed += 1;
      answer({ ok: true });
    }

    leave(_: undefined, answer: Answer<object>): void {
      if (!this.#place) {
        refuse(answer, 'not-joined', 'This tab is in no room.');
        return;
      }
      this.gone();
      answer({ ok: true });
    }

    gone(): void {
      if (!this.#place) return;
      const { room, id, member } = this.#place;
      this.#place = null;
      if (members.get(memberKey(room, id)) !== member) return;
      this.#connection.setInRoom(room, false);
      remove(room, id, member);
    }

    /** Whatever is asked for keeps the room from being idle. */
    #touch() {
      if (this.#place) {
        rooms.touch(this.#place.room);
        this.#place.member.lastActive = now();
      }
      return this.#place;
    }
  }

  function remove(room: string, id: PeerId, { acquaintances }: Member): void {
    members.delete(memberKey(room, id));
    rooms.leave(room, id);
    onSlot(room, id, null);
    log.debug({ peer: id, room }, 'A peer left.');
    if (rooms.size(room) === 0) {
      openers.delete(room);
      keys.closed(room);
      log.info({ room, ...rooms.totals() }, 'A room was closed.');
    }
    if (draining) return;
    // Whoever is linked to it without the server's doing notices by itself.
    for (const peer of acquaintances.all())
      members.get(memberKey(room, peer))?.connection.emit('left', { id });
    tellSize(room);
  }

  /** Tells all who are in it why, and ends their connections. */
  function close(room: string, refusal: Refusal): void {
    refusals.count(refusal.reason);
    log.info({ room, reason: refusal.reason, peers: rooms.size(room) }, 'A room was closed to its peers.');
    tellRoom(room, ['refused', refusal]);
    const connections = rooms.peersOf(room).map((id) => {
      onSlot(room, id, null);
      return members.get(memberKey(room, id))?.connection;
    });
    // First, so that nobody is told of everybody else's leaving.
    release(room);
    for (const connection of connections) connection?.disconnect();
  }

  function release(room: string): void {
    for (const id of [...rooms.peersOf(room)]) {
      members.delete(memberKey(room, id));
      rooms.leave(room, id);
    }
    openers.delete(room);
    keys.closed(room);
  }

  /** Why a room takes no further peer; null where it does, if need be as another gives way: see `shares.ts`. */
  function noPlace(room: string, address: string): Refusal | null {
    const size = rooms.size(room);
    if (size >= limits.maxPeers) return noPlaceIn(room, address);
    if (size > 0 || rooms.totals().rooms < limits.maxRooms) return null;
    const held = [...rooms.lastActive()].map(({ room, lastActive }) => {
      return { what: room, address: openers.get(room) ?? '', lastActive };
    });
    const idle = whatGivesWay(held, address);
    if (idle === null) {
      const message = 'The server has no room for another room. Try again later.';
      return { reason: 'server-full', message };
    }
    const message = `The server has no room for another room, and most are of your address, so the room "${idle.what}" was closed: it was idle longest.`;
    close(idle.what, { reason: 'server-full', message });
    return null;
  }

  function noPlaceIn(room: string, address: string): Refusal | null {
    const held = rooms.peersOf(room).flatMap((id) => {
      const member = members.get(memberKey(room, id));
      if (member === undefined) return [];
      return [{ what: { id, member }, address: member.connection.address, lastActive: member.lastActive }];
    });
    const idle = whatGivesWay(held, address);
    if (idle === null) {
      const message = `The room "${room}" is full: ${held.length} are in it. Try again later, or make another room.`;
      return { reason: 'room-full', message };
    }
    const { id, member } = idle.what;
    const message = `The room "${room}" is full, and most in it are of your address, so this tab’s place went to another one.`;
    refusals.count('room-full');
    member.connection.emit('refused', { reason: 'room-full', message });
    remove(room, id, member);
    member.connection.disconnect();
    return null;
  }

  return {
    serve: (connection) => new Served(connection),
    release,
    drain() {
      draining = true;
    },
    reserve: rooms.reserve,
    expectKey: keys.expect,
    counts: () => ({ ...rooms.totals(), joined, relayed }),
    sweep() {
      const hours = limits.maxIdleHours;
      const idle = [...rooms.lastActive()].filter(({ lastActive }) => lastActive < now() - hours * HOUR_MS);
      for (const { room } of idle) {
        const message = `Nothing was asked for in the room "${room}" for ${hours} hours, so it was closed. Reload the page to open it again.`;
        close(room, { reason: 'idle-room', message });
      }
    },
  };
}

/** A room's name has no slash in it, so two members never share a key. */
const memberKey = (room: string, id: PeerId) => `${room}/${id}`;
