import { type Identity, makeIdentity } from '@hearsay/shared/room/identity.ts';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createFakeRoom, type FakeRoom, idOf, pass } from './room.fake.ts';

let room: FakeRoom;
beforeEach(() => {
  vi.useFakeTimers();
  room = createFakeRoom();
});
afterEach(() => {
  vi.useRealTimers();
});

const identityOf = (secret: string): Identity => makeIdentity(secret);
const ann = (): Identity => identityOf('ann');

it('who shows who it is, and who cannot, are linked to as ever', async () => {
  const one = room.open(1, { identity: ann() });
  const identity = identityOf('bob');
  const two = room.open(2, { identity });
  const older = room.open(3);
  await pass(3);
  expect(one.neighbours()).toEqual([two.id, older.id].sort());
  // Known to sign from then on.
  identity.signers.note(one.id, 1);
  await pass(5);
  expect(two.neighbours()).toEqual([one.id, older.id].sort());
  expect([one, two, older].map(({ dropped }) => dropped)).toEqual([{}, {}, {}]);
});

it('who is known to sign is not linked to where it does not show who it is', async () => {
  const identity = identityOf('bob');
  identity.signers.note(ann().id, 1);
  const bob = room.open(1, { identity });
  // As a server could have it, or a neighbour that passes handshakes on.
  room.open(2, { id: ann().id });
  await pass(3);
  expect(bob.neighbours()).toEqual([]);
  expect(bob.dropped).toEqual({ 'forged-identity': 1 });
});

it('a link to somebody else ends when the peer whose name it has is known to sign', async () => {
  const identity = identityOf('bob');
  const bob = room.open(1, { identity });
  room.open(2, { id: ann().id });
  await pass(3);
  expect(bob.neighbours()).toEqual([ann().id]);
  identity.signers.note(ann().id, 1);
  await pass(3);
  expect(bob.neighbours()).toEqual([]);
  expect(bob.dropped).toEqual({ 'forged-identity': 1 });
});

it('another key shows nothing, nor does what was shown on another link', async () => {
  const heard = identityOf('ann');
  const bob = room.open(1, { identity: identityOf('bob') });
  const other = { ...identityOf('eve'), id: heard.id };
  room.open(2, { identity: other });
  await pass(3);
  expect(bob.neighbours()).toEqual([]);
  expect(bob.dropped).toEqual({ 'forged-identity': 1 });

  const carl = room.open(3, { identity: identityOf('carl') });
  const earlier = heard.proveLink({
    ...{ room: 'fake', session: idOf(1), from: heard.id, to: carl.id },
    ...{ fromFingerprint: '1', toFingerprint: '2' },
  });
  room.open(4, { identity: { ...heard, proveLink: () => earlier } });
  await pass(3);
  expect(carl.neighbours()).not.toContain(heard.id);
  expect(carl.dropped['forged-identity']).toBeGreaterThan(0);
});
