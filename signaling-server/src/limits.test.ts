import { once } from 'node:events';
import { connect } from 'node:net';
import type { Refusal } from '@hearsay/shared/protocol/signalling.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { createLimitedServer, ELSEWHERE, refusalOf, SIGNAL } from './limited-server.fake.ts';
import { idOf, outcomeOf, type Tab } from './tab.fake.ts';

const tested = createLimitedServer();
const { start, open, join, bystanders } = tested;
afterEach(tested.end);

describe('sockets of one address', () => {
  it('are enough for a class, and 2,000 of them are refused; others join and relay meanwhile', async () => {
    const most = 256;
    await start({ limits: { maxSocketsPerAddress: most } });
    const others = await bystanders();
    const classOf40 = await Promise.all(Array.from({ length: 40 }, (_, number) => join(number)));
    // Not all in one breath: they are in this process too, and would keep it from hearing of anything else.
    const refused: (Error & { data?: unknown })[] = [];
    for (let batch = 0; batch < 10; batch++) {
      const crowd = Array.from({ length: 200 }, () => open());
      const outcomes = await Promise.all(crowd.map(outcomeOf));
      for (const outcome of outcomes) if (outcome !== 'connected') refused.push(outcome);
      await others();
    }
    expect(refused).toHaveLength(2000 - (most - 40));
    const told = refused.flatMap(({ data }) => (data ? [data as Refusal] : []));
    expect(told.length).toBeGreaterThan(0);
    expect(told[0]).toMatchObject({ reason: 'too-many-sockets' });
    expect(told[0].message).toContain(`${most} tabs from your address`);
    const counts = tested.server.health().refused;
    // On a busy machine some are closed before they have asked why.
    expect(counts['too-many-sockets']).toBeGreaterThanOrEqual(told.length);
    expect((counts['too-many-connects'] ?? 0) + (counts['too-many-sockets'] ?? 0)).toBe(refused.length);
    // Those that were there before them are none the worse.
    const [first, second] = classOf40;
    await second.ask('introduce', { count: 1, known: [idOf(0)] });
    expect(await first.ask('signal', { to: idOf(1), ...SIGNAL })).toEqual({ ok: true });
  });

  it('count no more when they are closed', async () => {
    await start({ limits: { maxSocketsPerAddress: 1 } });
    const first = await join(1);
    expect(await refusalOf(open())).toMatchObject({ reason: 'too-many-sockets' });
    first.socket.disconnect();
    await expect.poll(() => tested.server.health().sockets).toBe(0);
    expect(await outcomeOf(open())).toBe('connected');
  });

  it('are told apart by what a trusted proxy says, and by nothing that the client says', async () => {
    await start({ limits: { maxSocketsPerAddress: 1 }, trustProxy: true });
    const from = (addresses: string) => open({ extraHeaders: { 'X-Forwarded-For': addresses } });
    expect(await outcomeOf(from('10.0.0.1'))).toBe('connected');
    expect(await outcomeOf(from('10.0.0.2:4711'))).toBe('connected');
    // The proxy adds the address at the end.
    expect(await refusalOf(from('10.9.9.9, 10.0.0.1'))).toMatchObject({ reason: 'too-many-sockets' });
    expect(await outcomeOf(from('nonsense'))).toBe('connected');
    await start({ limits: { maxSocketsPerAddress: 1 } });
    expect(await outcomeOf(from('10.0.0.1'))).toBe('connected');
    expect(await refusalOf(from('10.0.0.2'))).toMatchObject({ reason: 'too-many-sockets' });
  });

  it('that are no sockets yet, but connections that say nothing, leave room for others', async () => {
    await start({ limits: { maxSocketsPerAddress: 2 } });
    const others = await bystanders();
    const silent = Array.from({ length: 100 }, () =>
      connect(tested.server.port, '127.0.0.1').on('error', () => {}),
    );
    await expect.poll(() => tested.server.health().refused['too-many-connections']).toBe(100 - 16);
    await others().catch(() => {});
    expect(tested.server.health().peers).toBe(2);
    for (const connection of silent) connection.destroy();
  });

  it('that never end what they ask for are closed', async () => {
    await start({ limits: { maxRequestSeconds: 1 } });
    const others = await bystanders();
    const slow = Array.from({ length: 50 }, () =>
      connect(tested.server.port, '127.0.0.1').on('error', () => {}),
    );
    const closed = Promise.all(slow.map((connection) => once(connection, 'close')));
    for (const [i, connection] of slow.entries()) {
      // Half of them have said something.
      if (i % 2 === 0) connection.write('GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ');
      connection.resume();
    }
    await closed;
    await others();
  });

  it('are bounded in all', async () => {
    await start({ limits: { maxSockets: 2 } });
    await join(1);
    await join(2, ELSEWHERE);
    const refusal = await refusalOf(open({ localAddress: '127.0.0.3' }));
    expect(refusal).toEqual({ reason: 'server-full', message: 'The server is full. Try again later.' });
  });
});

