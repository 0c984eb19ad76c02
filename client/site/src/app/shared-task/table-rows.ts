/**
 * The rows that this device has of a room's table. They stay here: what the network learns from is made of them by what the room
 * knows of its columns, and made anew when the room comes to know better.
 */

import type { Cell } from '@hearsay/shared/tables/table-encoding.ts';
import {
  createTableEncoding,
  type Spread,
  type TableEncoding,
  type TableSpreads,
} from '@hearsay/shared/tables/table-encoding.ts';
import { spreadsOf, sumsOfTable, tableStatisticsShape } from '@hearsay/shared/tables/table-statistics.ts';
import type { TableData } from '@hearsay/shared/tasks/shared-task.ts';
import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Rows, Session } from 'hearsay';
import { isHeldOut } from '../../data/rows/rows.ts';
import type { FittingRows } from '../../data/table/fit-table.ts';
import { createStatisticsInRoom, type StatisticsInRoom } from './room-statistics.ts';
import { whileUnderWay } from './under-way.ts';

/** By how much of a column's spread the room's figures have to change for rows to be made anew. */
const CHANGED = 0.01;

export interface Bringing extends Pick<FittingRows, 'rows' | 'targets'> {}

export interface TableRows {
  readonly data: TableData;
  /** Null for none. */
  readonly brought: Signal<Bringing | null>;
  readonly statistics: StatisticsInRoom;
  /** What the room has agreed on; null before. */
  readonly spreads: ReadonlySignal<TableSpreads | null>;
  /** How rows are made into inputs now, and outputs into what was measured; by the creator's rough figures before the room has any. */
  readonly encoding: ReadonlySignal<TableEncoding>;
}

/** @param classes of the task, where its target is one of them */
export function createTableRows(
  data: TableData,
  classes: readonly string[],
  kept: Bringing | null,
): TableRows {
  const brought = signal(kept);
  const sums = (of: Bringing | null) => sumsOfTable(data, classes, of?.rows ?? [], of?.targets ?? []);
  const statistics = createStatisticsInRoom(tableStatisticsShape(data, classes), sums(kept));
  const spreads = signal<TableSpreads | null>(null);
  effect(() => {
    const now = statistics.known.value;
    if (!now?.settled) return;
    const next = spreadsOf(data, now);
    if (differ(spreads.peek(), next)) spreads.value = next;
  });
  effect(() => {
    const own = sums(brought.value);
    // Not of what it reads, which is its own.
    queueMicrotask(() => statistics.setOwn(own));
  });
  return {
    data,
    brought,
    statistics,
    spreads,
    encoding: computed(() => createTableEncoding(data, classes, spreads.value)),
  };
}

function differ(before: TableSpreads | null, now: TableSpreads): boolean {
  if (before === null) return true;
  const all = ({ columns, target }: TableSpreads): readonly (Spread | null)[] => [...columns, target];
  const old = all(before);
  return all(now).some((spread, i) => {
    const earlier = old[i];
    if (spread === null || earlier === null) return spread !== earlier;
    const unit = Math.max(earlier.deviation, Number.MIN_VALUE);
    return (
      Math.abs(spread.mean - earlier.mean) > CHANGED * unit ||
      Math.abs(spread.deviation - earlier.deviation) > CHANGED * unit
    );
  });
}

/** Hands the rows to the run, whenever they, or what the room knows of their columns, change. Until the run is over. */
export function feedRows(
  session: Pick<Session, 'setData' | 'status'>,
  { brought, encoding }: Pick<TableRows, 'brought' | 'encoding'>,
): void {
  /** Of what the run has rows. */
  let given: { readonly brought: unknown; readonly encoding: unknown } = { brought: null, encoding: null };
  whileUnderWay(session, () => {
    const now = { brought: brought.value, encoding: encoding.value };
    if (now.brought === given.brought && (now.brought === null || now.encoding === given.encoding)) return;
    given = now;
    const rows = now.brought ?? { rows: [], targets: [] };
    session.setData({
      kind: 'given',
      train: rowsWhere(rows, now.encoding, (place) => !isHeldOut(place)),
      test: rowsWhere(rows, now.encoding, isHeldOut),
    });
  });
}

function rowsWhere(
  { rows, targets }: Bringing,
  encoding: TableEncoding,
  chosen: (place: number) => boolean,
): Rows {
  const places = [...rows.keys()].filter(chosen);
  const encoded = encoding.encode(
    places.map((place) => rows[place]),
    places.map((place): Cell => targets[place]),
  );
  return { inputs: encoded.inputs, divisor: 1, inputLength: encoding.width, targets: encoded.targets };
}
