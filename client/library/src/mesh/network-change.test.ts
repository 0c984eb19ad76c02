import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createFakeRoom, type FakeRoom, pass } from './room.fake.ts';

let room: FakeRoom;
beforeEach(() => {
  vi.useFakeTimers();
  room = createFakeRoom();
});
afterEach(() => void vi.useRealTimers());

it('at another network all open links look for another way, and those of who left do not', async () => {
  const [a, b, c] = room.openAll(3);
  await pass(5);
  room.changeNetwork();
  expect([...room.links.restarts].sort()).toEqual([a.id, a.id, b.id, b.id, c.id, c.id]);
  c.close();
  await pass(1);
  room.links.restarts.length = 0;
  room.changeNetwork();
  expect([...room.links.restarts].sort()).toEqual([a.id, b.id]);
});

it('an offer in the session of an open link goes to that link, and its answer the same way', async () => {
  const [a, b] = room.openAll(2);
  await pass(5);
  const before = [a.neighbours(), b.neighbours()];
  const [{ session, from, to }] = room.server.signals.filter(({ handshake }) => handshake.type === 'offer');
  const made = room.links.made();
  room.server.relay({ from, to, session, handshake: { type: 'offer', sdp: 'again' } });
  await pass(1);
  expect(room.links.made()).toBe(made);
  expect([a.neighbours(), b.neighbours()]).toEqual(before);
  expect(room.links.taken).toContainEqual({ type: 'offer', sdp: 'again' });
  // In another session it would be another attempt.
  const { length } = room.links.taken;
  room.server.relay({ from, to, session: 'f'.repeat(16), handshake: { type: 'offer', sdp: 'again' } });
  await pass(1);
  expect(room.links.taken).toHaveLength(length);
});
