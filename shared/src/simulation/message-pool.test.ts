import { expect, it } from 'vitest';
import { VersionVector } from '../gossip/versions/version-vector.ts';
import { MessagePool } from './message-pool.ts';

const versionsOf = (...counts: number[]): VersionVector => {
  const versions = new VersionVector();
  counts.forEach((count, peer) => {
    versions.raise(peer, count);
  });
  return versions;
};

it('copies a message, and uses its buffers again with nothing of it left', () => {
  const pool = new MessagePool();
  const vector = Float32Array.of(1, 2);
  const first = pool.copy(0, 1, 'offer', vector, versionsOf(5, 6, 7), 2);
  vector.fill(9);
  expect([...first.vector]).toEqual([1, 2]);
  pool.free(first);
  const second = pool.copy(2, 3, 'reply', vector, versionsOf(1), 3);
  expect(second).toBe(first);
  expect(second).toMatchObject({ from: 2, to: 3, kind: 'reply', parts: 3 });
  expect([...second.vector]).toEqual([9, 9]);
  expect([0, 1, 2].map((peer) => second.versions?.get(peer))).toEqual([1, 0, 0]);
  expect(pool.copy(0, 1, 'offer', vector, null, 2)).not.toBe(second);
});
