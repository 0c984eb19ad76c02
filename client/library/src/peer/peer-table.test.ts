import { FORGET_SECONDS, REMEMBER_SECONDS } from '@hearsay/shared/gossip/versions/forgetting.ts';
import type { VersionEntry } from '@hearsay/shared/protocol/model-message.ts';
import { expect, it, vi } from 'vitest';
import {
  createPeerTable,
  MAX_KNOWN_PEERS,
  MAX_NEW_NAMES,
  type PeerTable,
  RESERVED_FOR_NEIGHBOURS,
} from './peer-table.ts';

const idOf = (n: number): string => n.toString(16).padStart(16, '0');
const SELF = idOf(0);
const TELLER = idOf(0xaa);
const OTHER_TELLER = idOf(0xbb);

/** A table at a time that the test says, of a peer that two others are linked to: their numbers are 1 and 2. */
function tableAt(roomSize = MAX_KNOWN_PEERS) {
  const time = { now: 1000 };
  const onForgotten = vi.fn();
  const onCorrected = vi.fn();
  const table = createPeerTable({
    ...{ self: SELF, now: () => time.now, roomSize: () => roomSize },
    ...{ onForgotten, onCorrected },
  });
  for (const id of [TELLER, OTHER_TELLER]) table.claim(id);
  return { time, onForgotten, onCorrected, table };
}

/** What of it the table takes from a neighbour: numbers and counts. */
function toldBy(teller: string, table: PeerTable, ...entries: VersionEntry[]): [number, number][] {
  const all: [number, number][] = [];
  table.hear(table.claim(teller) ?? -1, entries, (index, updates) => all.push([index, updates]));
  return all;
}

const told = (table: PeerTable, ...entries: VersionEntry[]): [number, number][] =>
  toldBy(TELLER, table, ...entries);

/** The number under which the table counts a peer's updates; null for none. */
const heard = (table: PeerTable, id: string, updates = 1, age = 0, teller = TELLER): number | null =>
  toldBy(teller, table, { peer: id, updates, age }).at(0)?.at(0) ?? null;

it('numbers peers as they are heard of, itself first', () => {
  const { table } = tableAt();
  expect([table.claim(SELF), heard(table, idOf(1)), table.claim(idOf(2)), table.claim(idOf(1))]).toEqual([
    0, 3, 4, 3,
  ]);
  expect(table.idOf(4)).toBe(idOf(2));
  // Nobody tells it of itself, nor of who has done nothing.
  expect([heard(table, SELF, 9), heard(table, idOf(5), 0)]).toEqual([null, null]);
  expect(table.size).toBe(5);
});

it('has room for neighbours however many peers it is told of', () => {
  const { table, onForgotten } = tableAt();
  let known = 3;
  while (heard(table, idOf(known + 1000)) !== null) known += 1;
  expect(known).toBe(MAX_KNOWN_PEERS - RESERVED_FOR_NEIGHBOURS);
  const neighbours = Array.from({ length: MAX_KNOWN_PEERS - 1 }, (_, i) => idOf(100_000 + i));
  for (const [i, id] of neighbours.entries()) {
    if (i % 64 === 0) table.setNeighbours(neighbours.slice(0, i + 64));
    expect(table.claim(id)).not.toBeNull();
  }
  // All that it was told of is forgotten, oldest first; itself never.
  expect(onForgotten).toHaveBeenCalledTimes(known - 1);
  expect(onForgotten.mock.calls[0]).toEqual([1]);
  expect(table.claim(SELF)).toBe(0);
  expect(new Set(neighbours.map((id) => table.claim(id))).size).toBe(neighbours.length);
  expect(table.claim(idOf(999_999))).toBeNull();
});

it('takes few new names from one message, and the others from the next', () => {
  const { table } = tableAt();
  const entries = Array.from({ length: 2 * MAX_NEW_NAMES }, (_, i) => ({
    peer: idOf(1000 + i),
    updates: 1,
    age: 0,
  }));
  expect(told(table, ...entries)).toHaveLength(MAX_NEW_NAMES);
  expect(told(table, ...entries)).toHaveLength(2 * MAX_NEW_NAMES);
});

