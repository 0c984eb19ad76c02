import { once } from 'node:events';
import { connect } from 'node:net';
import type { Refusal } from '@hearsay/shared/protocol/signalling.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { DEFAULT_LIMITS } from './limits.ts';
import { type RunningServer, type ServerSettings, startServer } from './server.ts';
import {
  createTab,
  idOf,
  joinedTab,
  OFFER,
  outcomeOf,
  SESSION,
  type Tab,
  type TabOptions,
  tokenOf,
} from './tab.fake.ts';

/** On loopback every address of 127.0.0.0/8 is this machine. */
const ELSEWHERE = { localAddress: '127.0.0.2' };
const SIGNAL = { session: SESSION, handshake: OFFER };

let server: RunningServer;
let tabs: Tab[] = [];

async function start(settings: Partial<ServerSettings> = {}): Promise<void> {
  server = await startServer({
    port: 0,
    host: '127.0.0.1',
    clientDirectory: '/nonexistent',
    dataDirectory: '/nonexistent',
    ...settings,
  });
}
afterEach(async () => {
  for (const tab of tabs) tab.socket.disconnect();
  tabs = [];
  await server.close();
});

function open(options: TabOptions = {}): Tab {
  const tab = createTab(server.url, options);
  tabs.push(tab);
  return tab;
}

async function join(number: number, options: TabOptions & { room?: string; known?: string[] } = {}) {
  const { room = 'a', known = [], ...rest } = options;
  const tab = await joinedTab(server.url, { room, number, known }, rest);
  tabs.push(tab);
  return tab;
}

async function refusalOf(tab: Tab): Promise<Refusal> {
  const outcome = await outcomeOf(tab);
  if (outcome === 'connected') throw new Error('It was not refused.');
  return outcome.data as Refusal;
}

