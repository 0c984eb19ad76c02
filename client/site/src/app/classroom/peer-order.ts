/** The table of all peers in the order of one of its columns. */
import type { Peer } from './peers.ts';

export const COLUMNS = [
  'slot',
  'id',
  'labels',
  'accuracy',
  'updates',
  'staleness',
  'neighbours',
  'state',
] as const;
export type Column = (typeof COLUMNS)[number];

export interface Order {
  readonly column: Column;
  readonly descending: boolean;
}

const KEYS: Readonly<Record<Column, (peer: Peer) => number | string>> = {
  slot: ({ slot }) => slot,
  id: ({ id }) => id,
  labels: ({ held }) => held.join(' '),
  // Before its first test nothing is known of it: that is less than nothing.
  accuracy: ({ accuracy }) => accuracy ?? -1,
  updates: ({ updates }) => updates,
  staleness: ({ staleness }) => staleness,
  neighbours: ({ neighbours }) => neighbours.length,
  state: ({ phase }) => phase,
};

/** Those that are alike stay as they are. */
export function inOrder(peers: readonly Peer[], { column, descending }: Order): Peer[] {
  const key = KEYS[column];
  const sign = descending ? -1 : 1;
  return [...peers].sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    return left === right ? 0 : left < right ? -sign : sign;
  });
}

/** After a click on a column's head. */
export function orderAfter(order: Order, column: Column): Order {
  return { column, descending: order.column === column && !order.descending };
}
