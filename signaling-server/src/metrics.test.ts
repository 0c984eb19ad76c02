import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseExposition } from './exposition.fake.ts';
import { type MetricsServer, startMetrics } from './metrics.ts';
import { type RunningServer, startServer } from './server.ts';
import { createTab, joinedTab, OFFER, outcomeOf, SESSION } from './tab.fake.ts';

let server: RunningServer;
let metrics: MetricsServer;
beforeAll(async () => {
  const files = { clientDirectory: '/nowhere', dataDirectory: '/nowhere' };
  server = await startServer({ port: 0, host: '127.0.0.1', ...files });
  metrics = await startMetrics(0, '127.0.0.1', { counts: server.health, isReady: server.isReady });
});
afterAll(async () => {
  metrics.close();
  await server.close();
});

const read = async () => {
  const response = await fetch(`http://127.0.0.1:${metrics.port}/metrics`);
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  return parseExposition(await response.text());
};

it('are what has happened, as Prometheus reads it', async () => {
  const before = (await read()).samples;
  expect(before.get('hearsay_refusals_total{reason="not-joined"}')).toBe(0);
  const first = await joinedTab(server.url, { room: 'x', number: 1 });
  const second = await joinedTab(server.url, { room: 'x', number: 2 });
  await second.ask('signal', { to: first.joined.id, session: SESSION, handshake: OFFER });
  const third = createTab(server.url);
  await outcomeOf(third);
  await third.ask('leave');

  const { samples, types } = await read();
  expect(Object.fromEntries([...samples].filter(([, value]) => value > 0))).toMatchObject({
    hearsay_joins_total: 2,
    hearsay_relays_total: 1,
    hearsay_sockets: 3,
    hearsay_rooms: 1,
    hearsay_peers: 2,
    hearsay_ready: 1,
    'hearsay_refusals_total{reason="not-joined"}': 1,
  });
  expect(types.get('hearsay_joins_total')).toBe('counter');
  expect(types.get('hearsay_peers')).toBe('gauge');
  for (const name of ['nodejs_eventloop_lag_p99_seconds', 'process_resident_memory_bytes']) {
    expect(types.get(name)).toBe('gauge');
  }
  // Read twice they are the same: nothing counts reading.
  expect((await read()).samples.get('hearsay_joins_total')).toBe(2);
  for (const { socket } of [first, second, third]) socket.disconnect();
});

it('are at no other address, and not where everybody asks', async () => {
  expect((await fetch(`http://127.0.0.1:${metrics.port}/`)).status).toBe(404);
  expect((await fetch(`${server.url}/metrics`)).status).toBe(404);
});

it.each([
  'hearsay_joins_total 1\n',
  '# TYPE a counter\na{b=c} 1\n',
  '# TYPE a counter\na x\n',
  '# TYPE a counter\na 1\na 1\n',
  '# TYPE a counter\na 1',
])('Prometheus would not read %j', (text) => {
  expect(() => parseExposition(text)).toThrow();
});
