/**
 * Several processes that serve the same rooms. Each room is served by one of them, which claims it when somebody joins, so that who
 * gets which slot and who is introduced to whom is decided in one place, as in a server of one process. Sockets end at any process,
 * which passes on what they ask for. When a process is gone, or gives its rooms away, another one claims them, and those whose
 * sockets it did not hold take their places again.
 */
import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';
import type { Connection, Requests } from '../requests.ts';
import { createRoomService, type RoomService, type RoomServiceOptions } from '../room-service.ts';
import type { Bus, BusListener } from './bus.ts';
import { type ClusterMessage, parseMessage } from './messages.ts';
import { createPlace, Elsewhere, type Place, type Way } from './place.ts';

/** Milliseconds in which a process that lives answers. */
const ANSWER_MS = 3000;
/** Milliseconds for which slots are kept for peers whose process is gone. */
const RETURN_MS = 15_000;

export interface ClusterOptions extends RoomServiceOptions {
  /** `tellRoom` tells those whose sockets end here. */
  connect(listener: BusListener): Promise<Bus>;
  wait(milliseconds: number): Promise<unknown>;
}

export interface Cluster extends Omit<RoomService, 'drain' | 'release' | 'reserve' | 'expectKey'> {
  /** Sees who is gone. To be called about once a second. */
  tick(): Promise<void>;
  /** Gives all rooms away. Sockets that end here get no answers any more: they are to be ended. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

interface Owned {
  readonly slots: Map<PeerId, number>;
  /** See `room-keys.ts`. */
  key: string | null;
  /** At which other processes sockets of its peers end, and how many. */
  readonly processes: Map<string, number>;
}

interface Guest {
  readonly requests: Requests;
  /** Of its peer, once it has joined. */
  room: string | null;
}

