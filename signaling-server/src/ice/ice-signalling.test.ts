import { afterEach, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../server.ts';
import { createTab, idOf, joinedTab, outcomeOf, type Tab } from '../tab.fake.ts';
import { createIceServers, type IceServers } from './ice-servers.ts';

const SERVERS = createIceServers({
  servers: [],
  turn: { urls: ['turn:example.org'], secret: () => 'secret' },
  date: () => 0,
});

let server: RunningServer;
const tabs: Tab[] = [];

async function start(iceServers: IceServers | undefined): Promise<void> {
  const directories = { clientDirectory: '/nonexistent', dataDirectory: '/nonexistent' };
  server = await startServer({ port: 0, host: '127.0.0.1', ...directories, iceServers });
}
afterEach(async () => {
  for (const { socket } of tabs.splice(0)) socket.disconnect();
  await server.close();
});

it('comes with the answer to a join, and when asked for again, for whoever is in a room', async () => {
  await start(SERVERS);
  const tab = await joinedTab(server.url, { room: 'a', number: 1 });
  tabs.push(tab);
  expect(tab.joined.ice).toEqual(SERVERS(idOf(1)));
  expect(tab.joined.ice?.servers[0]).toMatchObject({ username: `7200:${idOf(1)}` });
  expect(await tab.ask('ice', {})).toEqual({ ok: true, ice: SERVERS(idOf(1)) });
  expect(await tab.ask('ice', 7)).toMatchObject({ ok: false, reason: 'invalid' });
  await tab.ask('leave');
  expect(await tab.ask('ice', {})).toMatchObject({ ok: false, reason: 'not-joined' });
});

it('is given to nobody who is in no room', async () => {
  await start(SERVERS);
  const tab = createTab(server.url);
  tabs.push(tab);
  await outcomeOf(tab);
  expect(await tab.ask('ice', {})).toMatchObject({ ok: false, reason: 'not-joined' });
  expect(server.health().refused['not-joined']).toBe(1);
});

it('is no part of the answer where the server knows of none', async () => {
  await start(undefined);
  const tab = await joinedTab(server.url, { room: 'a', number: 1 });
  tabs.push(tab);
  expect(tab.joined).not.toHaveProperty('ice');
  expect(await tab.ask('ice', {})).toMatchObject({ ok: false });
});
