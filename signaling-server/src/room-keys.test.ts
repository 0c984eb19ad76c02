import { describe, expect, it } from 'vitest';
import { createRoomKeys, type RoomKey } from './room-keys.ts';

function keysAt() {
  let now = 0;
  const told: [room: string, key: string | null][] = [];
  const keys = createRoomKeys(
    () => now,
    (...what) => told.push(what),
  );
  return {
    keys,
    told,
    pass(milliseconds: number) {
      now += milliseconds;
    },
    /** Why not, with which it is told; null where it may. */
    reason: (isOpen: boolean, key: RoomKey, version: number | undefined = 1) =>
      keys.refusalOf('a', isOpen, key, version)?.reason ?? null,
  };
}

describe('who may join a room', () => {
  it.each<[string, RoomKey, RoomKey, string | null]>([
    ['with the key that it was opened with', 'k', 'k', null],
    ['with none, where it was opened with one', 'k', null, 'room-needs-key'],
    ['with another', 'k', 'l', 'room-has-other-key'],
    ['who does not say, where it was opened with one', 'k', undefined, 'other-version'],
    ['with none, where it was opened with none', null, null, null],
    ['who does not say, where it was opened with none', null, undefined, null],
    ['with one, where it was opened with none', null, 'k', 'room-has-no-key'],
    ['with one, where who opened it did not say', undefined, 'k', null],
    ['with none, where who opened it did not say', undefined, null, null],
    ['who does not say either', undefined, undefined, null],
  ])('%s', (_, opened, key, reason) => {
    const at = keysAt();
    at.keys.joined('a', opened);
    expect(at.reason(true, key)).toBe(reason);
  });

  it('anybody, where nobody is in it, whatever it was opened with before', () => {
    const at = keysAt();
    at.keys.joined('a', 'k');
    at.keys.closed('a');
    expect(['l', null, undefined].map((key) => at.reason(false, key))).toEqual([null, null, null]);
  });

  it('a page that knows of no versions is told with a reason that it knows', () => {
    const at = keysAt();
    at.keys.joined('a', 'k');
    expect(at.keys.refusalOf('a', true, undefined, undefined)).toMatchObject({
      reason: 'invalid',
      message: expect.stringContaining('Reload the page.'),
    });
    // One with the version of the server would be told that the server is to be renewed.
    expect(at.keys.refusalOf('a', true, undefined, 1)).not.toHaveProperty('version');
  });
});

it('the first to prove a key decides, where those before did not say', () => {
  const at = keysAt();
  for (const key of [undefined, null, 'k', 'k']) at.keys.joined('a', key);
  expect(at.told).toEqual([
    ['a', null],
    ['a', 'k'],
  ]);
  expect(at.reason(true, 'l')).toBe('room-has-other-key');
});

it('a room that is expected back is opened with its key alone, for as long as it is expected', () => {
  const at = keysAt();
  at.keys.expect('a', 'k', 100);
  expect([at.reason(false, 'l'), at.reason(false, null)]).toEqual(['room-has-other-key', 'room-needs-key']);
  expect(at.reason(false, 'k')).toBeNull();
  at.pass(100);
  expect([at.reason(false, 'l'), at.reason(false, null)]).toEqual([null, null]);
});
