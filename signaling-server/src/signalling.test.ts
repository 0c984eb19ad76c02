import { type Joined, MAX_SIGNAL_LENGTH } from '@hearsay/shared/protocol/signalling.ts';
import { VERSIONS } from '@hearsay/shared/protocol/versions.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from './server.ts';
import { createTab, idOf, joinedTab, OFFER, outcomeOf, SESSION, type Tab, tokenOf } from './tab.fake.ts';

let server: RunningServer;
let tabs: Tab[];

beforeEach(async () => {
  tabs = [];
  server = await startServer({
    port: 0,
    host: '127.0.0.1',
    clientDirectory: '/nonexistent',
    dataDirectory: '/nonexistent',
  });
});
afterEach(async () => {
  for (const tab of tabs) tab.socket.disconnect();
  await server.close();
});

async function openTab(): Promise<Tab> {
  const tab = createTab(server.url);
  tabs.push(tab);
  await outcomeOf(tab);
  return tab;
}

async function join(room: string, number: number, slot?: number): Promise<Tab & { joined: Joined }> {
  const tab = await joinedTab(server.url, { room, number, slot });
  tabs.push(tab);
  return tab;
}

/** Resolves when everything the server has sent to this tab before now was received. */
const settle = (tab: Tab) => tab.ask('no such event');

describe('joining', () => {
  it('gives an id made of the token, a slot, the size and nobody to meet in an empty room', async () => {
    const tab = await openTab();
    expect(await tab.ask('join', { room: 'a', token: tokenOf(1) })).toEqual({
      ok: true,
      // printf 00000000000000000000000000000001 | sha256sum
      id: 'e0cca2965509df67',
      slot: 0,
      size: 1,
      peers: [],
      version: VERSIONS.current,
    });
  });

  it('introduces both sides and tells everybody the size', async () => {
    const first = await join('a', 1);
    const second = await join('a', 2);
    expect(second.joined).toMatchObject({ size: 2, slot: 1, peers: [idOf(1)] });
    expect(await first.next('introduction')).toEqual({ peers: [idOf(2)] });
    expect(await first.next('size')).toEqual({ size: 2 });
    expect(await second.next('size')).toEqual({ size: 2 });
    expect(second.received.map(([event]) => event)).not.toContain('introduction');
  });

  it('introduces a newcomer to eight others of a larger room, and those eight to it', async () => {
    const others = [];
    for (let number = 0; number < 11; number += 1) others.push(await join('a', number));
    const newcomer = await join('a', 99);
    expect(new Set(newcomer.joined.peers).size).toBe(8);
    await Promise.all(others.map(settle));
    const told = others.filter((tab) =>
      tab.received.some(
        ([event, content]) =>
          event === 'introduction' && JSON.stringify(content) === JSON.stringify({ peers: [idOf(99)] }),
      ),
    );
    expect(told.map((tab) => tab.joined.id).toSorted()).toEqual(newcomer.joined.peers.toSorted());
  });

  it('gives the lowest free slot, or the wanted one if it is free', async () => {
    const first = await join('a', 1);
    const second = await join('a', 2);
    await first.ask('leave');
    expect((await join('a', 3, 1)).joined.slot).toBe(0);
    expect((await join('a', 4, 7)).joined.slot).toBe(7);
    expect((await join('a', 5)).joined.slot).toBe(2);
    expect(second.joined.slot).toBe(1);
  });

  it('is refused on a socket that has joined, and allowed again after leaving', async () => {
    const tab = await join('a', 1);
    expect(await tab.ask('join', { room: 'b', token: tokenOf(1) })).toMatchObject({
      ok: false,
      reason: 'already-joined',
    });
    expect(server.health()).toMatchObject({ rooms: 1, peers: 1 });
    await tab.ask('leave');
    expect(await tab.ask('join', { room: 'b', token: tokenOf(1) })).toMatchObject({ ok: true });
  });

  it('with the same token replaces the old socket: same id and slot, and no leave is told', async () => {
    const witness = await join('a', 1);
    const old = await join('a', 2);
    await join('a', 3);
    const replaced = new Promise((resolve) => old.socket.on('disconnect', resolve));
    const back = await join('a', 2, 9);
    await replaced;
    expect(back.joined).toMatchObject({ id: old.joined.id, slot: 1, size: 3 });
    expect(back.joined.peers.toSorted()).toEqual([idOf(1), idOf(3)].toSorted());
    await settle(witness);
    expect(witness.received.map(([event]) => event)).not.toContain('left');
    expect(witness.received.at(-1)).toEqual(['introduction', { peers: [old.joined.id] }]);
    // The new socket is the one that is reached now.
    await witness.ask('signal', { to: old.joined.id, session: SESSION, handshake: OFFER });
    expect(await back.next('signal')).toMatchObject({ from: idOf(1) });
    expect(server.health()).toMatchObject({ peers: 3, joined: 4 });
  });
});

