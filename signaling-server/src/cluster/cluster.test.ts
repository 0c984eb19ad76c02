import type { Joined, PeerId, Reply } from '@hearsay/shared/protocol/signalling.ts';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../limits.ts';
import { createLog } from '../log.ts';
import { createRefusals } from '../refusals.ts';
import type { Connection, Requests } from '../requests.ts';
import { peerIdOf } from '../room-service.ts';
import { OFFER, SESSION, tokenOf } from '../tab.fake.ts';
import { type Cluster, createCluster } from './cluster.ts';
import { createFakeRedis, type FakeRedis } from './memory-bus.fake.ts';

const ROOM = 'classroom';
const SIGNAL = { session: SESSION, handshake: OFFER as never };
const idOf = (number: number): PeerId => peerIdOf(tokenOf(number));
/** Whatever is on its way has arrived. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

interface FakePeer {
  readonly requests: Requests;
  readonly heard: [name: string, content: unknown][];
  /** `reconnect` or `disconnect`, where the server has ended it. */
  readonly ended: string[];
  ask(name: 'join' | 'introduce' | 'signal' | 'leave', request?: unknown): Promise<Reply<Joined>>;
}

/** A process, and who is told what is told to a room there. */
async function processOf(redis: FakeRedis, name: string) {
  const inRoom = new Set<FakePeer>();
  const cluster: Cluster = await createCluster({
    limits: DEFAULT_LIMITS,
    refusals: createRefusals(() => {}),
    log: createLog({ level: 'silent', json: false, rooms: false }),
    random: () => 0.5,
    now: () => 0,
    // An answer is waited for a little, and nothing else.
    wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds > 1000 ? 20 : 0)),
    tellRoom(_, event) {
      for (const { heard } of inRoom) heard.push(event);
    },
    connect: redis.connect(name),
  });
  const open = (): FakePeer => {
    const heard: FakePeer['heard'] = [];
    const ended: string[] = [];
    const connection: Connection = {
      address: '127.0.0.1',
      emit: (event, content) => void heard.push([event, content]),
      setInRoom: (_, isIn) => void (isIn ? inRoom.add(peer) : inRoom.delete(peer)),
      charge: () => {},
      disconnect: () => void ended.push('disconnect'),
      reconnect: () => void ended.push('reconnect'),
    };
    const requests = cluster.serve(connection);
    const peer: FakePeer = {
      ...{ requests, heard, ended },
      ask: (event, request) => new Promise((resolve) => requests[event](request as never, resolve as never)),
    };
    return peer;
  };
  const join = async (number: number, slot?: number, known: PeerId[] = [], roomKey?: string | null) => {
    const peer = open();
    const reply = await peer.ask('join', { room: ROOM, token: tokenOf(number), known, slot, roomKey });
    if (!reply.ok) throw new Error(reply.message);
    return { ...peer, joined: reply };
  };
  return { cluster, join };
}

async function twoProcesses() {
  const redis = createFakeRedis();
  return { redis, a: await processOf(redis, 'a'), b: await processOf(redis, 'b') };
}

/** That each of them reaches the other. */
async function expectRelay(one: FakePeer, to: number, other: FakePeer, from: number): Promise<void> {
  expect(await one.ask('signal', { to: idOf(to), ...SIGNAL })).toEqual({ ok: true });
  await settled();
  expect(other.heard).toContainEqual(['signal', { from: idOf(from), ...SIGNAL }]);
}

