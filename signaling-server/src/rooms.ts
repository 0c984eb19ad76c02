/**
 * Who is in which room. Kept in memory only: a restarted server learns everything again from the peers,
 * which join again by themselves. Nothing here is proportional to a room's size, except the memory.
 */
import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';

/** A newcomer is introduced to at least this many others, if the room has them. */
const LEAST_INTRODUCTIONS = 8;

export interface Rooms {
  /**
   * Puts a peer into a room and gives it a slot: the wanted one if it is free, else the lowest free number.
   * A peer that is in the room already keeps its slot.
   */
  join(room: string, id: PeerId, wantedSlot?: number): number;
  /**
   * Keeps slots for peers that are expected back, until that time: nobody else gets them. A peer that is in the room has its
   * own already.
   */
  reserve(room: string, slots: ReadonlyMap<PeerId, number>, until: number): void;
  /** Takes a peer out and frees its slot; the room goes with its last peer. False if it was not in. */
  leave(room: string, id: PeerId): boolean;
  has(room: string, id: PeerId): boolean;
  /** Peers in the room; 0 for a room that does not exist. */
  size(room: string): number;
  /** Something was asked for in the room: it is not idle. */
  touch(room: string): void;
  /** All rooms, with when they were last joined or touched. */
  lastActive(): IterableIterator<{ room: string; lastActive: number }>;
  /** Up to `count` distinct peers of the room, drawn uniformly from those that are neither `id` nor `known`. */
  pick(room: string, id: PeerId, count: number, known?: Iterable<PeerId>): PeerId[];
  /** In no order; empty for a room that does not exist. */
  peersOf(room: string): readonly PeerId[];
  totals(): { rooms: number; peers: number };
}

interface Room {
  /** Members in no order, so that one can be drawn by its index. */
  readonly ids: PeerId[];
  readonly places: Map<PeerId, { slot: number; index: number }>;
  readonly takenSlots: Set<number>;
  /** Every slot below this one is taken. */
  lowest: number;
  lastActive: number;
}

/** Slots of peers that are expected back. */
interface Reservation {
  readonly slots: ReadonlyMap<PeerId, number>;
  readonly takenBy: ReadonlyMap<number, PeerId>;
  readonly until: number;
}

/**
 * How many others a newcomer is introduced to, in a room of `size` peers with the newcomer counted: enough
 * for a random graph of that size to hang together (a little over ln n links a peer), and at least 8.
 */
export function introductionsFor(size: number): number {
  if (size < 2) return 0;
  return Math.min(size - 1, Math.max(LEAST_INTRODUCTIONS, Math.ceil(2 * Math.log(size))));
}

/** An empty registry. `random` returns uniform numbers in [0, 1), as Math.random does; `now` is in any unit. */
export function createRooms(random: () => number, now: () => number): Rooms {
  const rooms = new Map<string, Room>();
  const reserved = new Map<string, Reservation>();
  let peers = 0;

  /** Of a room; what nobody came for in time is forgotten. */
  function reservation(name: string): Reservation | null {
    const found = reserved.get(name);
    if (found === undefined) return null;
    if (found.until > now()) return found;
    reserved.delete(name);
    return null;
  }

  return {
    join(name, id, wantedSlot) {
      let room = rooms.get(name);
      if (!room) {
        room = { ids: [], places: new Map(), takenSlots: new Set(), lowest: 0, lastActive: now() };
        rooms.set(name, room);
      }
      room.lastActive = now();
      const present = room.places.get(id);
      if (present) return present.slot;
      const slot = takeSlot(room, id, wantedSlot, reservation(name));
      room.places.set(id, { slot, index: room.ids.length });
      room.ids.push(id);
      peers += 1;
      return slot;
    },

    reserve(name, slots, until) {
      const all = new Map([...(reservation(name)?.slots ?? []), ...slots]);
      reserved.set(name, { slots: all, takenBy: new Map([...all].map(([id, slot]) => [slot, id])), until });
    },

    leave(name, id) {
      const room = rooms.get(name);
      const place = room?.places.get(id);
      if (!room || !place) return false;
      room.places.delete(id);
      room.takenSlots.delete(place.slot);
      room.lowest = Math.min(room.lowest, place.slot);
      fillGap(room, place.index);
      if (room.ids.length === 0) rooms.delete(name);
      peers -= 1;
      return true;
    },

    has: (name, id) => rooms.get(name)?.places.has(id) ?? false,
    size: (name) => rooms.get(name)?.ids.length ?? 0,

    touch(name) {
      const room = rooms.get(name);
      if (room) room.lastActive = now();
    },

    *lastActive() {
      for (const [room, { lastActive }] of rooms) yield { room, lastActive };
    },

    pick(name, id, count, known = []) {
      const room = rooms.get(name);
      if (!room) return [];
      const excluded = new Set(known).add(id);
      const picked: PeerId[] = [];
      for (const candidate of inRandomOrder(room.ids, random)) {
        if (picked.length >= count) break;
        if (!excluded.has(candidate)) picked.push(candidate);
      }
      return picked;
    },

    peersOf: (name) => rooms.get(name)?.ids ?? [],
    totals: () => ({ rooms: rooms.size, peers }),
  };
}

function takeSlot(
  room: Room,
  id: PeerId,
  wanted: number | undefined,
  reservation: Reservation | null,
): number {
  const isFree = (slot: number): boolean => {
    const holder = reservation?.takenBy.get(slot);
    return !room.takenSlots.has(slot) && (holder === undefined || holder === id);
  };
  let slot = reservation?.slots.get(id) ?? wanted;
  if (slot === undefined || !isFree(slot)) {
    while (room.takenSlots.has(room.lowest)) room.lowest += 1;
    slot = room.lowest;
    while (!isFree(slot)) slot += 1;
  }
  room.takenSlots.add(slot);
  return slot;
}

/** Moves the last member to the index that became free. */
function fillGap(room: Room, index: number): void {
  const last = room.ids.pop();
  if (last === undefined || index === room.ids.length) return;
  room.ids[index] = last;
  const place = room.places.get(last);
  if (place) place.index = index;
}

/**
 * A Fisher-Yates shuffle that stops when its reader stops: the swaps are kept in a map and not made, so
 * drawing k of n items costs k steps and leaves the items as they are.
 */
function* inRandomOrder<Item>(items: readonly Item[], random: () => number): Generator<Item> {
  const moved = new Map<number, number>();
  for (let left = items.length; left > 0; left -= 1) {
    const drawn = Math.floor(random() * left);
    yield items[moved.get(drawn) ?? drawn];
    moved.set(drawn, moved.get(left - 1) ?? left - 1);
  }
}
