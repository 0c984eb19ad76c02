/** What a heap holds, by constructor: the table that shows what a joined peer's memory goes to. */

import { json } from 'node:stream/consumers';
import { getHeapSnapshot } from 'node:v8';

/** Of V8's heap snapshots, what is read here. */
export interface Snapshot {
  readonly snapshot: { readonly meta: { readonly node_fields: string[]; readonly node_types: unknown[] } };
  readonly nodes: readonly number[];
  readonly strings: readonly string[];
}

const LINES = 40;

export async function heapByConstructor(): Promise<string[]> {
  const snapshot = (await json(getHeapSnapshot())) as Snapshot;
  return summarise(snapshot)
    .slice(0, LINES)
    .map(({ name, count, bytes }) => `${bytes}\t${count}\t${name}`);
}

/** Largest first. Only objects have constructors; of all else the kind stands there. */
export function summarise({
  snapshot,
  nodes,
  strings,
}: Snapshot): { name: string; count: number; bytes: number }[] {
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [type, name, size] = ['type', 'name', 'self_size'].map((field) => fields.indexOf(field));
  const kinds = types[type] as string[];
  const sums = new Map<string, { name: string; count: number; bytes: number }>();
  for (let at = 0; at < nodes.length; at += fields.length) {
    const kind = kinds[nodes[at + type]];
    const own = strings[nodes[at + name]];
    const key = kind === 'object' || kind === 'native' || kind === 'closure' ? `${kind} ${own}` : `(${kind})`;
    const sum = sums.get(key) ?? { name: key, count: 0, bytes: 0 };
    sum.count += 1;
    sum.bytes += nodes[at + size];
    sums.set(key, sum);
  }
  return [...sums.values()].sort((a, b) => b.bytes - a.bytes);
}
