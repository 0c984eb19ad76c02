import { expect, it, vi } from 'vitest';
import { createPeerTable, MAX_KNOWN_PEERS, RESERVED_FOR_NEIGHBOURS } from './peer-table.ts';

const idOf = (n: number): string => n.toString(16).padStart(16, '0');

it('numbers peers as they are heard of, itself first', () => {
  const table = createPeerTable(idOf(7), () => {});
  expect([
    table.indexOf(idOf(7)),
    table.indexOf(idOf(1)),
    table.claim(idOf(2)),
    table.indexOf(idOf(1)),
  ]).toEqual([0, 1, 2, 1]);
  expect(table.idOf(2)).toBe(idOf(2));
});

it('has room for neighbours however many peers it is told of', () => {
  const onForgotten = vi.fn();
  const table = createPeerTable(idOf(0), onForgotten);
  let known = 1;
  while (table.indexOf(idOf(known)) !== null) known += 1;
  expect(known).toBe(MAX_KNOWN_PEERS - RESERVED_FOR_NEIGHBOURS);
  const neighbours = Array.from({ length: MAX_KNOWN_PEERS - 1 }, (_, i) => idOf(100_000 + i));
  for (const [i, id] of neighbours.entries()) {
    table.setNeighbours(neighbours.slice(0, i + 1));
    expect(table.claim(id)).not.toBeNull();
  }
  // All that it was told of is forgotten, oldest first; itself never.
  expect(onForgotten).toHaveBeenCalledTimes(known - 1);
  expect(onForgotten.mock.calls[0]).toEqual([1]);
  expect(table.indexOf(idOf(0))).toBe(0);
  expect(new Set(neighbours.map((id) => table.indexOf(id))).size).toBe(neighbours.length);
  expect(table.claim(idOf(999_999))).toBeNull();
});
