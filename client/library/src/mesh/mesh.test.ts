import type { RelayedSignal } from '@hearsay/shared/protocol/signalling.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isWithinTwoHops, type SentMessage } from './links.fake.ts';
import { createFakeRoom, type FakeRoom, type FakeTab, idOf, pass } from './room.fake.ts';

const STRANGER = idOf(0xabc);

let room: FakeRoom;
beforeEach(() => {
  vi.useFakeTimers();
  room = createFakeRoom();
});
afterEach(() => {
  vi.useRealTimers();
});

const states = ({ mesh }: FakeTab): string[] => mesh.neighbours().map(({ state }) => state);
const offers = () => room.server.signals.filter(({ handshake }) => handshake.type === 'offer');
const relays = (): (SentMessage & { message: { type: 'relay' } })[] =>
  room.links.sent.filter(
    (one): one is SentMessage & { message: { type: 'relay' } } => one.message.type === 'relay',
  );

/** Everybody who can be reached over links from the first. */
function reached(tabs: readonly FakeTab[]): Set<string> {
  const found = new Set<string>();
  const visit = (id: string): void => {
    if (found.has(id)) return;
    found.add(id);
    for (const neighbour of tabs.find((tab) => tab.id === id)?.neighbours() ?? []) visit(neighbour);
  };
  visit(tabs[0].id);
  return found;
}

/** What one says of its links, the other says too. */
function expectMutual(tabs: readonly FakeTab[]): void {
  for (const { id, neighbours } of tabs) {
    expect(neighbours()).toEqual(
      tabs.filter((other) => other.neighbours().includes(id)).map((other) => other.id),
    );
  }
}

async function openPair(): Promise<[FakeTab, FakeTab]> {
  const [a, b] = room.openAll(2);
  await pass(2);
  expect([a.neighbours(), b.neighbours()]).toEqual([[b.id], [a.id]]);
  return [a, b];
}

/** A tab and somebody whose handshakes the test makes, who were introduced. @returns what the tab sends it */
async function openWithStranger(): Promise<[FakeTab, RelayedSignal[]]> {
  const received: RelayedSignal[] = [];
  room.server.addScripted(STRANGER, (signal) => received.push(signal));
  const tab = room.open(1);
  await pass(2);
  expect(received[0].handshake.type).toBe('offer');
  return [tab, received];
}