export async function createCluster(options: ClusterOptions): Promise<Cluster> {
  const { now, wait, connect, tellRoom: tellHere } = options;
  const owned = new Map<string, Owned>();
  const places = new Map<number, Place>();
  const guests = new Map<string, Map<number, Guest>>();
  const calls = new Map<number, { to: string; answer(reply: Awaited<ReturnType<Way['ask']>>): void }>();
  let numbers = 0;
  let isDraining = false;

  const service = createRoomService({
    ...options,
    tellRoom(room, event) {
      tellHere(room, event);
      for (const process of owned.get(room)?.processes.keys() ?? [])
        void tell(process, { kind: 'room', room, event });
    },
    onSlot(room, id, slot) {
      const own = owned.get(room);
      if (own === undefined) return;
      if (slot === null) own.slots.delete(id);
      else own.slots.set(id, slot);
      bus.setSlot(room, id, slot);
      if (own.slots.size > 0) return;
      owned.delete(room);
      bus.setKey(room, null);
      void bus.release(room).catch(() => {});
    },
    onKey(room, key) {
      const own = owned.get(room);
      if (own === undefined) return;
      own.key = key;
      bus.setKey(room, key);
    },
  });
  const bus = await connect({ onMessage, onBack: () => void back().catch(() => {}) });

  async function tell(to: string, message: ClusterMessage): Promise<boolean> {
    const isHeard = await bus.send(to, JSON.stringify(message));
    if (!isHeard) lose(to);
    return isHeard;
  }

  /** A process is gone, and what it served, and whose sockets it held. */
  function lose(process: string): void {
    for (const [number, call] of calls) {
      if (call.to !== process) continue;
      calls.delete(number);
      call.answer(new Elsewhere(process));
    }
    for (const place of places.values()) if (place.owner === process) place.move(process);
    const theirs = [...(guests.get(process)?.values() ?? [])];
    guests.delete(process);
    // They come back by another process.
    for (const room of new Set(theirs.map(({ room }) => room))) {
      if (room !== null) expectBack(room, new Map(owned.get(room)?.slots), owned.get(room)?.key ?? null);
    }
    for (const { requests } of theirs) requests.gone();
  }

  /** @returns which process serves the room */
  async function ownerOf(room: string, dead: string | null): Promise<string> {
    if (owned.has(room)) return bus.self;
    if (isDraining) throw new Error('This process takes no rooms any more.');
    const owner = await bus.claim(room, dead);
    if (owner !== bus.self || owned.has(room)) return owner;
    const [slots, key] = await Promise.all([bus.slots(room), bus.key(room)]);
    if (!owned.has(room)) {
      owned.set(room, { slots: new Map(), key: null, processes: new Map() });
      if (slots.size > 0) expectBack(room, slots, key);
    }
    return owner;
  }

  /** Peers of a room are on their way to it by another process. */
  function expectBack(room: string, slots: ReadonlyMap<PeerId, number>, key: string | null): void {
    const until = now() + RETURN_MS;
    service.reserve(room, slots, until);
    if (key !== null) service.expectKey(room, key, until);
  }

  async function findWay(
    room: string,
    number: number,
    connection: Connection,
    dead: string | null,
  ): Promise<Way> {
    const owner = await ownerOf(room, dead);
    return owner === bus.self ? wayHere(room, connection) : wayTo(owner, number, connection.address);
  }

  function wayHere(room: string, connection: Connection): Way {
    const requests = service.serve(connection);
    return {
      owner: bus.self,
      ask: (name, request) =>
        new Promise((resolve) => {
          if (owned.has(room)) requests[name](request as never, resolve as never);
          else resolve(new Elsewhere(null));
        }),
      gone: () => requests.gone(),
    };
  }

  function wayTo(owner: string, connection: number, address: string): Way {
    return {
      owner,
      ask: (name, request) =>
        new Promise((resolve) => {
          numbers += 1;
          const call = numbers;
          calls.set(call, { to: owner, answer: resolve });
          void tell(owner, { kind: 'ask', connection, call, name, address, request });
          // One that hangs is as good as gone.
          void wait(ANSWER_MS).then(() => {
            if (calls.delete(call)) resolve(new Elsewhere(owner));
          });
        }),
      gone: () => void tell(owner, { kind: 'gone', connection }),
    };
  }

  /** A connection whose socket ends at another process. */
  function connectionAt(process: string, number: number, address: string): Connection {
    return {
      address,
      emit: (name, content) => void tell(process, { kind: 'event', connection: number, name, content }),
      setInRoom(room, isIn) {
        const guest = guests.get(process)?.get(number);
        if (guest) guest.room = isIn ? room : null;
        void tell(process, { kind: 'in-room', connection: number, room, isIn });
        const processes = owned.get(room)?.processes;
        if (processes === undefined) return;
        const left = (processes.get(process) ?? 0) + (isIn ? 1 : -1);
        if (left > 0) processes.set(process, left);
        else processes.delete(process);
      },
      charge: (tokens) => void tell(process, { kind: 'charge', connection: number, tokens }),
      disconnect: () => void tell(process, { kind: 'disconnect', connection: number }),
      reconnect: () => {},
    };
  }

  function serveGuest(from: string, message: ClusterMessage & { kind: 'ask' }): void {
    const { connection, call, name, address, request } = message;
    const elsewhere = (): void => void tell(from, { kind: 'elsewhere', call });
    const theirs = guests.get(from) ?? new Map<number, Guest>();
    guests.set(from, theirs);
    let guest = theirs.get(connection);
    if (name === 'join') {
      const { room } = request as { room: string };
      if (!owned.has(room)) {
        elsewhere();
        return;
      }
      guest ??= { requests: service.serve(connectionAt(from, connection, address)), room: null };
      theirs.set(connection, guest);
    }
    if (guest === undefined || (guest.room !== null && !owned.has(guest.room))) {
      elsewhere();
      return;
    }
    guest.requests[name](request as never, (reply) => void tell(from, { kind: 'answer', call, reply }));
  }

  function onMessage(from: string, text: string): void {
    const message = parseMessage(text);
    switch (message?.kind) {
      case 'ask':
        serveGuest(from, message);
        break;
      case 'gone':
        guests.get(from)?.get(message.connection)?.requests.gone();
        guests.get(from)?.delete(message.connection);
        break;
      case 'answer':
      case 'elsewhere': {
        const call = calls.get(message.call);
        calls.delete(message.call);
        call?.answer(message.kind === 'answer' ? message.reply : new Elsewhere(null));
        break;
      }
      case 'event':
        places.get(message.connection)?.connection.emit(message.name, message.content as never);
        break;
      case 'in-room':
        places.get(message.connection)?.connection.setInRoom(message.room, message.isIn);
        break;
      case 'charge':
        places.get(message.connection)?.connection.charge(message.tokens);
        break;
      case 'disconnect':
        places.get(message.connection)?.connection.disconnect();
        break;
      case 'room':
        tellHere(message.room, message.event);
        break;
      case 'released':
        moveAll(message.room, from);
        break;
    }
  }

  function moveAll(room: string, owner: string): void {
    for (const place of places.values()) {
      if (place.room === room && place.owner === owner) place.move(null);
    }
  }

  /** Serves a room no longer. @returns when all processes that hold sockets of it have been told */
  function letGo(room: string, { processes }: Owned): Promise<unknown> {
    owned.delete(room);
    service.release(room);
    return Promise.all([...processes.keys()].map((process) => tell(process, { kind: 'released', room })));
  }

  /** Another process serves the room now. */
  function giveUp(room: string): void {
    const own = owned.get(room);
    if (own === undefined) return;
    void letGo(room, own);
    moveAll(room, bus.self);
  }

  /** Redis is back, and may know nothing any more. */
  async function back(): Promise<void> {
    for (const [room, { slots, key }] of [...owned]) {
      if ((await bus.keep(room)) !== bus.self) giveUp(room);
      else {
        for (const [id, slot] of slots) bus.setSlot(room, id, slot);
        bus.setKey(room, key);
      }
    }
  }

  return {
    counts: service.counts,
    sweep: service.sweep,
    serve(connection) {
      numbers += 1;
      const number = numbers;
      const place = createPlace({
        connection,
        refusals: options.refusals,
        wait,
        findWay: (room, heard, dead) => findWay(room, number, heard, dead),
      });
      places.set(number, place);
      return {
        ...place.requests,
        gone() {
          places.delete(number);
          place.requests.gone();
        },
      };
    },
    async tick() {
      for (const room of await bus.lost([...owned.keys()])) giveUp(room);
      const owners = [...places.values()].flatMap(({ owner }) => (owner === null ? [] : [owner]));
      const others = new Set([...owners, ...guests.keys()]);
      others.delete(bus.self);
      for (const process of await bus.gone([...others])) lose(process);
    },
    async drain() {
      isDraining = true;
      for (const [room, own] of [...owned]) {
        // Before it is said that another one may claim it, and it is not asked any more until then.
        owned.delete(room);
        await bus.release(room).catch(() => {});
        await letGo(room, own);
      }
    },
    close: () => bus.close(),
  };
}
