/** Joins and handshakes, made in a process of their own. */
import { setTimeout as wait } from 'node:timers/promises';
import { serveParent } from './child.ts';
import type { Kind } from './contestant.ts';
import { joinBy, type WirePeer } from './wire.ts';

export interface JoinLoad {
  readonly kind: 'join';
  readonly server: Kind;
  /** Peers take turns among them. */
  readonly ports: readonly number[];
  readonly peers: number;
  readonly roomSize: number;
  /** So many at a time, each when one before it is in; or so many a second, however long each takes. */
  readonly pace: { readonly atOnce: number } | { readonly perSecond: number };
}

export type LoadRequest =
  | JoinLoad
  | { readonly kind: 'relay'; readonly messages: number; readonly bytes: number }
  | { readonly kind: 'leave' };

export interface LoadReply {
  readonly seconds: number;
  readonly done: number;
  /** What those that did not get in were told; the first. */
  readonly refused: number;
  readonly refusal: string | null;
  /** Joined, but introduced to nobody. */
  readonly alone: number;
  /** Milliseconds from when each join was to begin. */
  readonly milliseconds: readonly number[];
}

/** Milliseconds in which a server notices that all have left. */
const LEAVE_MS = 300;

let peers: WirePeer[] = [];
/** Of peers, so that no two have the same token; of rooms, so that each round has its own. */
let numbers = process.pid * 100_000;
let rounds = 0;

async function join({ server, ports, peers: count, roomSize, pace }: JoinLoad): Promise<LoadReply> {
  rounds += 1;
  const milliseconds: number[] = [];
  let refusal: string | null = null;
  let next = 0;
  const startedAt = performance.now();
  async function one(place: number, dueAt: number): Promise<void> {
    numbers += 1;
    // Neighbours in a room come by different servers.
    const room = `${process.pid}-${rounds}-${Math.floor(place / roomSize)}`;
    const port = ports[place % ports.length];
    try {
      peers.push(await joinBy(server, { port, number: numbers, room }));
      milliseconds.push(performance.now() - dueAt);
    } catch (error) {
      refusal ??= String(error);
    }
  }
  if ('atOnce' in pace) {
    const worker = async (): Promise<void> => {
      while (next < count) {
        next += 1;
        await one(next - 1, performance.now());
      }
    };
    await Promise.all(Array.from({ length: pace.atOnce }, worker));
  } else {
    const all = Array.from({ length: count }, async (_, place) => {
      const dueAt = startedAt + (1000 * place) / pace.perSecond;
      await wait(dueAt - performance.now());
      await one(place, dueAt);
    });
    await Promise.all(all);
  }
  return {
    seconds: (performance.now() - startedAt) / 1000,
    done: milliseconds.length,
    refused: count - milliseconds.length,
    refusal,
    alone: peers.filter(({ introduced }) => introduced() === 0).length,
    milliseconds,
  };
}

/** The peers two by two, each pair in a room: all pairs at once, one message after the other. */
async function relay(messages: number, bytes: number): Promise<LoadReply> {
  const handshake = { type: 'offer', sdp: 'v'.repeat(bytes) };
  const startedAt = performance.now();
  const pairs = Array.from({ length: Math.floor(peers.length / 2) }, async (_, pair) => {
    const [first, second] = [peers[2 * pair], peers[2 * pair + 1]];
    for (let message = 0; message < messages; message++) {
      const [from, to] = message % 2 === 0 ? [first, second] : [second, first];
      const heard = new Promise<void>((resolve) => to.onSignal(resolve));
      await Promise.all([from.send(to.id, handshake), heard]);
    }
  });
  await Promise.all(pairs);
  const seconds = (performance.now() - startedAt) / 1000;
  return { ...NOTHING, seconds, done: pairs.length * messages };
}

async function leave(): Promise<LoadReply> {
  for (const peer of peers) peer.close();
  peers = [];
  await wait(LEAVE_MS);
  return NOTHING;
}

const NOTHING: LoadReply = { seconds: 0, done: 0, refused: 0, refusal: null, alone: 0, milliseconds: [] };

serveParent<LoadRequest, LoadReply>((request) => {
  if (request.kind === 'join') return join(request);
  return request.kind === 'relay' ? relay(request.messages, request.bytes) : leave();
});
