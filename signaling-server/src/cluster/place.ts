/**
 * A socket that ends here, and the room that it is in, wherever that is served: by this process or by another one, and by a third
 * one when that is gone. The socket does not notice.
 */
import type { Joined, PeerId, Refusal, Reply } from '@hearsay/shared/protocol/signalling.ts';
import { Acquaintances } from '../acquaintances.ts';
import type { Refusals } from '../refusals.ts';
import type { Answer, Connection, Entry, Requests } from '../requests.ts';
import type { RequestName } from './messages.ts';

/** Milliseconds before a room is looked for again. */
const AGAIN_MS = 100;

/** The room is not served by that process any more; `dead`, where the process is gone. */
export class Elsewhere {
  readonly dead: string | null;

  constructor(dead: string | null) {
    this.dead = dead;
  }
}

/** How a room is asked for something. */
export interface Way {
  /** The process that serves the room. */
  readonly owner: string;
  ask(name: RequestName, request: unknown): Promise<Reply<object> | Elsewhere>;
  /** The connection is over. */
  gone(): void;
}

export interface Place {
  readonly requests: Requests;
  /** Null before it has joined one. */
  readonly room: string | null;
  readonly owner: string | null;
  /** Tells it what another process has for it. */
  readonly connection: Connection;
  /** Its room is served by another process from now on. @param dead see `Bus` */
  move(dead: string | null): void;
}

export interface PlaceOptions {
  readonly connection: Connection;
  readonly refusals: Refusals;
  /** @param dead a process that serves it no longer */
  findWay(room: string, connection: Connection, dead: string | null): Promise<Way>;
  wait(milliseconds: number): Promise<unknown>;
}

export function createPlace({ connection, refusals, findWay, wait }: PlaceOptions): Place {
  const known = new Acquaintances();
  /** What it joined with; null while it is in no room. */
  let entry: Entry | null = null;
  let way: Promise<Way> | null = null;
  let current: Way | null = null;
  let isOver = false;

  const remember = (peers: readonly PeerId[]): void => {
    for (const id of peers) known.add(id);
  };

  const heard: Connection = {
    address: connection.address,
    emit(name, content) {
      if ('peers' in content) remember(content.peers);
      connection.emit(name, content);
    },
    setInRoom: (room, isIn) => connection.setInRoom(room, isIn),
    charge: (tokens) => connection.charge(tokens),
    disconnect: () => connection.disconnect(),
    reconnect: () => connection.reconnect(),
  };

  const refuse = (answer: Answer<never>, reason: Refusal['reason'], message: string): void => {
    refusals.count(reason);
    answer({ ok: false, reason, message });
  };

  const take = (finding: Promise<Way>): void => {
    way = finding;
    finding.then(
      (found) => {
        if (way === finding && !isOver) current = found;
        else found.gone();
      },
      // Where Redis is gone: the socket hears no answer, and asks again when it has waited long enough.
      () => {},
    );
  };

  /** Asks until somebody has answered. @param goOn called where the room is served elsewhere */
  async function ask(name: RequestName, request: unknown, goOn: (dead: string | null) => void) {
    for (;;) {
      if (way === null) return null;
      const asked = way;
      const reply = await (await asked).ask(name, request);
      if (!(reply instanceof Elsewhere)) return reply;
      if (isOver) return null;
      await wait(AGAIN_MS);
      if (way === asked) goOn(reply.dead);
    }
  }

  /** Looks for the room, and takes its place there again. */
  function move(dead: string | null): void {
    if (entry === null || isOver) return;
    current?.gone();
    current = null;
    const moving: Promise<Way> = findWay(entry.room, heard, dead).then(async (found) => {
      if (entry === null || way !== moving) return found;
      const again: Entry = { ...entry, known: [...known.all()], again: true };
      const reply = await found.ask('join', again);
      if (reply instanceof Elsewhere) {
        await wait(AGAIN_MS);
        if (way === moving) move(reply.dead);
      } else if (!reply.ok || (reply as unknown as Joined).slot !== entry.slot) {
        // It joins again by itself, and hears what has changed.
        connection.reconnect();
      }
      return found;
    });
    take(moving);
  }

  async function join(request: Entry, answer: Answer<Joined>): Promise<void> {
    if (way !== null) {
      const { room } = entry ?? request;
      refuse(answer, 'already-joined', `This tab is in the room "${room}"; leave it first.`);
      return;
    }
    remember(request.known ?? []);
    const look = (dead: string | null): void => take(findWay(request.room, heard, dead));
    look(null);
    const reply = (await ask('join', request, look)) as Reply<Joined> | null;
    if (reply === null) return;
    if (reply.ok) {
      entry = { ...request, slot: reply.slot };
      remember(reply.peers);
    } else {
      forget();
    }
    answer(reply);
  }

  function forget(): void {
    current?.gone();
    entry = null;
    way = null;
    current = null;
  }

  const passOn = <T>(name: RequestName, request: unknown, answer: Answer<T>, refusal: string): void => {
    if (way === null) {
      refuse(answer, 'not-joined', refusal);
      return;
    }
    ask(name, request, move).then(
      (reply) => {
        if (reply === null) return;
        if (name === 'introduce' && reply.ok) remember((reply as unknown as { peers: PeerId[] }).peers);
        if (name === 'leave' && reply.ok) forget();
        answer(reply as Reply<T>);
      },
      () => {},
    );
  };

  return {
    connection: heard,
    get room() {
      return entry?.room ?? null;
    },
    get owner() {
      return current?.owner ?? null;
    },
    move,
    requests: {
      join: (request, answer) => void join(request, answer).catch(() => {}),
      introduce(request, answer) {
        remember(request.known);
        passOn('introduce', request, answer, 'Join a room before asking for peers.');
      },
      signal: (request, answer) =>
        passOn('signal', request, answer, 'Join a room before sending handshakes.'),
      leave: (request, answer) => passOn('leave', request, answer, 'This tab is in no room.'),
      gone() {
        isOver = true;
        forget();
      },
    },
  };
}