it('names a peer until its count has not grown for a minute, with its age', () => {
  const { table, time } = tableAt();
  const index = heard(table, idOf(1), 4, 12) ?? -1;
  heard(table, idOf(1), 5, 10, OTHER_TELLER);
  time.now += 2.5;
  expect(table.entryOf(index, 5)).toEqual({ peer: idOf(1), updates: 5, age: 12 });
  // Somebody to whom it came later; then somebody who heard of it first.
  heard(table, idOf(1), 5, 0);
  expect(table.entryOf(index, 5)?.age).toBe(12);
  heard(table, idOf(1), 5, 20);
  heard(table, idOf(1), 4, 50);
  expect(table.entryOf(index, 5)?.age).toBe(20);
  heard(table, idOf(1), 6, 1);
  expect(table.entryOf(index, 6)?.age).toBe(1);
  time.now += FORGET_SECONDS - 1.5;
  expect(table.entryOf(index, 6)).not.toBeNull();
  time.now += 1;
  expect(table.entryOf(index, 6)).toBeNull();
});

it('takes nobody back for a count that it has heard before, only for a larger one', () => {
  const { table, time } = tableAt();
  const index = heard(table, idOf(1), 5);
  time.now += FORGET_SECONDS + 1;
  expect([heard(table, idOf(1), 5, 3), heard(table, idOf(1), 4, 0)]).toEqual([null, null]);
  expect(heard(table, idOf(1), 6, 0)).toBe(index);
  // Nor does it begin with somebody of whom others know that it has left.
  expect(heard(table, idOf(2), 6, FORGET_SECONDS)).toBeNull();
  expect(table.size).toBe(4);
});

it('names itself and its neighbours however long they pause, and who was one no longer', () => {
  const { table, time } = tableAt();
  table.setNeighbours([idOf(1)]);
  const index = table.claim(idOf(1)) ?? -1;
  heard(table, idOf(1), 5);
  table.entryOf(0, 7);
  time.now += 10_000;
  expect(table.entryOf(index, 5)).toEqual({ peer: idOf(1), updates: 5, age: 255 });
  expect(table.entryOf(0, 7)).toEqual({ peer: SELF, updates: 7, age: 255 });
  expect(table.entryOf(0, 8)).toEqual({ peer: SELF, updates: 8, age: 0 });
  expect(heard(table, idOf(1), 5, 200)).toBe(index);
  table.setNeighbours([]);
  expect(table.entryOf(index, 5)).toBeNull();
  // When it is back soon, what the model contains of it is still known.
  time.now += REMEMBER_SECONDS / 2;
  table.setNeighbours([idOf(1)]);
  expect(table.claim(idOf(1))).toBe(index);
  expect(table.entryOf(index, 5)?.updates).toBe(5);
});

it('gives the number of who has long been gone to another', () => {
  const { table, time, onForgotten } = tableAt();
  const index = heard(table, idOf(1)) ?? -1;
  heard(table, idOf(1), 2, 0, OTHER_TELLER);
  table.setNeighbours([TELLER, OTHER_TELLER]);
  time.now += FORGET_SECONDS + REMEMBER_SECONDS - 1;
  table.setNeighbours([TELLER, OTHER_TELLER]);
  expect(table.size).toBe(4);
  time.now += 2;
  table.setNeighbours([TELLER, OTHER_TELLER]);
  expect(table.size).toBe(3);
  expect(onForgotten.mock.calls).toEqual([[index]]);
  expect(table.entryOf(index, 1)).toBeNull();
  expect(heard(table, idOf(3))).toBe(index);
  expect(table.idOf(index)).toBe(idOf(3));
});

it('makes room once a second where thousands come and go', () => {
  const { table, time } = tableAt();
  let next = 1000;
  const fill = (): number => {
    const before = next;
    while (heard(table, idOf(next)) !== null) next += 1;
    return next - before;
  };
  fill();
  time.now += FORGET_SECONDS / 4;
  const kept = table.claim(idOf(1000));
  // All of them are named: an attacker's names do not drive out anybody.
  expect(fill()).toBe(0);
  time.now += (3 * FORGET_SECONDS) / 4 + 1;
  // The one that was seen last stays.
  expect(fill()).toBe(512);
  expect(table.claim(idOf(1000))).toBe(kept);
});

it('recalls what was kept, however old', () => {
  const { table, time } = tableAt();
  const entries = [
    { peer: SELF, updates: 9, age: 0 },
    { peer: idOf(1), updates: 5, age: 10 },
    { peer: idOf(2), updates: 6, age: 200 },
  ];
  const recalled: [number, number][] = [];
  table.recall(entries, (index, updates) => recalled.push([index, updates]));
  expect(recalled).toEqual([
    [3, 5],
    [4, 6],
  ]);
  expect([table.entryOf(3, 5)?.age, table.entryOf(4, 6)]).toEqual([10, null]);
  time.now += 1;
  table.setNeighbours([idOf(2)]);
  expect(table.entryOf(4, 6)?.age).toBe(201);
});
