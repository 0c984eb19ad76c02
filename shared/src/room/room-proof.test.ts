import { expect, it } from 'vitest';
import { makeRoomKey } from '../protocol/room-key.ts';
import { isSigned } from './host-key.ts';
import { makeProof, proofText } from './room-proof.ts';

const KEY = makeRoomKey((count) => new Uint8Array(count).fill(7));
const OTHER = makeRoomKey((count) => new Uint8Array(count).fill(8));

it('is of one public key for a room and its key, whatever the challenge', () => {
  const { key, signature } = makeProof('class', KEY, 'challenge');
  expect(makeProof('class', KEY, 'another').key).toBe(key);
  expect(isSigned(proofText('class', 'challenge'), signature, key)).toBe(true);
});

it('is of another public key where the key is another, or the room', () => {
  const keys = [makeProof('class', KEY, ''), makeProof('class', OTHER, ''), makeProof('club', KEY, '')].map(
    ({ key }) => key,
  );
  expect(new Set(keys).size).toBe(3);
});

it('counts for no other challenge and no other room', () => {
  const { key, signature } = makeProof('class', KEY, 'challenge');
  expect(isSigned(proofText('class', 'another'), signature, key)).toBe(false);
  expect(isSigned(proofText('club', 'challenge'), signature, key)).toBe(false);
  // Where one ends and the other begins is part of it.
  expect(proofText('a', '","b')).not.toBe(proofText('a","', 'b'));
});

it('has neither the key in it nor the secret that is derived from it', () => {
  const text = JSON.stringify(makeProof('class', KEY, 'challenge'));
  expect(text).not.toContain(KEY);
});
