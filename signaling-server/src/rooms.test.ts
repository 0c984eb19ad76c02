import { describe, expect, it } from 'vitest';
import { createRooms, introductionsFor } from './rooms.ts';

/** A linear congruential generator: uniform enough to draw with, and the same at every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

function filled(size: number) {
  const rooms = createRooms(seeded(1), () => 0);
  const ids = Array.from({ length: size }, (_, number) => `peer${number}`);
  for (const id of ids) rooms.join('r', id);
  return { rooms, ids };
}

describe('slots', () => {
  it('are numbered from 0 in each room', () => {
    const rooms = createRooms(seeded(1), () => 0);
    expect([rooms.join('r', 'a'), rooms.join('r', 'b'), rooms.join('other', 'c')]).toEqual([0, 1, 0]);
  });

  it('that became free are given again, the lowest first', () => {
    const { rooms } = filled(5);
    rooms.leave('r', 'peer3');
    rooms.leave('r', 'peer1');
    expect([rooms.join('r', 'x'), rooms.join('r', 'y'), rooms.join('r', 'z')]).toEqual([1, 3, 5]);
  });

  it('are given as wanted if free, and passed over by the numbering', () => {
    const rooms = createRooms(seeded(1), () => 0);
    expect(rooms.join('r', 'a', 1)).toBe(1);
    expect(rooms.join('r', 'b', 1)).toBe(0);
    expect(rooms.join('r', 'c')).toBe(2);
    expect(rooms.join('r', 'd', 1_000_000)).toBe(1_000_000);
    expect(rooms.join('r', 'e')).toBe(3);
  });

  it('are kept by a peer that joins again', () => {
    const rooms = createRooms(seeded(1), () => 0);
    rooms.join('r', 'a');
    rooms.join('r', 'b');
    expect(rooms.join('r', 'b', 7)).toBe(1);
    expect(rooms.size('r')).toBe(2);
  });
});

describe('membership', () => {
  it('ends with leave, and the room with its last peer', () => {
    const { rooms } = filled(2);
    expect(rooms.totals()).toEqual({ rooms: 1, peers: 2 });
    expect(rooms.leave('r', 'peer0')).toBe(true);
    expect(rooms.leave('r', 'peer0')).toBe(false);
    expect(rooms.has('r', 'peer0')).toBe(false);
    expect(rooms.has('r', 'peer1')).toBe(true);
    rooms.leave('r', 'peer1');
    expect(rooms.totals()).toEqual({ rooms: 0, peers: 0 });
    expect(rooms.size('r')).toBe(0);
    expect(rooms.leave('nowhere', 'peer1')).toBe(false);
  });
});

describe('a room', () => {
  it('knows when somebody has last joined or touched it', () => {
    let time = 0;
    const rooms = createRooms(seeded(1), () => time);
    for (const room of ['silent', 'touched', 'joined']) rooms.join(room, 'a');
    time = 10;
    rooms.touch('touched');
    rooms.touch('nowhere');
    rooms.join('joined', 'b');
    expect([...rooms.lastActive()]).toEqual([
      { room: 'silent', lastActive: 0 },
      { room: 'touched', lastActive: 10 },
      { room: 'joined', lastActive: 10 },
    ]);
    expect([...rooms.peersOf('joined')].sort()).toEqual(['a', 'b']);
    expect(rooms.peersOf('nowhere')).toEqual([]);
  });
});

describe('slots that are kept', () => {
  it('go to those for whom they are, in time, and to nobody else', () => {
    let time = 0;
    const rooms = createRooms(seeded(1), () => time);
    rooms.reserve(
      'r',
      new Map([
        ['old', 0],
        ['late', 1],
      ]),
      10,
    );
    expect(rooms.join('r', 'new')).toBe(2);
    expect(rooms.join('r', 'greedy', 1)).toBe(3);
    expect(rooms.join('r', 'old', 5)).toBe(0);
    time = 10;
    expect(rooms.join('r', 'newer')).toBe(1);
    expect(rooms.join('r', 'late', 1)).toBe(4);
  });
});

describe('introductions', () => {
  it.each([
    [1, 0],
    [2, 1],
    [8, 7],
    [9, 8],
    [10, 8],
    [100, 10],
    [5000, 18],
  ])('in a room of %i are %i', (size, expected) => {
    expect(introductionsFor(size)).toBe(expected);
  });

  it('are distinct members, never the peer itself and never a known one', () => {
    const { rooms, ids } = filled(20);
    const known = ids.slice(0, 10);
    const picked = rooms.pick('r', 'peer15', 50, known);
    expect(picked.toSorted()).toEqual(ids.slice(10).filter((id) => id !== 'peer15'));
    expect(rooms.pick('r', 'peer15', 3, known)).toHaveLength(3);
  });

  it('never name a peer that left', () => {
    const { rooms } = filled(4);
    rooms.leave('r', 'peer0');
    rooms.leave('r', 'peer3');
    expect(rooms.pick('r', 'peer1', 10)).toEqual(['peer2']);
    expect(rooms.pick('nowhere', 'peer1', 10)).toEqual([]);
  });

  it('are uniform over the others', () => {
    const { rooms } = filled(11);
    const draws = 20_000;
    const times = new Map<string, number>();
    for (let draw = 0; draw < draws; draw += 1) {
      for (const id of rooms.pick('r', 'peer4', 3)) times.set(id, (times.get(id) ?? 0) + 1);
    }
    expect(times.size).toBe(10);
    // Each of ten others is in 3 of 10 draws: 6000 times, with a standard deviation of 65.
    for (const count of times.values()) expect(Math.abs(count - 6000)).toBeLessThan(400);
  });

  it('take as many random numbers as peers looked at, whatever the size of the room', () => {
    let drawn = 0;
    const rooms = createRooms(
      () => {
        drawn += 1;
        return 0.5;
      },
      () => 0,
    );
    for (let peer = 0; peer < 5000; peer += 1) rooms.join('r', `peer${peer}`);
    expect(rooms.pick('r', 'peer0', 18)).toHaveLength(18);
    expect(drawn).toBeLessThanOrEqual(19);
  });
});
