import { afterEach, expect, it } from 'vitest';
import { createLog, type LogOptions, refusalsTeller } from './log.ts';
import { type RunningServer, startServer } from './server.ts';
import { joinedTab } from './tab.fake.ts';

const servers: RunningServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

function logged(options: Partial<LogOptions>) {
  const lines: string[] = [];
  const log = createLog(
    { level: 'info', json: true, rooms: false, ...options },
    { write: (line) => lines.push(line) },
  );
  return { lines, log, parsed: () => lines.map((line) => JSON.parse(line)) };
}

/** What a server logs of a peer that joins a room and is refused something. */
async function ofOnePeer(options: Partial<LogOptions>) {
  const { log, parsed } = logged(options);
  const files = { clientDirectory: '/nowhere', dataDirectory: '/nowhere' };
  const server = await startServer({ port: 0, host: '127.0.0.1', ...files, log });
  servers.push(server);
  const tab = await joinedTab(server.url, { room: 'secret-room', number: 1 });
  await tab.ask('nonsense');
  await tab.ask('leave');
  tab.socket.disconnect();
  return parsed();
}

it('says what happens, and neither who nor in which room', async () => {
  const lines = await ofOnePeer({});
  expect(lines.map(({ msg }) => msg)).toEqual(['A room was opened.', 'A room was closed.']);
  expect(JSON.stringify(lines)).not.toMatch(/secret-room|127\.0\.0\.1/);
});

it('says more where it is asked to', async () => {
  const lines = await ofOnePeer({ level: 'debug', rooms: true });
  expect(lines).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ level: 'debug', msg: 'A socket was opened.', address: '127.0.0.1' }),
      expect.objectContaining({ level: 'info', msg: 'A room was opened.', room: 'secret-room', rooms: 1 }),
      expect.objectContaining({ level: 'debug', msg: 'Something was refused.', reason: 'unknown-event' }),
    ]),
  );
});

it('has lines for people', () => {
  const { lines, log } = logged({ json: false, level: 'warn' });
  log.info('not this');
  log.warn({ tabs: 3 }, 'Too many.');
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d warn: Too many\. tabs=3\n$/);
});

it('tells of refusals together, and warns where the server is full', () => {
  const { log, parsed } = logged({});
  let counts: Record<string, number> = {};
  const tell = refusalsTeller(log, () => counts);
  tell();
  counts = { invalid: 2 };
  tell();
  tell();
  counts = { invalid: 5, 'server-full': 1 };
  tell();
  expect(parsed()).toMatchObject([
    { level: 'info', refused: { invalid: 2 } },
    { level: 'warn', refused: { invalid: 3, 'server-full': 1 } },
  ]);
});