describe('introduce', () => {
  it('names peers that are not known yet, and tells them too', async () => {
    const first = await join('a', 1);
    const second = await join('a', 2);
    const third = await join('a', 3);
    await settle(second);
    await settle(first);
    second.received.length = 0;
    first.received.length = 0;
    expect(await third.ask('introduce', { count: 5, known: [idOf(1)] })).toEqual({
      ok: true,
      peers: [idOf(2)],
    });
    await settle(second);
    await settle(first);
    expect(second.received).toContainEqual(['introduction', { peers: [idOf(3)] }]);
    expect(first.received).toEqual([]);
  });

  it('is refused before joining', async () => {
    const tab = await openTab();
    expect(await tab.ask('introduce', { count: 1, known: [] })).toMatchObject({
      ok: false,
      reason: 'not-joined',
    });
  });
});

describe('signal', () => {
  it('reaches the peer, with the sender filled in and what is not part of it left out', async () => {
    const first = await join('a', 1);
    const second = await join('a', 2);
    const sent = { to: idOf(2), from: idOf(7), session: SESSION, handshake: { ...OFFER, extra: 1 } };
    expect(await first.ask('signal', sent)).toEqual({ ok: true });
    expect(await second.next('signal')).toEqual({ from: idOf(1), session: SESSION, handshake: OFFER });
    expect(server.health().relayed).toBe(1);
  });

  it('carries a handshake of the greatest length', async () => {
    const first = await join('a', 1);
    const second = await join('a', 2);
    const handshake = { type: 'offer', sdp: 'x'.repeat(MAX_SIGNAL_LENGTH) };
    expect(await first.ask('signal', { to: idOf(2), session: SESSION, handshake })).toEqual({ ok: true });
    expect(await second.next('signal')).toMatchObject({ handshake });
  });

  it('says the same of a peer in another room, of one that left, of one that never was, and of oneself', async () => {
    const tab = await join('a', 1);
    const foreigner = await join('b', 2);
    const gone = await join('a', 3);
    await gone.ask('leave');
    for (const number of [2, 3, 4, 1]) {
      const to = idOf(number);
      expect(await tab.ask('signal', { to, session: SESSION, handshake: OFFER })).toEqual({
        ok: false,
        reason: 'unknown-peer',
        message: `No other peer ${to} is in this room.`,
      });
    }
    await settle(foreigner);
    expect(foreigner.received.map(([event]) => event)).not.toContain('signal');
    expect(server.health()).toMatchObject({ relayed: 0, refused: { 'unknown-peer': 4 } });
  });

  it('is refused before joining', async () => {
    const tab = await openTab();
    await join('a', 1);
    expect(await tab.ask('signal', { to: idOf(1), session: SESSION, handshake: OFFER })).toMatchObject({
      reason: 'not-joined',
    });
  });
});

describe('leaving', () => {
  it('is told to the others, with the size, and not to the one that left', async () => {
    const first = await join('a', 1);
    const second = await join('a', 2);
    await settle(first);
    expect(await first.next('size')).toEqual({ size: 2 });
    expect(await second.next('size')).toEqual({ size: 2 });
    first.received.length = 0;
    second.received.length = 0;
    expect(await second.ask('leave')).toEqual({ ok: true });
    expect(await first.next('left')).toEqual({ id: idOf(2) });
    expect(await first.next('size')).toEqual({ size: 1 });
    expect(first.received).toEqual([
      ['left', { id: idOf(2) }],
      ['size', { size: 1 }],
    ]);
    await settle(second);
    expect(second.received).toEqual([]);
    expect(await second.ask('leave')).toMatchObject({ ok: false, reason: 'not-joined' });
  });

  it('happens to a tab that dies without a word', async () => {
    const first = await join('a', 1);
    const second = await join('a', 2);
    expect(await first.next('size')).toEqual({ size: 2 });
    // Closes the connection under socket.io, as the end of a process does.
    second.socket.io.engine.close();
    expect(await first.next('left')).toEqual({ id: idOf(2) });
    expect(await first.next('size')).toEqual({ size: 1 });
    expect(server.health()).toMatchObject({ rooms: 1, peers: 1 });
  });

  it('of the last peer ends the room', async () => {
    const tab = await join('a', 1);
    await tab.ask('leave');
    expect(server.health()).toMatchObject({ rooms: 0, peers: 0 });
  });
});