describe('a link', () => {
  it.each([
    ['smaller', [1, 2]],
    ['larger', [2, 1]],
  ])(
    'is made once where two offers cross, by the smaller id, also when the %s is told first',
    async (_, order) => {
      room.server.introduces = false;
      const [a, b] = room.openAll(2);
      await pass(0.5);
      for (const number of order) room.server.introduce(idOf(number), [idOf(3 - number)], true);
      await pass(5);
      expect(
        offers()
          .map(({ from }) => from)
          .sort(),
      ).toEqual([a.id, b.id]);
      const [ofSmaller] = offers().filter(({ from }) => from === a.id);
      const answers = room.server.signals.filter(({ handshake }) => handshake.type === 'answer');
      expect(answers.map(({ session }) => session)).toEqual([ofSmaller.session]);
      expect([a.neighbours(), b.neighbours()]).toEqual([[b.id], [a.id]]);
      expect(room.links.open()).toHaveLength(1);
      expect(room.links.count()).toBe(2);
    },
  );

  it('that breaks is made anew, each time in a fresh session, whoever noticed', async () => {
    const [a, b] = await openPair();
    for (const noticed of [[1, 2], [1], [2], [2], [1], [1, 2], [2]].map((numbers) => numbers.map(idOf))) {
      await pass(20);
      const [before] = room.links.open();
      room.links.breakLink(a.id, b.id, noticed);
      for (const tab of [a, b].filter(({ id }) => noticed.includes(id))) {
        expect(states(tab)).toEqual(['reconnecting']);
        expect(tab.neighbours()).toEqual([]);
      }
      await pass(8);
      expect([a.neighbours(), b.neighbours()]).toEqual([[b.id], [a.id]]);
      expect(room.links.open()).toHaveLength(1);
      expect(room.links.open()).not.toEqual([before]);
      expect(room.links.count()).toBe(2);
    }
    const sessions = offers().map(({ session }) => session);
    expect(new Set(sessions).size).toBe(sessions.length);
  });

  it('that fails again and again is tried less and less often, and made when it can be', async () => {
    const [a, b] = await openPair();
    room.links.blocks = () => true;
    room.links.breakLink(a.id, b.id, [a.id, b.id]);
    const attempts = async (seconds: number): Promise<number> => {
      const before = offers().length;
      await pass(seconds);
      return offers().length - before;
    };
    const first = await attempts(60);
    await attempts(240);
    const last = await attempts(300);
    expect(first).toBeGreaterThanOrEqual(2);
    // Each time both are told, so that they can say why.
    expect(a.failed.length).toBeGreaterThanOrEqual(2);
    expect(new Set(b.failed)).toEqual(new Set([a.id]));
    expect(last).toBeGreaterThanOrEqual(2);
    // Five times as long.
    expect(last).toBeLessThan(4 * first);
    const sessions = offers().map(({ session }) => session);
    expect(new Set(sessions).size).toBe(sessions.length);
    room.links.blocks = () => false;
    await pass(120);
    expect([a.neighbours(), b.neighbours()]).toEqual([[b.id], [a.id]]);
  });

  it('is lost where there is silence, and found again when the network is back', async () => {
    const [a, b] = await openPair();
    await pass(10);
    // As when a computer sleeps: nobody is told.
    room.server.cut([b.id]);
    room.links.blocks = () => true;
    await pass(5);
    // The server has said that it is gone.
    expect(states(a)).toEqual([]);
    expect(b.neighbours()).toEqual([a.id]);
    await pass(15);
    expect(states(b)).toEqual(['reconnecting']);
    await pass(10);
    room.server.mend();
    room.links.blocks = () => false;
    await pass(30);
    expect([a.neighbours(), b.neighbours()]).toEqual([[b.id], [a.id]]);
    expect(room.links.count()).toBe(2);
  });

  it('outlives its peer’s loss of the server, and a silence later on', async () => {
    const [a, b] = await openPair();
    const before = room.links.open();
    room.server.cut([b.id]);
    await pass(10);
    room.server.mend();
    await pass(5);
    // As when a machine is too busy to say anything.
    room.links.blocks = () => true;
    await pass(8);
    room.links.blocks = () => false;
    await pass(10);
    expect(room.links.open()).toEqual(before);
    expect([states(a), states(b)]).toEqual([['connected'], ['connected']]);
  });

  it('ends at once with a goodbye, and a tab that was loaded anew is a new neighbour', async () => {
    const [a, b] = await openPair();
    b.close();
    await pass(0.1);
    expect([a.neighbours(), states(a)]).toEqual([[], []]);
    const again = room.open(3);
    await pass(2);
    expect([a.neighbours(), again.neighbours()]).toEqual([[again.id], [a.id]]);
    expect(states(a)).toEqual(['connected']);
    expect(room.links.count()).toBe(2);
  });

  it('leaves nothing behind when it breaks 200 times', { timeout: 120_000 }, async () => {
    const [a, b] = await openPair();
    await pass(30);
    const timers = vi.getTimerCount();
    for (let broken = 0; broken < 200; broken++) {
      const noticed = [[a.id, b.id], [a.id], [b.id]][broken % 3];
      room.links.breakLink(a.id, b.id, noticed);
      await pass(25);
      expect([a.neighbours(), b.neighbours()]).toEqual([[b.id], [a.id]]);
    }
    expect(room.links.count()).toBe(2);
    expect(vi.getTimerCount()).toBe(timers);
    expect([a, b].map(({ mesh }) => mesh.neighbours().length)).toEqual([1, 1]);
    a.close();
    b.close();
    await pass(1);
    expect([room.links.count(), vi.getTimerCount()]).toEqual([0, 0]);
  });
});

