import { expect, it } from 'vitest';
import { FORGET_SECONDS } from '../gossip/versions/forgetting.ts';
import { NamedPeers } from './named-peers.ts';

it('who has left is named for a while, and who comes back again', () => {
  const named = new NamedPeers();
  named.leave(3, 10);
  named.leave(5, 20);
  // That others notice does not make it stay longer.
  named.leave(3, 30);
  expect(named.countOf(8, 9 + FORGET_SECONDS)).toBe(8);
  expect(named.countOf(8, 10 + FORGET_SECONDS)).toBe(7);
  expect(named.countOf(8, 20 + FORGET_SECONDS)).toBe(6);
  named.comeBack(3);
  expect(named.countOf(8, 21 + FORGET_SECONDS)).toBe(7);
  named.leave(3, 22 + FORGET_SECONDS);
  named.comeBack(3);
  expect(named.countOf(8, 1000)).toBe(7);
});
