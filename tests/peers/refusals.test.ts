/** What a peer hears of a server that does not let it in, with its code. */
import { type RunningServer, startServer } from '@hearsay/signaling-server/server.ts';
import { createIntroducer, type Introducer } from 'hearsay/internal/mesh/introducer.ts';
import type { Problem } from 'hearsay/internal/problems.ts';
import { afterEach, expect, it } from 'vitest';

const servers: RunningServer[] = [];
const introducers: Introducer[] = [];
afterEach(async () => {
  for (const introducer of introducers.splice(0)) introducer.close();
  for (const server of servers.splice(0)) await server.close();
});

async function serve(limits: object): Promise<string> {
  const directory = import.meta.dirname;
  const server = await startServer({
    port: 0,
    host: '127.0.0.1',
    clientDirectory: directory,
    dataDirectory: directory,
    limits,
  });
  servers.push(server);
  return server.url;
}

/** Resolves to why it was not let in, or to null where it was. */
function join(url: string, room: string): Promise<Problem | null> {
  return new Promise((resolve) => {
    introducers.push(
      createIntroducer(
        url,
        room,
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