/** Two that are in a room of their own, at another address. @returns a check that they get on as if nothing was */
async function bystanders() {
  const first = await join(1001, { room: 'quiet', ...ELSEWHERE });
  const second = await join(1002, { room: 'quiet', ...ELSEWHERE });
  let newcomers = 1003;
  return async () => {
    expect(await first.ask('signal', { to: idOf(1002), ...SIGNAL })).toEqual({ ok: true });
    expect(await second.next('signal')).toMatchObject({ from: idOf(1001) });
    const newcomer = await join(newcomers++, { room: 'quiet', ...ELSEWHERE });
    expect(newcomer.joined.peers).toContain(idOf(1001));
    newcomer.socket.disconnect();
    expect([first, second].every(({ socket }) => socket.connected)).toBe(true);
  };
}

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
    const counts = server.health().refused;
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
    await expect.poll(() => server.health().sockets).toBe(0);
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
    await server.close();
    await start({ limits: { maxSocketsPerAddress: 1 } });
    expect(await outcomeOf(from('10.0.0.1'))).toBe('connected');
    expect(await refusalOf(from('10.0.0.2'))).toMatchObject({ reason: 'too-many-sockets' });
  });

  it('that are no sockets yet, but connections that say nothing, leave room for others', async () => {
    await start({ limits: { maxSocketsPerAddress: 2 } });
    const others = await bystanders();
    const silent = Array.from({ length: 100 }, () => connect(server.port, '127.0.0.1').on('error', () => {}));
    await expect.poll(() => server.health().refused['too-many-connections']).toBe(100 - 16);
    await others().catch(() => {});
    expect(server.health().peers).toBe(2);
    for (const connection of silent) connection.destroy();
  });

  it('that never end what they ask for are closed', async () => {
    await start({ limits: { maxRequestSeconds: 1 } });
    const others = await bystanders();
    const slow = Array.from({ length: 50 }, () => connect(server.port, '127.0.0.1').on('error', () => {}));
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

describe('a flood', () => {
  it('is refused in words, then cut off, and counted; the others of the same address are none the worse', async () => {
    await start();
    const others = await bystanders();
    const [victim, neighbour, flooder] = [await join(1), await join(2), await join(3)];
    const closed = new Promise((resolve) => flooder.socket.on('disconnect', resolve));
    for (let i = 0; i < 5000; i++) flooder.socket.emit('signal', { to: idOf(1), ...SIGNAL });
    expect(await flooder.next('refused')).toEqual({
      reason: 'too-fast',
      message: 'This tab asks for too much at once. Wait a few seconds.',
    });
    await others();
    await closed;
    const { refused, relayed } = server.health();
    expect(refused.flood).toBe(1);
    expect(refused['too-fast']).toBeGreaterThan(100);
    const most = 11 * DEFAULT_LIMITS.maxRate;
    expect(relayed).toBeLessThan(most);
    expect(await neighbour.ask('signal', { to: idOf(1), ...SIGNAL })).toEqual({ ok: true });
    expect(victim.received.filter(([event]) => event === 'signal').length).toBeLessThan(most);
  });

  it('of what is no event at all is cut off too', async () => {
    await start();
    const tab = await join(1);
    const closed = new Promise((resolve) => tab.socket.on('disconnect', resolve));
    // A packet of socket.io for a namespace that there is not.
    for (let i = 0; i < 2000; i++) tab.socket.io.engine.write(`0/nowhere${i},`);
    await closed;
    expect(server.health().refused).toEqual({ flood: 1 });
  });

  it('by many sockets of one address is too fast for all of these', async () => {
    await start({ limits: { maxRatePerAddress: 2 } });
    const tooFast = 'The tabs at your address ask for too much at once. Wait a few seconds.';
    const outcomes = [];
    for (let number = 0; number < 3; number++) {
      outcomes.push(
        await join(number).then(
          () => 'joined',
          (error: Error) => error.message,
        ),
      );
    }
    expect(outcomes).toEqual(['joined', 'joined', tooFast]);
    expect(server.health().refused).toEqual({ 'too-fast': 1 });
    expect((await join(4, ELSEWHERE)).joined.size).toBe(3);
  });

  it('counts long messages for more', async () => {
    await start({ limits: { maxRate: 10 } });
    const tab = await join(1);
    await join(2);
    const handshake = { type: 'offer', sdp: 'x'.repeat(64 * 1024) };
    const answers = [];
    for (let i = 0; i < 7; i++)
      answers.push(await tab.ask('signal', { to: idOf(2), session: SESSION, handshake }));
    expect(answers[0]).toEqual({ ok: true });
    expect(answers.at(-1)).toMatchObject({ ok: false, reason: 'too-fast' });
  });

  it('of WebSocket pings is cut off; a few are answered', async () => {
    await start();
    const others = await bystanders();
    const raw = (): Promise<WebSocket> =>
      new Promise((resolve) => {
        const socket = new WebSocket(`${server.url}/socket.io/?EIO=4&transport=websocket`);
        socket.on('error', () => {});
        socket.on('open', () => resolve(socket));
      });
    const few = await raw();
    few.ping('one');
    const [answer] = await once(few, 'pong');
    expect(String(answer)).toBe('one');
    const flooders = await Promise.all(Array.from({ length: 8 }, raw));
    const closed = flooders.map((socket) => once(socket, 'close'));
    const timer = setInterval(() => {
      for (const socket of flooders) for (let i = 0; i < 500; i++) if (socket.readyState === 1) socket.ping();
    }, 5);
    await Promise.all(closed);
    clearInterval(timer);
    expect(server.health().refused.flood).toBe(8);
    expect(few.readyState).toBe(WebSocket.OPEN);
    few.terminate();
    await others();
  });

  it('of a message’s empty parts, which never ends, is cut off', async () => {
    await start();
    const others = await bystanders();
    const socket = new WebSocket(`${server.url}/socket.io/?EIO=4&transport=websocket`);
    socket.on('error', () => {});
    await once(socket, 'open');
    const closed = once(socket, 'close');
    const timer = setInterval(() => {
      for (let i = 0; i < 500; i++) if (socket.readyState === 1) socket.send('', { fin: false });
    }, 5);
    await closed;
    clearInterval(timer);
    await others();
  });

  it('goes on no longer than it is one', async () => {
    let time = 0;
    await start({ now: () => time });
    const tab = await join(1);
    const junk = Array.from({ length: 600 }, () => tab.ask('shout'));
    const answers = await Promise.all(junk);
    expect(answers.at(-1)).toMatchObject({ reason: 'too-fast' });
    time += 60_000;
    expect(await tab.ask('shout')).toMatchObject({ reason: 'unknown-event' });
  });
});

describe('a message that is too long', () => {
  it.each(['websocket', 'polling'] as const)('is not read over %s, and counted', async (transport) => {
    await start();
    const others = await bystanders();
    const tab = open({ transports: [transport] });
    await outcomeOf(tab);
    const closed = new Promise((resolve) => tab.socket.on('disconnect', resolve));
    tab.socket.emit('join', { room: 'x'.repeat(200_000), token: tokenOf(1) });
    await closed;
    await expect.poll(() => server.health().refused).toEqual({ oversize: 1 });
    await others();
  });
});

describe('a sender', () => {
  it('is who the server knows it to be, whatever it says', async () => {
    await start();
    const [first, second] = [await join(1), await join(2)];
    await join(3);
    await second.ask('signal', { to: idOf(1), from: idOf(3), id: idOf(3), ...SIGNAL });
    expect(await first.next('signal')).toMatchObject({ from: idOf(2) });
  });

  it('cannot take the id of another by a token that only begins alike when hashed', async () => {
    // Two tokens of which the first 16 digits of the digest agree take years to find, so the digest is another one here.
    await start({ digest: (token) => `${'0'.repeat(16)}${token}` });
    const first = await join(1);
    await expect(join(2)).rejects.toThrow('Another peer of this room');
    expect(first.socket.connected).toBe(true);
    expect(server.health()).toMatchObject({ peers: 1, refused: { 'taken-id': 1 } });
    // Whoever has the token itself can.
    expect((await join(1)).joined.slot).toBe(0);
  });

  it('from another room reaches nobody', async () => {
    await start();
    const inside = await join(1);
    const outside = await join(2, { room: 'b', known: [idOf(1)] });
    expect(await outside.ask('signal', { to: idOf(1), ...SIGNAL })).toMatchObject({ reason: 'unknown-peer' });
    await inside.ask('no such event');
    expect(inside.received.map(([event]) => event)).not.toContain('signal');
    expect(server.health()).toMatchObject({ relayed: 0, refused: { 'unknown-peer': 1 } });
  });

  it('reaches only those that it was introduced to, or that say that they know it', async () => {
    // Always the same of a large room are drawn.
    await start({ random: () => 0 });
    const peers = [];
    for (let number = 0; number < 12; number++) peers.push(await join(number));
    const last = peers[11];
    const stranger = peers.find(
      ({ joined: { id } }) => id !== last.joined.id && !last.joined.peers.includes(id),
    );
    if (!stranger) throw new Error('It knows them all.');
    expect(await last.ask('signal', { to: last.joined.peers[0], ...SIGNAL })).toEqual({ ok: true });
    const refused = { ok: false, reason: 'not-introduced' };
    expect(await last.ask('signal', { to: stranger.joined.id, ...SIGNAL })).toMatchObject(refused);
    // That the sender knows the other does not count.
    await last.ask('introduce', { count: 1, known: [stranger.joined.id] });
    expect(await last.ask('signal', { to: stranger.joined.id, ...SIGNAL })).toMatchObject(refused);
    await stranger.ask('introduce', { count: 1, known: [last.joined.id] });
    expect(await last.ask('signal', { to: stranger.joined.id, ...SIGNAL })).toEqual({ ok: true });
    expect(server.health().refused).toEqual({ 'not-introduced': 2 });
  });

  it('reaches its neighbours also through a server that has begun anew', async () => {
    await start({ random: () => 0 });
    const peers = [];
    for (let number = 0; number < 10; number++) peers.push(await join(number));
    await server.close();
    await start({ random: () => 0 });
    for (let number = 1; number < 10; number++) await join(number, { known: number === 9 ? [idOf(0)] : [] });
    const back = await join(0, { known: [idOf(9)] });
    expect(await back.ask('signal', { to: idOf(9), ...SIGNAL })).toEqual({ ok: true });
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
    expect(server.health()).toMatchObject({ peers: 3, refused: { 'room-full': 1 } });
  });

  it('are so many', async () => {
    await start({ limits: { maxRooms: 1 } });
    const first = await join(1);
    await expect(join(2, { room: 'b' })).rejects.toThrow('no room for another room');
    await join(2);
    await first.ask('leave');
    expect(server.health()).toMatchObject({ rooms: 1, peers: 1, refused: { 'server-full': 1 } });
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
    expect(server.health()).toMatchObject({ rooms: 4, peers: 4, refused: { 'server-full': 4 } });
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
    expect(server.health()).toMatchObject({ rooms: 1, peers: 1, sockets: 1, refused: { 'idle-room': 1 } });
    expect(busy.socket.connected).toBe(true);
  });
});

describe('pages from elsewhere', () => {
  it('are refused in words unless they are allowed', async () => {
    await start({ allowedOrigins: ['https://friend.example'] });
    const from = (origin: string) => open({ extraHeaders: { Origin: origin } });
    expect(await outcomeOf(from(server.url))).toBe('connected');
    expect(await outcomeOf(from('https://friend.example'))).toBe('connected');
    const refusal = await refusalOf(from('https://evil.example'));
    expect(refusal.reason).toBe('foreign-origin');
    expect(refusal.message).toMatch(/not for pages from https:\/\/evil\.example\..*--allow-origin/);
    expect(server.health()).toMatchObject({ sockets: 2, refused: { 'foreign-origin': 1 } });
  });

  it('may fetch data, in parts too, if they are allowed', async () => {
    await start({ allowedOrigins: ['https://friend.example'] });
    const ask = (origin: string, method: string) =>
      fetch(`${server.url}/health`, { method, headers: { Origin: origin } });
    const allowed = await ask('https://friend.example', 'OPTIONS');
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-headers')).toBe('Range');
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://friend.example');
    expect((await ask('https://evil.example', 'OPTIONS')).status).toBe(405);
    const foreign = await ask('https://evil.example', 'GET');
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('a tab that does not read', () => {
  it('is cut off before much piles up', async () => {
    await start({ limits: { maxRate: 100_000, maxRatePerAddress: 100_000 } });
    const [reader, other] = [await join(1), await join(2)];
    const raw = connect(server.port, '127.0.0.1').on('error', () => {});
    const closed = new Promise((resolve) => raw.on('close', resolve));
    const frame = (text: string) => {
      // A WebSocket frame of text, masked with zeros.
      const length = Buffer.from([0x81, 0x80 | 126, text.length >> 8, text.length & 255, 0, 0, 0, 0]);
      return Buffer.concat([length, Buffer.from(text)]);
    };
    raw.write(
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    );
    let heard = '';
    raw.on('data', (data) => {
      heard += String(data);
    });
    await expect.poll(() => heard).toContain('0{"sid"');
    raw.write(frame('40'));
    await expect.poll(() => heard).toContain('40{"sid"');
    raw.write(frame(`42["join",{"room":"a","token":"${tokenOf(3)}"}]`));
    await expect.poll(() => server.health().peers).toBe(3);
    raw.pause();
    const handshake = { type: 'offer', sdp: 'x'.repeat(64_000) };
    for (let i = 0; i < 1000 && server.health().refused['not-reading'] === undefined; i++) {
      await reader.ask('signal', { to: idOf(3), session: SESSION, handshake });
    }
    expect(server.health()).toMatchObject({ peers: 2, refused: { 'not-reading': 1 } });
    raw.resume();
    // The server waits half a minute for this answer to its goodbye, which a browser gives at once.
    raw.write(Buffer.from([0x88, 0x80, 0, 0, 0, 0]));
    await closed;
    expect(await reader.ask('signal', { to: idOf(2), ...SIGNAL })).toEqual({ ok: true });
    expect(other.socket.connected).toBe(true);
  });
});