describe('junk', () => {
  const junk: [string, unknown[]][] = [
    ['join', []],
    ['join', [null]],
    ['join', [[]]],
    ['join', ['room']],
    ['join', [{ room: 'a' }]],
    ['join', [{ room: 'a/b', token: tokenOf(1) }]],
    ['join', [{ room: 'a'.repeat(65), token: tokenOf(1) }]],
    ['join', [{ room: 'a', token: 'short' }]],
    ['join', [{ room: 'a', token: tokenOf(1), slot: -1 }]],
    ['join', [{ room: 'a', token: Buffer.from(tokenOf(1)) }]],
    ['introduce', [{ count: 0, known: [] }]],
    ['introduce', [{ count: 1e9, known: [] }]],
    ['introduce', [{ count: 1, known: ['nobody'] }]],
    ['signal', [{ to: idOf(1), session: SESSION, handshake: { type: 'shout' } }]],
    ['signal', [{ to: idOf(1), session: SESSION, handshake: { type: 'offer', sdp: {} } }]],
    ['signal', [{ to: '../../etc', session: SESSION, handshake: OFFER }]],
    ['leave', [{ why: 'bored' }]],
  ];

  it('is refused through the acknowledgement, with a reason, and counted', async () => {
    const tab = await openTab();
    for (const [event, args] of junk) {
      const reply = await tab.ask(event, ...args);
      expect(reply, `${event} ${JSON.stringify(args)}`).toMatchObject({ ok: false, reason: 'invalid' });
      expect(reply.message).toMatch(new RegExp(`^${event}: .`));
    }
    expect(server.health().refused).toEqual({ invalid: junk.length });
    expect(await tab.ask('join', { room: 'a', token: tokenOf(1) })).toMatchObject({ ok: true });
  });

  it('without an acknowledgement is refused with an event', async () => {
    const tab = await openTab();
    for (const [event, args] of junk) {
      tab.socket.emit(event, ...args);
      expect(await tab.next('refused')).toMatchObject({ reason: 'invalid' });
    }
    tab.socket.emit('signal', { to: idOf(1), session: SESSION, handshake: OFFER });
    expect(await tab.next('refused')).toMatchObject({ reason: 'not-joined' });
    expect(server.health().refused).toEqual({ invalid: junk.length, 'not-joined': 1 });
  });

  it('of an unknown name is refused both ways, also names that mean something to Node', async () => {
    const tab = await openTab();
    const names = ['shout', 'error', 'toString', '__proto__', 'x'.repeat(1000)];
    for (const name of names) {
      const reply = await tab.ask(name, {});
      expect(reply).toMatchObject({ ok: false, reason: 'unknown-event' });
      expect(String(reply.message).length).toBeLessThan(100);
    }
    tab.socket.emit('error', 'boom');
    expect(await tab.next('refused')).toMatchObject({ reason: 'unknown-event' });
    expect(server.health().refused).toEqual({ 'unknown-event': names.length + 1 });
  });

  it('does what a request without an acknowledgement asks', async () => {
    const first = await join('a', 1);
    const silent = await openTab();
    silent.socket.emit('join', { room: 'a', token: tokenOf(2) });
    expect(await first.next('introduction')).toEqual({ peers: [idOf(2)] });
  });

  it('that is too long ends the connection and is counted; the others stay', async () => {
    const first = await join('a', 1);
    const second = await join('a', 2);
    second.socket.emit('signal', { to: idOf(1), session: SESSION, handshake: 'x'.repeat(200_000) });
    expect(await first.next('left')).toEqual({ id: idOf(2) });
    expect(server.health().refused).toEqual({ oversize: 1 });
    expect(first.socket.connected).toBe(true);
  });
});

describe('/health', () => {
  it('counts rooms, peers, joins, relays and refusals', async () => {
    const first = await join('a', 1);
    await join('a', 2);
    await join('b', 3);
    await first.ask('signal', { to: idOf(2), session: SESSION, handshake: OFFER });
    await first.ask('signal', { to: idOf(3), session: SESSION, handshake: OFFER });
    const response = await fetch(`${server.url}/health`);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toEqual({
      status: 'ok',
      uptimeSeconds: expect.any(Number),
      sockets: 3,
      rooms: 2,
      peers: 3,
      joined: 3,
      relayed: 1,
      refused: { 'unknown-peer': 1 },
    });
  });
});

describe('close', () => {
  it('ends open sockets, and twice is once', async () => {
    const tab = await join('a', 1);
    const closed = new Promise((resolve) => tab.socket.on('disconnect', resolve));
    await Promise.all([server.close(), server.close(), closed]);
    expect(tab.socket.connected).toBe(false);
    await expect(fetch(`${server.url}/health`)).rejects.toThrow();
  });
});
