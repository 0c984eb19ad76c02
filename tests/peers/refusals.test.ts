/** What a peer hears of a server that does not let it in, with its code. */
import { makeRoomKey } from '@hearsay/shared/protocol/room-key.ts';
import { VERSIONS } from '@hearsay/shared/protocol/versions.ts';
import { type RunningServer, type ServerSettings, startServer } from '@hearsay/signaling-server/server.ts';
import { createIntroducer, type Introducer } from 'hearsay/internal/mesh/introducer.ts';
import type { Problem } from 'hearsay/internal/problems.ts';
import { randomBytes } from 'hearsay/internal/random-bytes.ts';
import { afterEach, expect, it } from 'vitest';

const servers: RunningServer[] = [];
const introducers: Introducer[] = [];
afterEach(async () => {
  for (const introducer of introducers.splice(0)) introducer.close();
  for (const server of servers.splice(0)) await server.close();
});

async function serve(
  limits: object,
  settings: Pick<ServerSettings, 'versions' | 'port'> = { port: 0 },
): Promise<string> {
  const directory = import.meta.dirname;
  const server = await startServer({
    ...settings,
    host: '127.0.0.1',
    clientDirectory: directory,
    dataDirectory: directory,
    limits,
  });
  servers.push(server);
  return server.url;
}

/** Resolves to why it was not let in, or to null where it was. */
function join(url: string, name: string, versions = VERSIONS, key = ''): Promise<Problem | null> {
  return new Promise((resolve) => {
    introducers.push(
      createIntroducer(
        url,
        { name, key },
        {},
        {
          onJoined: () => resolve(null),
          onIce() {},
          onIntroduction() {},
          onSignal() {},
          onSize() {},
          onLeft() {},
          onRefused: resolve,
          knownPeers: () => [],
          onDisconnected() {},
          onUnreachable: () => resolve({ code: 'server-unreachable' }),
          onDropped() {},
        },
        versions,
      ),
    );
  });
}

it('is told by the server that a room is full, and that there are too many of its address', async () => {
  const url = await serve({ maxPeers: 1, maxSocketsPerAddress: 2 });
  expect(await join(url, 'a')).toBeNull();
  expect(await join(url, 'a')).toMatchObject({ code: 'refused-by-server', reason: 'room-full' });
  expect(await join(url, 'b')).toMatchObject({
    code: 'refused-by-server',
    reason: 'too-many-sockets',
    message: expect.stringContaining('2 tabs from your address'),
  });
});

it('knows what is no Hearsay server, and a server that does not answer', async () => {
  const url = await serve({});
  // Another program's namespace.
  expect(await join(`${url}/other`, 'a')).toEqual({ code: 'not-a-server', what: 'Invalid namespace' });
  await servers.splice(0)[0].close();
  expect(await join(url, 'a')).toEqual({ code: 'server-unreachable' });
});

it('is told which is to be renewed, the page or the server, where their versions do not fit', async () => {
  const url = await serve({}, { port: 0, versions: { current: 4, oldest: 2 } });
  expect(await join(url, 'a', { current: 3, oldest: 3 })).toBeNull();
  expect(await join(url, 'a', { current: 1, oldest: 0 })).toEqual({ code: 'page-too-old' });
  expect(await join(url, 'a', { current: 5, oldest: 2 })).toEqual({ code: 'server-too-old' });
});

it('does not join a server that lets it in, and is older than what it understands', async () => {
  const url = await serve({}, { port: 0, versions: { current: 9, oldest: 0 } });
  // Only the page knows: a server from before there were versions lets everybody in.
  expect(await join(url, 'a', { current: 9, oldest: 10 })).toEqual({ code: 'server-too-old' });
  await expect.poll(() => servers[0].health().peers).toBe(0);
});

it('goes on where it was in the room, and says why it is not let in again', async () => {
  const url = await serve({});
  const port = Number(new URL(url).port);
  const happened: string[] = [];
  let told = (): void => {};
  const heard = new Promise<void>((resolve) => {
    told = resolve;
  });
  const joined = new Promise<void>((resolve) => {
    introducers.push(
      createIntroducer(
        url,
        { name: 'a', key: '' },
        {},
        {
          onJoined: () => resolve(),
          onIntroduction() {},
          onSignal() {},
          onSize() {},
          onLeft() {},
          onIce() {},
          onRefused: ({ code }) => happened.push(`refused: ${code}`),
          knownPeers: () => [],
          onDisconnected() {},
          onUnreachable(why) {
            if (why === undefined) return;
            happened.push(why.code);
            told();
          },
          onDropped() {},
        },
      ),
    );
  });
  await joined;
  await servers.splice(0)[0].close();
  await serve({}, { port, versions: { current: 4, oldest: 2 } });
  await heard;
  expect(happened).toEqual(['page-too-old']);
});

it('joins a room with its key, and is told where the key is another one, or missing, or too much', async () => {
  const url = await serve({});
  const [key, other] = [makeRoomKey(randomBytes), makeRoomKey(randomBytes)];
  expect(await join(url, 'a', VERSIONS, key)).toBeNull();
  expect(await join(url, 'a', VERSIONS, key)).toBeNull();
  expect(await join(url, 'a', VERSIONS, other)).toEqual({ code: 'room-has-other-key' });
  expect(await join(url, 'a', VERSIONS)).toEqual({ code: 'room-needs-key' });
  expect(await join(url, 'b', VERSIONS)).toBeNull();
  expect(await join(url, 'b', VERSIONS, key)).toEqual({ code: 'room-has-no-key' });
});

it('proves the key anew to a server that was begun again', async () => {
  const url = await serve({});
  const port = Number(new URL(url).port);
  const key = makeRoomKey(randomBytes);
  expect(await join(url, 'a', VERSIONS, key)).toBeNull();
  await servers.splice(0)[0].close();
  const again = await serve({}, { port });
  await expect.poll(() => servers[0].health().peers, { timeout: 20_000 }).toBe(1);
  expect(await join(again, 'a', VERSIONS)).toEqual({ code: 'room-needs-key' });
});
