/** Who sends more than anybody reads, or reads nothing. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createLimitedServer, ELSEWHERE, SIGNAL } from './limited-server.fake.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { idOf, outcomeOf, SESSION, tokenOf } from './tab.fake.ts';

const tested = createLimitedServer();
const { start, open, join, bystanders } = tested;
afterEach(tested.end);

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
    const { refused, relayed } = tested.server.health();
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
    expect(tested.server.health().refused).toEqual({ flood: 1 });
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
    expect(tested.server.health().refused).toEqual({ 'too-fast': 1 });
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
        const socket = new WebSocket(`${tested.server.url}/socket.io/?EIO=4&transport=websocket`);
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
    expect(tested.server.health().refused.flood).toBe(8);
    expect(few.readyState).toBe(WebSocket.OPEN);
    few.terminate();
    await others();
  });

  it('of a message’s empty parts, which never ends, is cut off', async () => {
    await start();
    const others = await bystanders();
    const socket = new WebSocket(`${tested.server.url}/socket.io/?EIO=4&transport=websocket`);
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
    await expect.poll(() => tested.server.health().refused).toEqual({ oversize: 1 });
    await others();
  });
});

describe('a tab that does not read', () => {
  it('is cut off before much piles up', async () => {
    await start({ limits: { maxRate: 100_000, maxRatePerAddress: 100_000 } });
    const [reader, other] = [await join(1), await join(2)];
    const raw = connect(tested.server.port, '127.0.0.1').on('error', () => {});
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
    await expect.poll(() => tested.server.health().peers).toBe(3);
    raw.pause();
    const handshake = { type: 'offer', sdp: 'x'.repeat(64_000) };
    for (let i = 0; i < 1000 && tested.server.health().refused['not-reading'] === undefined; i++) {
      await reader.ask('signal', { to: idOf(3), session: SESSION, handshake });
    }
    expect(tested.server.health()).toMatchObject({ peers: 2, refused: { 'not-reading': 1 } });
    raw.resume();
    // The server waits half a minute for this answer to its goodbye, which a browser gives at once.
    raw.write(Buffer.from([0x88, 0x80, 0, 0, 0, 0]));
    await closed;
    expect(await reader.ask('signal', { to: idOf(2), ...SIGNAL })).toEqual({ ok: true });
    expect(other.socket.connected).toBe(true);
  });
});
