/** A room's key at the server, by sockets. */
import { idOfKey, makeIdentity } from '@hearsay/shared/room/identity.ts';
import { makeProof } from '@hearsay/shared/room/room-proof.ts';
import { toBase64Url } from '@hearsay/shared/util/base64url.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isProof } from './room-proof.ts';
import { type RunningServer, startServer } from './server.ts';
import { createTab, outcomeOf, type Tab, tokenOf } from './tab.fake.ts';

const KEY = toBase64Url(new Uint8Array(16).fill(7));
const OTHER_KEY = toBase64Url(new Uint8Array(16).fill(8));

let server: RunningServer;
const opened: Tab[] = [];
beforeEach(async () => {
  server = await startServer({ port: 0, host: '127.0.0.1', clientDirectory: '', dataDirectory: '' });
});
afterEach(async () => {
  for (const { socket } of opened.splice(0)) socket.disconnect();
  await server.close();
});

async function connect(): Promise<Tab> {
  const tab = createTab(server.url);
  opened.push(tab);
  await outcomeOf(tab);
  return tab;
}

const proofOf = ({ socket }: Tab, key = KEY, room = 'a') => makeProof(room, key, String(socket.id));
/** Of a page of today. @param proof null: its link has no key */
const join = (tab: Tab, number: number, proof: object | null, room = 'a') =>
  tab.ask('join', { room, token: tokenOf(number), version: 1, proof });

it('whoever has the key joins, and nobody else takes a slot', async () => {
  const [first, second, outsider] = [await connect(), await connect(), await connect()];
  expect(await join(first, 1, proofOf(first))).toMatchObject({ ok: true, slot: 0 });
  expect(await join(outsider, 2, null)).toMatchObject({ ok: false, reason: 'room-needs-key' });
  expect(await join(outsider, 2, proofOf(outsider, OTHER_KEY))).toMatchObject({
    reason: 'room-has-other-key',
  });
  expect(await join(second, 3, proofOf(second))).toMatchObject({ ok: true, slot: 1, size: 2 });
  expect(server.health()).toMatchObject({
    peers: 2,
    refused: { 'room-needs-key': 1, 'room-has-other-key': 1 },
  });
  // The connection is as good as any other.
  expect(await join(outsider, 2, null, 'b')).toMatchObject({ ok: true });
});

it('a proof that was heard elsewhere counts for no other connection, and for no other room', async () => {
  const [first, thief] = [await connect(), await connect()];
  const proof = proofOf(first);
  expect(await join(first, 1, proof)).toMatchObject({ ok: true });
  expect(await join(thief, 2, proof)).toMatchObject({ ok: false, reason: 'bad-proof' });
  const own = proofOf(thief, OTHER_KEY);
  // With the public key of the room, which is no secret.
  expect(await join(thief, 2, { ...own, key: proof.key })).toMatchObject({ reason: 'bad-proof' });
  expect(await join(thief, 2, proofOf(thief, KEY, 'b'))).toMatchObject({ reason: 'bad-proof' });
  expect(server.health()).toMatchObject({ peers: 1, refused: { 'bad-proof': 3 } });
});

it('is not the same after a connection is made anew', async () => {
  const tab = await connect();
  const proof = proofOf(tab);
  expect(await join(tab, 1, proof)).toMatchObject({ ok: true });
  tab.socket.disconnect().connect();
  await outcomeOf(tab);
  expect(await join(tab, 1, proof)).toMatchObject({ reason: 'bad-proof' });
  expect(await join(tab, 1, proofOf(tab))).toMatchObject({ ok: true });
});

it('a room that was opened without a key is open to all who have none, and says so to who has one', async () => {
  const [first, second, keyed] = [await connect(), await connect(), await connect()];
  expect(await join(first, 1, null)).toMatchObject({ ok: true });
  expect(await join(keyed, 2, proofOf(keyed))).toMatchObject({ reason: 'room-has-no-key' });
  expect(await join(second, 3, null)).toMatchObject({ ok: true, slot: 1 });
  first.socket.disconnect();
  second.socket.disconnect();
  await expect.poll(() => server.health().rooms).toBe(0);
  expect(await join(keyed, 2, proofOf(keyed))).toMatchObject({ ok: true, slot: 0 });
});

it('a page of the last version, which proves nothing, is told to reload', async () => {
  const [first, last] = [await connect(), await connect()];
  expect(await last.ask('join', { room: 'a', token: tokenOf(2), version: 1 })).toMatchObject({ ok: true });
  await last.ask('leave');
  await join(first, 1, proofOf(first));
  expect(await last.ask('join', { room: 'a', token: tokenOf(2), version: 1 })).toEqual({
    ok: false,
    reason: 'other-version',
    message: expect.stringContaining('Reload the page.'),
  });
});

it('who shows a key has an id that is made of it, again after a reconnect, and nobody else gets that id', async () => {
  const [first, thief] = [await connect(), await connect()];
  const identity = makeIdentity('secret');
  const joinAs = (tab: Tab, proof: object, token = identity.token) =>
    tab.ask('join', { room: 'a', token, version: 1, proof: null, identity: proof });
  const proofAt = ({ socket }: Tab) => identity.proveJoin('a', String(socket.id));
  const proof = proofAt(first);
  expect(await joinAs(first, proof)).toMatchObject({ ok: true, id: identity.id, slot: 0 });
  expect(idOfKey(proof.key)).toBe(identity.id);
  // What was heard of it, its token included, does not make anybody else it.
  expect(await joinAs(thief, proof)).toMatchObject({ ok: false, reason: 'bad-proof' });
  const own = makeIdentity('other').proveJoin('a', String(thief.socket.id));
  expect(await joinAs(thief, { ...own, key: proof.key })).toMatchObject({ reason: 'bad-proof' });
  const reply = await thief.ask('join', { room: 'a', token: identity.token, version: 1, proof: null });
  expect(reply).toMatchObject({ ok: true, slot: 1 });
  expect(reply).not.toMatchObject({ id: identity.id });
  first.socket.disconnect().connect();
  await outcomeOf(first);
  expect(await joinAs(first, proofAt(first))).toMatchObject({ ok: true, id: identity.id });
});

it('what is none does not pass, whatever it is', () => {
  const proof = makeProof('a', KEY, 'challenge');
  expect(isProof(proof, 'a', 'challenge')).toBe(true);
  expect(isProof({ ...proof, key: 'A'.repeat(43) }, 'a', 'challenge')).toBe(false);
  expect(isProof({ ...proof, key: '' }, 'a', 'challenge')).toBe(false);
  expect(isProof({ ...proof, signature: 'A'.repeat(86) }, 'a', 'challenge')).toBe(false);
  expect(isProof({ ...proof, signature: '' }, 'a', 'challenge')).toBe(false);
});
