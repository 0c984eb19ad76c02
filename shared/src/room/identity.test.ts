import { expect, it } from 'vitest';
import { makeIdentity, type NamedLink } from './identity.ts';
import { createSigners, MAX_SIGNERS } from './signers.ts';

const SECRET = '0123456789abcdef0123456789abcdef';
const OTHER = 'f'.repeat(32);

const own = makeIdentity(SECRET);
const link: NamedLink = {
  room: 'class',
  session: 'a'.repeat(16),
  from: own.id,
  to: makeIdentity(OTHER).id,
  fromFingerprint: 'sha-256 01:23',
  toFingerprint: 'sha-256 45:67',
};

it('is the same from the same secret, and another one from another', () => {
  const again = makeIdentity(SECRET);
  expect([again.id, again.token]).toEqual([own.id, own.token]);
  expect(own.id).toMatch(/^[0-9a-f]{16}$/);
  expect(own.token).toMatch(/^[0-9a-f]{32}$/);
  const other = makeIdentity(OTHER);
  expect(other.id).not.toBe(own.id);
  expect(other.token).not.toBe(own.token);
  // What the server is told is not what all comes from.
  expect(makeIdentity(own.token).id).not.toBe(own.id);
});

it('shows at a link who it is, for that link alone', () => {
  const proof = own.proveLink(link);
  expect(own.isLinkProof(proof, link)).toBe(true);
  const others: Partial<NamedLink>[] = [
    { room: 'other' },
    { session: 'b'.repeat(16) },
    { to: own.id },
    { fromFingerprint: 'sha-256 45:67' },
    { toFingerprint: 'sha-256 01:23' },
  ];
  for (const other of others)
    expect(own.isLinkProof(proof, { ...link, ...other }), JSON.stringify(other)).toBe(false);
});

it('is not shown by who has another key, nor by a signature of something else', () => {
  const liar = makeIdentity(OTHER);
  expect(own.isLinkProof(liar.proveLink(link), link)).toBe(false);
  expect(own.isLinkProof({ ...liar.proveLink(link), key: own.proveLink(link).key }, link)).toBe(false);
  expect(own.isLinkProof(own.proveJoin('class', link.session), link)).toBe(false);
  expect(own.isLinkProof({ key: 'A'.repeat(43), signature: 'A'.repeat(86) }, link)).toBe(false);
});

it('knows who signs, and how far each has come, and forgets only the ones of longest ago', () => {
  const signers = createSigners();
  expect([signers.has('a'), signers.isNews('a', 0)]).toEqual([false, true]);
  signers.note('a', 5);
  signers.note('a', 3);
  expect([signers.has('a'), signers.isNews('a', 5), signers.isNews('a', 6)]).toEqual([true, false, true]);
  for (let i = 1; i < MAX_SIGNERS; i++) signers.note(`${i}`, 1);
  signers.note('a', 6);
  signers.note('b', 1);
  expect([signers.has('a'), signers.has('1'), signers.has('2')]).toEqual([true, false, true]);
});
