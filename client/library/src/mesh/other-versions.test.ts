import type { MeshMessage } from '@hearsay/shared/protocol/mesh-message.ts';
import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Link } from './link.ts';
import { createFakeRoom, type FakeRoom, type FakeTab, idOf, pass, TASK } from './room.fake.ts';

let room: FakeRoom;
beforeEach(() => {
  vi.useFakeTimers();
  room = createFakeRoom();
});
afterEach(() => {
  vi.useRealTimers();
});

const offers = () => room.server.signals.filter(({ handshake }) => handshake.type === 'offer');
const taken = ({ models }: FakeTab): PeerId[] => Object.keys(models);

describe('tabs of different versions', () => {
  it('link where the newer one understands the older one, and nowhere else', async () => {
    const old = room.open(1, { versions: { current: 1, oldest: 0 } });
    const middle = room.open(2, { versions: { current: 2, oldest: 1 } });
    const latest = room.open(3, { versions: { current: 3, oldest: 2 } });
    await pass(30);
    expect(old.neighbours()).toEqual([middle.id]);
    expect(middle.neighbours()).toEqual([old.id, latest.id]);
    expect(latest.neighbours()).toEqual([middle.id]);
    expect([old, middle, latest].map((tab) => tab.others())).toEqual([
      { older: 0, newer: 1 },
      { older: 0, newer: 0 },
      { older: 1, newer: 0 },
    ]);
    expect(old.dropped['other-version']).toBeGreaterThan(0);
    expect(latest.dropped['other-version']).toBeGreaterThan(0);
    expect(middle.dropped).toEqual({});
  });

  it('ask each other rarely, and hold no links meanwhile', async () => {
    const old = room.open(1, { versions: { current: 1, oldest: 0 } });
    const latest = room.open(2, { versions: { current: 3, oldest: 2 } });
    await pass(5);
    const before = room.links.made();
    expect(before).toBeGreaterThan(0);
    await pass(50);
    expect(room.links.made()).toBe(before);
    expect(room.links.count()).toBe(0);
    expect([...old.mesh.neighbours(), ...latest.mesh.neighbours()]).toEqual([]);
    await pass(600);
    expect(offers().length).toBeLessThan(25);
    expect(old.others()).toEqual({ older: 0, newer: 1 });
  });

  it('forget one that has vanished, of which the server tells nothing', async () => {
    room.open(1, { versions: { current: 1, oldest: 0 } });
    const stays = room.open(2, { versions: { current: 1, oldest: 0 } });
    const latest = room.open(3, { versions: { current: 3, oldest: 2 } });
    await pass(20);
    expect(latest.others()).toEqual({ older: 2, newer: 0 });
    room.server.kill();
    await pass(600);
    expect(latest.others()).toEqual({ older: 0, newer: 0 });
    room.server.restart();
    await pass(120);
    expect(latest.others().older, 'of those that are still there').toBeGreaterThan(0);
    expect(stays.others().newer).toBe(1);
  });

  it('link once the older one was reloaded, and are told of no longer', async () => {
    const old = room.open(1, { versions: { current: 1, oldest: 0 } });
    const latest = room.open(2, { versions: { current: 3, oldest: 2 } });
    await pass(5);
    expect(latest.others()).toEqual({ older: 1, newer: 0 });
    old.close();
    expect(latest.others()).toEqual({ older: 0, newer: 0 });
    const reloaded = room.open(1, { versions: { current: 3, oldest: 2 } });
    await pass(120);
    expect(latest.neighbours()).toEqual([reloaded.id]);
    expect(latest.others()).toEqual({ older: 0, newer: 0 });
  });
});

const OTHER = idOf(0xabc);
const VIEW: MeshMessage = { type: 'view', degree: 3, entries: [{ id: idOf(7), age: 1 }] };
const RELAY: MeshMessage = {
  type: 'relay',
  from: OTHER,
  to: idOf(7),
  session: idOf(9),
  handshake: { type: 'offer', sdp: 'v=0' },
};
const REPORT: MeshMessage = { type: 'room', message: { type: 'reports', reports: [] } };
/** What a page from before there were versions says first; in a room with a host it says what that wishes before it. */
const LAST_HELLO: MeshMessage = { type: 'task', digest: TASK };

/** A tab of today, and the other end of its link, which the test plays. @param onOpen of that end */
async function openWith(onOpen: (link: Link) => void): Promise<[FakeTab, Link, MeshMessage[]]> {
  const heard: MeshMessage[] = [];
  let link: Link | null = null;
  room.server.addScripted(OTHER, ({ from, session, handshake }) => {
    if (handshake.type === 'offer') {
      link = room.links.createLink({
        initiator: false,
        configuration: () => ({}),
        maxModelBytes: 1000,
        listener: {
          onHandshake: (answer) => room.server.relay({ from: OTHER, to: from, session, handshake: answer }),
          onConnected() {
            if (link !== null) onOpen(link);
          },
          onModel() {},
          onHeartbeat() {},
          onMessage: (message) => heard.push(message),
          onDropped() {},
          onClosed() {},
        },
      });
    }
    if (handshake.type === 'offer' || handshake.type === 'candidate') link?.receiveHandshake(handshake);
  });
  const tab = room.open(1);
  await pass(1);
  if (link === null) throw new Error('There was no offer.');
  return [tab, link, heard];
}

describe('a tab of today', () => {
  it('takes a page of the last version for what it is, also what it says first', async () => {
    const [tab, link, heard] = await openWith((link) => {
      for (const message of [REPORT, LAST_HELLO]) link.sendMessage(message);
    });
    expect(tab.neighbours()).toEqual([OTHER]);
    expect(tab.messages).toEqual([REPORT.type === 'room' && REPORT.message]);
    expect(heard[0]).toMatchObject({ type: 'task', digest: TASK });
    link.sendModel(new ArrayBuffer(8), true);
    link.sendMessage(RELAY);
    await pass(1);
    expect(taken(tab)).toEqual([OTHER]);
    expect(heard).toContainEqual({ type: 'unreachable', to: idOf(7), session: idOf(9) });
    expect(tab.dropped).toEqual({});
    await pass(30);
    expect(tab.neighbours()).toEqual([OTHER]);
  });

  it.each([
    ['says nothing of its version', [] as MeshMessage[]],
    ['is of one that does not fit', [{ ...LAST_HELLO, version: 99, oldest: 98 }]],
  ])('takes nothing of who %s', async (_, first) => {
    const [tab, , heard] = await openWith((link) => {
      for (const message of [...first, VIEW, RELAY, REPORT]) link.sendMessage(message);
      link.sendModel(new ArrayBuffer(8), true);
      link.sendHeartbeat(1);
    });
    expect(tab.neighbours()).toEqual([]);
    expect(taken(tab)).toEqual([]);
    expect(tab.messages).toEqual([]);
    expect(heard.map(({ type }) => type)).toEqual(['task']);
    await pass(20);
    expect(room.links.count(), 'the played end alone may be left').toBeLessThanOrEqual(1);
  });
});