describe('two processes', () => {
  it('serve one room: slots, introductions, handshakes and its size', async () => {
    const { redis, a, b } = await twoProcesses();
    const first = await a.join(1);
    const second = await b.join(2);
    const third = await b.join(3);
    expect(redis.owners.get(ROOM)).toBe('a');
    expect([first, second, third].map(({ joined: { slot, size } }) => [slot, size])).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
    expect([...third.joined.peers].sort()).toEqual([idOf(1), idOf(2)].sort());
    await settled();
    expect(first.heard).toContainEqual(['introduction', { peers: [idOf(3)] }]);
    expect(second.heard).toContainEqual(['introduction', { peers: [idOf(3)] }]);
    await expectRelay(third, 1, first, 3);
    await expectRelay(third, 2, second, 3);
    await expectRelay(first, 3, third, 1);
    await expect.poll(() => second.heard).toContainEqual(['size', { size: 3 }]);
    expect(await second.ask('leave')).toEqual({ ok: true });
    await settled();
    expect(third.heard).toContainEqual(['left', { id: idOf(2) }]);
    expect(a.cluster.counts().peers).toBe(2);
    third.requests.gone();
    first.requests.gone();
    await settled();
    expect(redis.owners.size, 'nobody serves an empty room').toBe(0);
  });

  it('do not notice each other’s rooms', async () => {
    const { a, b } = await twoProcesses();
    await a.join(1);
    const other = await b.join(2);
    expect(await other.ask('join', { room: 'other', token: tokenOf(2) })).toMatchObject({
      reason: 'already-joined',
    });
    expect(await other.ask('signal', { to: idOf(9), ...SIGNAL })).toMatchObject({ reason: 'unknown-peer' });
  });
});

describe('when the process that serves a room is killed', () => {
  it('the others keep their slots, and its peers come back to theirs, whoever comes in between', async () => {
    const { redis, a, b } = await twoProcesses();
    await a.join(1);
    await a.join(2);
    const third = await b.join(3);
    redis.kill('a');
    await b.cluster.tick();
    await settled();
    expect(redis.owners.get(ROOM)).toBe('b');
    const newcomer = await b.join(4);
    expect(newcomer.joined.slot).toBe(3);
    const back = await Promise.all([b.join(1, 0, [idOf(3)]), b.join(2, 1, [idOf(3)])]);
    expect(back.map(({ joined: { id, slot } }) => [id, slot])).toEqual([
      [idOf(1), 0],
      [idOf(2), 1],
    ]);
    expect(third.ended).toEqual([]);
    expect(third.heard.filter(([name]) => name === 'left')).toEqual([]);
    await expectRelay(third, 1, back[0], 3);
    await expectRelay(back[0], 3, third, 1);
  });

  it('whoever asks meanwhile gets an answer from the next', async () => {
    const { redis, a, b } = await twoProcesses();
    const c = await processOf(redis, 'c');
    await a.join(1);
    const [second, third] = [await b.join(2), await c.join(3)];
    redis.kill('a');
    const [relayed, fourth] = await Promise.all([
      second.ask('signal', { to: idOf(3), ...SIGNAL }),
      c.join(4),
      // As soon as anybody looks.
      c.cluster.tick(),
    ]);
    expect(fourth.joined.slot).toBe(3);
    // Who was to be reached may not be back itself yet; then it is said so.
    if (!relayed.ok) expect(relayed.reason).toBe('unknown-peer');
    await settled();
    await expectRelay(second, 3, third, 2);
  });

  it('one that hangs is as good as killed, and gives its rooms up when it goes on', async () => {
    const { redis, a, b } = await twoProcesses();
    const first = await a.join(1);
    const second = await b.join(2);
    redis.hang('a');
    expect(await second.ask('introduce', { count: 5, known: [] })).toMatchObject({ ok: true });
    expect(redis.owners.get(ROOM)).toBe('b');
    expect(second.ended).toEqual([]);
    expect(first.ended).toEqual([]);
  });
});

describe('when a process is killed that holds sockets of a room', () => {
  it('its peers come back to their slots by another', async () => {
    const { redis, a, b } = await twoProcesses();
    const first = await a.join(1);
    await b.join(2);
    await b.join(3);
    redis.kill('b');
    await a.cluster.tick();
    expect((await a.join(4)).joined.slot).toBe(3);
    expect((await a.join(3, 2)).joined).toMatchObject({ id: idOf(3), slot: 2, size: 3 });
    expect((await a.join(2)).joined.slot).toBe(1);
    await settled();
    expect(first.heard).toContainEqual(['left', { id: idOf(2) }]);
  });
});