describe('an attempt', () => {
  it('does not hear what is of another session', async () => {
    const [tab, received] = await openWithStranger();
    const { session } = received[0];
    const answer = { type: 'answer', sdp: '999' } as const;
    room.server.relay({ from: STRANGER, to: tab.id, session: idOf(77), handshake: answer });
    room.server.relay({ from: STRANGER, to: tab.id, session: idOf(77), handshake: { type: 'full' } });
    await pass(1);
    expect(states(tab)).toEqual(['connecting']);
    expect(room.links.count()).toBe(1);
    // The attempt is given up for lack of an answer; one that comes then is of an old session.
    await pass(40);
    const next = received.find((signal) => signal.handshake.type === 'offer' && signal.session !== session);
    expect(next).toBeDefined();
    const before = states(tab);
    room.server.relay({ from: STRANGER, to: tab.id, session, handshake: answer });
    await pass(0.1);
    expect(states(tab)).toEqual(before);
  });

  it('ends when the other says that it is full, and is made again later', async () => {
    const [tab, received] = await openWithStranger();
    const { session } = received[0];
    room.server.relay({ from: STRANGER, to: tab.id, session, handshake: { type: 'full' } });
    await pass(0.1);
    // What comes late begins nothing.
    const answer = { type: 'answer', sdp: '999' } as const;
    room.server.relay({ from: STRANGER, to: tab.id, session, handshake: answer });
    await pass(0.1);
    expect(tab.mesh.neighbours()).toEqual([]);
    expect([room.links.made(), room.links.count()]).toEqual([1, 0]);
    const before = received.length;
    await pass(1);
    expect(received.length).toBe(before);
    await pass(20);
    expect(received.length).toBeGreaterThan(before);
    expect(received[before].session).not.toBe(session);
  });

  it('is declined by who has as many links as it takes', async () => {
    const tab = room.open(1);
    await pass(1);
    const answers: string[] = [];
    for (let number = 100; number < 110; number++) {
      room.server.addScripted(idOf(number), ({ handshake }) => answers.push(handshake.type));
    }
    for (let number = 100; number < 140; number++) {
      const offer = { type: 'offer', sdp: String(number) } as const;
      room.server.relay({ from: idOf(number), to: tab.id, session: idOf(number), handshake: offer });
    }
    await pass(1);
    expect(answers).toContain('full');
    expect(room.links.count()).toBeLessThanOrEqual(9);
    expect(tab.mesh.neighbours().length).toBe(room.links.count());
  });
});

it('counts as many as the server says, also before a link to who is gone has ended', async () => {
  const [a, , c] = room.openAll(3);
  await pass(3);
  expect(a.size()).toBe(3);
  c.crash();
  await pass(0.1);
  expect([a.size(), a.neighbours().length]).toEqual([2, 2]);
});

describe('a peer that the host has removed', () => {
  const removalOf = ({ id }: FakeTab) => ({ ids: new Set([id]), why: 'the command', present: [] });
  const nobody = { ids: new Set<string>(), why: null, present: [] };

  it('is parted from at once, counted no more, and told why when it asks again', async () => {
    const tabs = room.openAll(4);
    const [a, b, c, out] = tabs;
    await pass(3);
    expect(a.neighbours()).toEqual([b.id, c.id, out.id]);
    for (const { mesh } of [a, b, c]) mesh.setRemoved(removalOf(out));
    await pass(1);
    expect(tabs.map(({ neighbours }) => neighbours().length)).toEqual([2, 2, 2, 0]);
    expect(tabs.map(({ size }) => size())).toEqual([3, 3, 3, 4]);
    await pass(120);
    expect(tabs.map(({ neighbours }) => neighbours().length)).toEqual([2, 2, 2, 0]);
    expect(new Set(out.refusals)).toEqual(new Set(['the command']));
    expect(a.refusals).toEqual([]);
    out.close();
    await pass(1);
    expect([a, b, c].map(({ size }) => size())).toEqual([3, 3, 3]);
  });

  it('is not linked to where others name it or make a way to it', async () => {
    const [a, b, out] = room.openAll(3);
    await pass(3);
    // The one between the two has not heard of it.
    a.mesh.setRemoved(removalOf(out));
    room.server.kill();
    await pass(180);
    expect([a.neighbours(), b.neighbours()]).toEqual([[b.id], [a.id, out.id]]);
  });

  it('is linked to again as soon as it is let in', async () => {
    const [a, b, out] = room.openAll(3);
    await pass(3);
    for (const { mesh } of [a, b]) mesh.setRemoved(removalOf(out));
    await pass(10);
    await pass(200);
    for (const { mesh } of [a, b]) mesh.setRemoved(nobody);
    await pass(5);
    expect(out.neighbours()).toEqual([a.id, b.id]);
    expect(a.size()).toBe(3);
  });
});