describe('rooms', () => {
  it('take so many peers, among them those that come back', async () => {
    await start({ limits: { maxPeers: 2 } });
    await join(1);
    const second = await join(2);
    await expect(join(3)).rejects.toThrow('The room "a" is full: 2 are in it.');
    expect((await join(2)).joined).toMatchObject({ id: second.joined.id, size: 2 });
    expect((await join(3, { room: 'b' })).joined.size).toBe(1);
    expect(tested.server.health()).toMatchObject({ peers: 3, refused: { 'room-full': 1 } });
  });

  it('are so many', async () => {
    await start({ limits: { maxRooms: 1 } });
    const first = await join(1);
    await expect(join(2, { room: 'b' })).rejects.toThrow('no room for another room');
    await join(2);
    await first.ask('leave');
    expect(tested.server.health()).toMatchObject({ rooms: 1, peers: 1, refused: { 'server-full': 1 } });
  });

  it('are shared out among addresses: what was idle longest gives way to who has none', async () => {
    let time = 0;
    await start({ now: () => time, limits: { maxRooms: 4 } });
    const rooms: Tab[] = [];
    for (const [i, room] of ['a', 'b', 'c', 'd'].entries()) {
      time += 1000;
      rooms.push(await join(i, { room }));
    }
    const closed = new Promise((resolve) => rooms[1].socket.on('disconnect', resolve));
    time += 1000;
    await rooms[0].ask('introduce', { count: 1, known: [] });
    await join(10, { room: 'e', ...ELSEWHERE });
    expect(await rooms[1].next('refused')).toMatchObject({ reason: 'server-full' });
    await closed;
    await join(11, { room: 'f', ...ELSEWHERE });
    // Each has its half.
    await expect(join(12, { room: 'g', ...ELSEWHERE })).rejects.toThrow('no room for another room');
    await expect(join(1, { room: 'b' })).rejects.toThrow('no room for another room');
    expect(tested.server.health()).toMatchObject({ rooms: 4, peers: 4, refused: { 'server-full': 4 } });
  });

  it('have their places shared out among addresses too', async () => {
    let time = 0;
    await start({ now: () => time, limits: { maxPeers: 3 } });
    const tabs: Tab[] = [];
    for (let i = 0; i < 3; i++) {
      time += 1000;
      tabs.push(await join(i));
    }
    const other = await join(10, ELSEWHERE);
    expect(other.joined.size).toBe(3);
    expect(await tabs[0].next('refused')).toMatchObject({ reason: 'room-full' });
    expect(await tabs[1].next('left')).toEqual({ id: idOf(0) });
    await expect(join(11, ELSEWHERE)).rejects.toThrow('is full');
    await expect(join(0)).rejects.toThrow('is full');
    expect((await join(1)).joined.size).toBe(3);
  });

  it('that are idle are closed, with a word to those in it', async () => {
    let time = 0;
    await start({ now: () => time, limits: { maxIdleHours: 2 } });
    const silent = [await join(1), await join(2)];
    const busy = await join(3, { room: 'busy' });
    const closed = Promise.all(
      silent.map(({ socket }) => new Promise((resolve) => socket.on('disconnect', resolve))),
    );
    time += 1.9 * 3_600_000;
    await busy.ask('introduce', { count: 1, known: [] });
    time += 0.2 * 3_600_000;
    expect(await silent[0].next('refused')).toMatchObject({
      reason: 'idle-room',
      message: expect.stringContaining('for 2 hours'),
    });
    await closed;
    expect(silent[1].received.map(([event]) => event)).not.toContain('left');
    expect(tested.server.health()).toMatchObject({
      rooms: 1,
      peers: 1,
      sockets: 1,
      refused: { 'idle-room': 1 },
    });
    expect(busy.socket.connected).toBe(true);
  });
});

describe('pages from elsewhere', () => {
  it('are refused in words unless they are allowed', async () => {
    await start({ allowedOrigins: ['https://friend.example'] });
    const from = (origin: string) => open({ extraHeaders: { Origin: origin } });
    expect(await outcomeOf(from(tested.server.url))).toBe('connected');
    expect(await outcomeOf(from('https://friend.example'))).toBe('connected');
    const refusal = await refusalOf(from('https://evil.example'));
    expect(refusal.reason).toBe('foreign-origin');
    expect(refusal.message).toMatch(/not for pages from https:\/\/evil\.example\..*--allow-origin/);
    expect(tested.server.health()).toMatchObject({ sockets: 2, refused: { 'foreign-origin': 1 } });
  });

  it('may fetch data, in parts too, if they are allowed', async () => {
    await start({ allowedOrigins: ['https://friend.example'] });
    const ask = (origin: string, method: string) =>
      fetch(`${tested.server.url}/health`, { method, headers: { Origin: origin } });
    const allowed = await ask('https://friend.example', 'OPTIONS');
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-headers')).toBe('Range');
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://friend.example');
    expect((await ask('https://evil.example', 'OPTIONS')).status).toBe(405);
    const foreign = await ask('https://evil.example', 'GET');
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
  });
});