describe('a process that is drained', () => {
  it('gives its rooms to those that hold other sockets of them, with slots as they were', async () => {
    const { redis, a, b } = await twoProcesses();
    await a.join(1);
    const second = await b.join(2);
    await a.cluster.drain();
    await settled();
    expect(redis.owners.get(ROOM)).toBe('b');
    expect((await b.join(1, 0)).joined).toMatchObject({ id: idOf(1), slot: 0, size: 2 });
    expect(second.ended).toEqual([]);
    await settled();
    expect((await b.join(3)).joined.slot).toBe(2);
  });
});

describe('when Redis has lost all', () => {
  it('rooms go on where they are, and each is served by one process', async () => {
    const { redis, a, b } = await twoProcesses();
    const first = await a.join(1);
    const second = await b.join(2);
    redis.restart();
    await settled();
    const [third, fourth] = await Promise.all([a.join(3), b.join(4)]);
    const slots = [first, second, third, fourth].map(({ joined }) => joined.slot);
    expect(new Set(slots).size).toBe(4);
    await expectRelay(second, 3, third, 2).catch(() => {});
    expect([...first.ended, ...second.ended]).toEqual([]);
  });

  it('two that both serve a room by then agree on one, and no slot is held twice', async () => {
    const { redis, a, b } = await twoProcesses();
    const first = await a.join(1);
    const second = await b.join(2);
    // As if b had claimed it before a was back.
    (redis.owners as Map<string, string>).set(ROOM, 'b');
    await a.cluster.tick();
    await settled();
    await settled();
    expect(second.ended).toEqual([]);
    expect(first.ended).toEqual([]);
    expect(b.cluster.counts().peers).toBe(2);
    expect(a.cluster.counts().peers).toBe(0);
    await expectRelay(first, 2, second, 1);
  });
});

describe('a room with a key', () => {
  const OTHER = /protected by another key/;
  const NONE = /your link has none/;

  it('is one with a key at every process', async () => {
    const { a, b } = await twoProcesses();
    await a.join(1, undefined, [], 'k');
    expect((await b.join(2, undefined, [], 'k')).joined.slot).toBe(1);
    await expect(b.join(3, undefined, [], 'l')).rejects.toThrow(OTHER);
    await expect(b.join(3, undefined, [], null)).rejects.toThrow(NONE);
    expect(a.cluster.counts().peers).toBe(2);
  });

  it.each([
    [
      'killed',
      async ({ redis, b }: Awaited<ReturnType<typeof twoProcesses>>) => {
        redis.kill('a');
        await b.cluster.tick();
      },
    ],
    ['drained', ({ a }: Awaited<ReturnType<typeof twoProcesses>>) => a.cluster.drain()],
  ])('stays one where its process is %s, whoever comes in between', async (_, end) => {
    const both = await twoProcesses();
    await both.a.join(1, undefined, [], 'k');
    await end(both);
    await settled();
    await expect(both.b.join(3, undefined, [], null)).rejects.toThrow(NONE);
    expect((await both.b.join(1, 0, [], 'k')).joined.slot).toBe(0);
    await expect(both.b.join(3, undefined, [], 'l')).rejects.toThrow(OTHER);
  });

  it('stays one where Redis has lost all', async () => {
    const { redis, a, b } = await twoProcesses();
    await a.join(1, undefined, [], 'k');
    redis.restart();
    await settled();
    redis.kill('a');
    await b.cluster.tick();
    await settled();
    await expect(b.join(3, undefined, [], 'l')).rejects.toThrow(OTHER);
  });

  it('is forgotten with its last peer', async () => {
    const { a, b } = await twoProcesses();
    const only = await a.join(1, undefined, [], 'k');
    only.requests.gone();
    await settled();
    expect((await b.join(2, undefined, [], null)).joined.slot).toBe(0);
  });
});