describe('a mesh whose server is dead', () => {
  const COUNT = 9;
  let tabs: FakeTab[];
  beforeEach(async () => {
    tabs = room.openAll(COUNT);
    // Until everybody has told its neighbours of others.
    await pass(60);
    expect(Math.min(...tabs.map((tab) => tab.neighbours().length))).toBeGreaterThanOrEqual(4);
    expect(Math.max(...tabs.map((tab) => tab.neighbours().length))).toBeLessThanOrEqual(COUNT);
    room.server.kill();
    await pass(1);
    room.links.sent.length = 0;
  });

  it('replaces neighbours that died through others, and everybody stays reachable', async () => {
    const [dead, ...rest] = tabs;
    const bereft = rest.filter((tab) => tab.neighbours().includes(dead.id));
    dead.crash();
    await pass(90);
    expect(bereft.length).toBeGreaterThanOrEqual(4);
    for (const tab of rest) {
      expect(tab.neighbours()).not.toContain(dead.id);
      expect(tab.neighbours().length).toBeGreaterThanOrEqual(4);
    }
    expect(reached(rest)).toEqual(new Set(rest.map(({ id }) => id)));
    expectMutual(rest);
    expect(relays().some(({ message }) => message.handshake.type === 'answer')).toBe(true);
    for (const relay of relays()) expect(isWithinTwoHops(relay)).toBe(true);
  });

  it('gives more links to a peer that has but one', async () => {
    const [tab] = tabs;
    const [kept, ...lost] = tab.neighbours();
    for (const id of lost) room.links.breakLink(tab.id, id, [tab.id, id]);
    expect(tab.neighbours()).toEqual([kept]);
    await pass(90);
    expect(tab.neighbours().length).toBeGreaterThanOrEqual(4);
    expectMutual(tabs);
  });

  it('refuses what is relayed in another’s name, and what has come over one peer already', async () => {
    const [tab] = tabs;
    const [liar, other] = tab.neighbours();
    const handshake = { type: 'offer', sdp: '12345' } as const;
    const session = idOf(99);
    const refused = tab.dropped['relay-refused'] ?? 0;
    // In the name of a stranger, of the one it is for, and of the one that is to relay it.
    for (const from of [STRANGER, other, tab.id]) {
      room.links.say(liar, tab.id, { type: 'relay', from, to: other, session, handshake });
    }
    // For itself, and from itself.
    room.links.say(liar, tab.id, { type: 'relay', from: liar, to: liar, session, handshake });
    room.links.say(liar, tab.id, { type: 'relay', from: liar, to: tab.id, session, handshake });
    await pass(0.5);
    expect((tab.dropped['relay-refused'] ?? 0) - refused).toBe(5);
    expect(relays().filter(({ from, message }) => from === tab.id && message.session === session)).toEqual(
      [],
    );
  });

  it('answers that it cannot reach whom it has no link to', async () => {
    const [tab] = tabs;
    const [asker] = tab.neighbours();
    const handshake = { type: 'offer', sdp: '12345' } as const;
    room.links.say(asker, tab.id, { type: 'relay', from: asker, to: STRANGER, session: idOf(99), handshake });
    await pass(0.5);
    expect(room.links.sent).toContainEqual({
      from: tab.id,
      to: asker,
      message: { type: 'unreachable', to: STRANGER, session: idOf(99) },
    });
  });
});

describe('a server that comes back', () => {
  it('has everybody again, under the same ids, and no link was touched', async () => {
    const tabs = room.openAll(5);
    await pass(30);
    const before = room.links.open();
    // All are neighbours of all, and so there is nobody to swap.
    expect(before).toHaveLength(10);
    room.server.kill();
    await pass(60);
    expect(room.links.open()).toEqual(before);
    room.server.restart();
    await pass(10);
    expect(room.links.open()).toEqual(before);
    expect(room.links.count()).toBe(20);
    room.open(6);
    await pass(10);
    expect(tabs.every((tab) => tab.neighbours().length >= 4)).toBe(true);
    for (const tab of tabs) tab.mesh.sendModel(tab.neighbours(), new ArrayBuffer(8), true);
    await pass(1);
    for (const { id, models, neighbours } of tabs) {
      expect(Object.keys(models).sort()).toEqual(neighbours().filter((other) => other !== idOf(6)));
      expect(models[id]).toBeUndefined();
    }
  });
});
