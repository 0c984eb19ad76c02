import type { Versions } from '@hearsay/shared/protocol/versions.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from './server.ts';
import { createTab, idOf, joinedTab, OFFER, outcomeOf, SESSION, type Tab, tokenOf } from './tab.fake.ts';

const opened: Tab[] = [];
const servers: RunningServer[] = [];
afterEach(async () => {
  for (const { socket } of opened.splice(0)) socket.disconnect();
  for (const server of servers.splice(0)) await server.close();
});

async function serve(versions?: Versions): Promise<RunningServer> {
  const server = await startServer({
    ...{ port: 0, host: '127.0.0.1', clientDirectory: '/nonexistent', dataDirectory: '/nonexistent' },
    ...(versions && { versions }),
  });
  servers.push(server);
  return server;
}

/** @param request besides the room */
async function join({ url }: RunningServer, request: object): Promise<Record<string, unknown>> {
  const tab = createTab(url);
  opened.push(tab);
  await outcomeOf(tab);
  return tab.ask('join', { room: 'a', token: tokenOf(1), ...request });
}

describe('a server that understands the versions 2 to 4', () => {
  const versions = { current: 4, oldest: 2 };

  it('lets these in, and says its own', async () => {
    const server = await serve(versions);
    for (const version of [2, 3, 4])
      expect(await join(server, { version })).toMatchObject({ ok: true, version: 4 });
    expect(server.health().refused).toEqual({});
  });

  it('tells others which of the two is to be renewed, and counts them', async () => {
    const server = await serve(versions);
    expect(await join(server, { version: 1 })).toEqual({
      ok: false,
      reason: 'other-version',
      message: expect.stringContaining('Reload the page.'),
      version: 4,
    });
    expect(await join(server, { version: 5 })).toEqual({
      ok: false,
      reason: 'other-version',
      message: expect.stringContaining('Whoever runs the server has to start the new one.'),
      version: 4,
    });
    expect(server.health()).toMatchObject({ joined: 0, refused: { 'other-version': 2 } });
  });

  it('tells a page that knows of no versions to reload, with a reason that it knows', async () => {
    const server = await serve(versions);
    const message = expect.stringContaining('Reload the page.');
    expect(await join(server, {})).toEqual({ ok: false, reason: 'invalid', message });
    expect(server.health()).toMatchObject({ joined: 0, refused: { 'other-version': 1 } });
  });

  it('looks at the version first, since all else may be otherwise in another one', async () => {
    const server = await serve(versions);
    expect(await join(server, { version: 5, token: null })).toMatchObject({ reason: 'other-version' });
    for (const version of ['4', -1, 2.5, null]) {
      expect(await join(server, { version })).toMatchObject({
        reason: 'invalid',
        message: expect.stringContaining('version'),
      });
    }
    expect(server.health().refused).toEqual({ 'other-version': 1, invalid: 4 });
  });
});

/** What a page from before there were versions sends. */
const LAST = {
  join: { room: 'a', token: tokenOf(1), known: [] },
  joinAgain: { room: 'a', token: tokenOf(1), known: [idOf(2)], slot: 3 },
  introduce: { count: 4, known: [] },
  signal: { to: idOf(2), session: SESSION, handshake: OFFER },
};

describe('a page of the last version', () => {
  it('joins, is introduced, and is heard by a page of today', async () => {
    const server = await serve();
    const today = await joinedTab(server.url, { room: 'a', number: 2, version: 1 });
    const last = createTab(server.url);
    opened.push(today, last);
    await outcomeOf(last);
    expect(await last.ask('join', LAST.join)).toMatchObject({ ok: true, id: idOf(1), peers: [idOf(2)] });
    expect(await last.ask('introduce', LAST.introduce)).toMatchObject({ ok: true, peers: [idOf(2)] });
    expect(await last.ask('signal', LAST.signal)).toEqual({ ok: true });
    expect(await today.next('signal')).toEqual({ from: idOf(1), session: SESSION, handshake: OFFER });
    expect(await last.ask('leave')).toEqual({ ok: true });
    expect(await last.ask('join', LAST.joinAgain)).toMatchObject({ ok: true, slot: 3, size: 2 });
    expect(server.health().refused).toEqual({});
  });
});
