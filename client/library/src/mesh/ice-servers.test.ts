import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createFakeRoom, type FakeRoom, pass } from './room.fake.ts';

let room: FakeRoom;
beforeEach(() => {
  vi.useFakeTimers();
  room = createFakeRoom();
});
afterEach(() => void vi.useRealTimers());

const serversOf = (host: string) => [{ urls: [`stun:${host}`] }];

it('a link is made with the servers that the signalling server told of last', async () => {
  room.server.iceServers = serversOf('one');
  const [first, second] = [room.open(1), room.open(2)];
  await pass(2);
  expect(room.links.configurations).toEqual([
    { iceServers: serversOf('one') },
    { iceServers: serversOf('one') },
  ]);
  for (const { id } of [first, second]) room.server.renew(id, serversOf('two'));
  room.open(3);
  await pass(10);
  const later = room.links.configurations.slice(2);
  expect(later).toHaveLength(4);
  expect(later.filter(({ iceServers }) => iceServers?.[0].urls[0] === 'stun:two')).toHaveLength(2);
});

it('who joins may say otherwise, and set all else of a connection', async () => {
  room.server.iceServers = serversOf('one');
  room.open(1, { rtcConfiguration: { iceServers: [] } });
  room.open(2, { rtcConfiguration: { iceTransportPolicy: 'relay' } });
  await pass(2);
  expect(room.links.configurations).toHaveLength(2);
  expect(room.links.configurations).toContainEqual({ iceServers: [] });
  expect(room.links.configurations).toContainEqual({
    iceServers: serversOf('one'),
    iceTransportPolicy: 'relay',
  });
});
