/** A neighbour that passes handshakes on may make them up, in the name of somebody who knows nothing of it. */
import type { MeshMessage } from '@hearsay/shared/protocol/mesh-message.ts';
import type { Envelope, Handshake } from '@hearsay/shared/protocol/signalling.ts';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Link } from './link.ts';
import { createFakeRoom, type FakeRoom, type FakeTab, idOf, pass, TASK } from './room.fake.ts';

const HONEST = idOf(3);
const SESSION = idOf(0x77);

let room: FakeRoom;
beforeEach(() => {
  vi.useFakeTimers();
  room = createFakeRoom();
});
afterEach(() => {
  vi.useRealTimers();
});

async function openPair(): Promise<[FakeTab, FakeTab]> {
  const [tab, liar] = room.openAll(2);
  await pass(2);
  expect(tab.neighbours()).toEqual([liar.id]);
  return [tab, liar];
}

function sayAsHonest(tab: FakeTab, liar: FakeTab, handshake: Envelope): void {
  room.links.say(liar.id, tab.id, { type: 'relay', from: HONEST, to: tab.id, session: SESSION, handshake });
}

/** The tab's end of a link that it takes to be to the honest peer, with the liar at the other. */
async function linkAsHonest(tab: FakeTab, liar: FakeTab, first: MeshMessage): Promise<void> {
  const link: Link = room.links.createLink({
    initiator: true,
    configuration: () => ({}),
    maxModelBytes: 1000,
    listener: {
      onHandshake: (handshake) => sayAsHonest(tab, liar, handshake),
      onConnected: () => void link.sendMessage(first),
      ...{ onModel() {}, onHeartbeat() {}, onMessage() {}, onDropped() {}, onClosed() {} },
    },
  });
  const answer = (): Handshake | undefined =>
    room.links.sent.flatMap(({ from, message }): Handshake[] => {
      const isFromTab = from === tab.id && message.type === 'relay' && message.to === HONEST;
      return isFromTab && message.handshake.type === 'answer' ? [message.handshake] : [];
    })[0];
  for (let millisecond = 0; millisecond < 500 && answer() === undefined; millisecond++) await pass(0.001);
  const found = answer();
  if (found === undefined) throw new Error('There was no answer.');
  // A liar does not say that there is no such peer.
  room.links.blocks = (from, to) => from === liar.id && to === tab.id;
  link.receiveHandshake(found);
  await pass(0.5);
  room.links.blocks = () => false;
}

it('does not keep out whose link was made up by a neighbour', async () => {
  const [tab, liar] = await openPair();
  await linkAsHonest(tab, liar, { type: 'task', digest: TASK, version: 99, oldest: 98 });
  expect(tab.dropped['other-version']).toBe(1);
  const honest = room.open(3);
  await pass(20);
  expect(tab.neighbours()).toEqual([liar.id, honest.id]);
});

it('counts what a neighbour passes on and nobody can open against nobody else', async () => {
  const [tab, liar] = await openPair();
  sayAsHonest(tab, liar, { type: 'sealed', box: 'A'.repeat(64) });
  await pass(0.5);
  expect(tab.dropped).toEqual({ 'relay-refused': 1 });
  // Nothing is answered in a matter that the honest one has no part in.
  const answers = room.links.sent.filter(({ from, message }) => from === tab.id && message.type === 'relay');
  expect(answers).toEqual([]);
});
