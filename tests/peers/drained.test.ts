/** What a peer does when its server is told to stop, and another one takes its place. */

import { startServer } from '@hearsay/signaling-server/server.ts';
import { createIntroducer } from 'hearsay/internal/mesh/introducer.ts';
import { expect, it } from 'vitest';

const FILES = { clientDirectory: '/nowhere', dataDirectory: '/nowhere' };

it('joins the next one by itself, in the slot that it had', async () => {
  const first = await startServer({ port: 0, host: '127.0.0.1', ...FILES });
  const events: string[] = [];
  const waiting = new Map<string, () => void>();
  const tell = (event: string): void => {
    events.push(event);
    waiting.get(event)?.();
  };
  const heard = (event: string) => new Promise<void>((resolve) => waiting.set(event, resolve));
  const nothing = (): void => {};
  let joined = heard('joined in slot 3');
  const introducer = createIntroducer(
    first.url,
    { name: 'x', key: '' },
    { slot: 3 },
    {
      onJoined: ({ slot }) => tell(`joined in slot ${slot}`),
      onDisconnected: () => tell('disconnected'),
      onRefused: ({ code }) => tell(`refused: ${code}`),
      onDropped: (reason) => tell(`dropped: ${reason}`),
      onIntroduction: nothing,
      onSignal: nothing,
      onSize: nothing,
      onLeft: nothing,
      onUnreachable: nothing,
      knownPeers: () => [],
      onIce: () => {},
    },
  );
  await joined;
  joined = heard('joined in slot 3');
  await first.drain(1000);
  const second = await startServer({ port: first.port, host: '127.0.0.1', ...FILES });
  await joined;
  expect(events).toEqual(['joined in slot 3', 'disconnected', 'joined in slot 3']);
  introducer.close();
  await second.close();
});
