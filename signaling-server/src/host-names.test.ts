import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isKnownHost, parseName } from './host-names.ts';
import { type RunningServer, startServer } from './server.ts';
import { createTab, joinedTab, outcomeOf } from './tab.fake.ts';

const NAMES = ['localhost', 'desk', '*.example.org'];

it.each([
  ['localhost', true],
  ['LOCALHOST:8080', true],
  ['desk.', true],
  ['a.example.org:443', true],
  ['192.168.1.7:8080', true],
  ['[::1]:8080', true],
  [undefined, true],
  ['', true],
  ['example.org', false],
  ['a.b.example.org', false],
  ['desk.evil.example', false],
  ['evil.example', false],
  ['localhost@evil.example', false],
  ['1.2.3.4.evil.example', false],
  ['a b', false],
])('%j is known: %s', (host, known) => {
  expect(isKnownHost(host, NAMES)).toBe(known);
});

it.each([
  ['Example.ORG', 'example.org'],
  ['*.example.org.', '*.example.org'],
  ['bücher.example', 'xn--bcher-kva.example'],
  ['a.*.example', null],
  ['https://example.org', null],
  ['', null],
  ['*.', null],
])('the name %j is %j', (text, name) => {
  expect(parseName(text)).toBe(name);
});

describe('a server with names', () => {
  const files = { clientDirectory: '/nowhere', dataDirectory: '/nowhere' };
  let server: RunningServer;
  let behindProxy: RunningServer;
  beforeAll(async () => {
    const settings = { port: 0, host: '127.0.0.1', ...files, names: () => NAMES };
    server = await startServer(settings);
    behindProxy = await startServer({ ...settings, trustProxy: true });
  });
  afterAll(() => Promise.all([server.close(), behindProxy.close()]));

  function get(
    { port }: RunningServer,
    path: string,
    headers: Record<string, string>,
  ): Promise<{ status: number | undefined; body: string }> {
    return new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port, path, headers, agent: false }, (response) => {
        let body = '';
        response.on('data', (chunk) => {
          body += String(chunk);
        });
        response.on('end', () => resolve({ status: response.statusCode, body }));
      })
        .on('error', reject)
        .end();
    });
  }

  it('answers under no other, in words', async () => {
    expect((await get(server, '/health', { host: 'desk:1' })).status).toBe(200);
    for (const path of ['/health', '/', '/socket.io/?EIO=4&transport=polling']) {
      const { status, body } = await get(server, path, { host: 'evil.example' });
      expect(status).toBe(421);
      expect(body).toMatch(/^This server is not known as "evil\.example"\..*--name\.\n$/);
    }
    expect(server.health().refused['other-name']).toBe(3);
  });

  it('opens no WebSocket under another', async () => {
    const tab = createTab(server.url, { extraHeaders: { host: 'evil.example' } });
    expect(await outcomeOf(tab)).toBeInstanceOf(Error);
    const known = await joinedTab(server.url, { room: 'x', number: 1 }, { extraHeaders: { host: 'desk' } });
    known.socket.disconnect();
  });

  it('behind a proxy goes by the name that the proxy was asked by', async () => {
    const asked = { host: 'inner.example', 'x-forwarded-host': 'desk' };
    expect((await get(behindProxy, '/health', asked)).status).toBe(200);
    expect((await get(server, '/health', asked)).status).toBe(421);
    const evil = { host: 'desk', 'x-forwarded-host': 'evil.example' };
    expect((await get(behindProxy, '/health', evil)).status).toBe(421);
  });
});
