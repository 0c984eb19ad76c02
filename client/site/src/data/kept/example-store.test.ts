import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { type OpenDataBase, openDataBase } from './data-base.ts';
import { type ExampleStore, openExampleStore } from './example-store.ts';
import { keepTable, keepTaskText, keptTable, keptTaskText, removeTable } from './kept-task.ts';

let owners = 0;
function newOwner(): string {
  owners += 1;
  return `owner ${owners}`;
}
const example = (label: string, ...pixels: number[]) => ({ label, pixels: Uint8Array.from(pixels) });
const open = (owner: string, how?: OpenDataBase): Promise<ExampleStore> => openExampleStore(owner, 2, how);
const contents = ({ examples }: ExampleStore): string[] =>
  examples.value.map(({ label, pixels }) => `${label} ${pixels}`);

/** The database, in which writing examples fails from some time on. */
function failing(error: unknown): { open: OpenDataBase; fail(): void } {
  let fails = false;
  return {
    fail() {
      fails = true;
    },
    open: async () => {
      if (fails) throw error;
      return openDataBase();
    },
  };
}

describe('examples', () => {
  it('are found again after a reload, in their order, each owner’s apart', async () => {
    const [owner, other] = [newOwner(), newOwner()];
    const store = await open(owner);
    await store.add([example('cat', 1, 2), example('dog', 3, 4)]);
    await store.add([example('cat', 5, 6)]);
    await (await open(other)).add([example('eel', 9, 9)]);
    const again = await open(owner);
    expect(contents(again)).toEqual(['cat 1,2', 'dog 3,4', 'cat 5,6']);
    expect(again.counts.value).toEqual(
      new Map([
        ['cat', 2],
        ['dog', 1],
      ]),
    );
    expect(again.problem.value).toBeNull();
    await again.add([example('dog', 7, 8)]);
    expect(contents(await open(owner))).toEqual(['cat 1,2', 'dog 3,4', 'cat 5,6', 'dog 7,8']);
    expect(contents(await open(other))).toEqual(['eel 9,9']);
  });

  it('are taken away by id, or those that were added last, after a reload too', async () => {
    const owner = newOwner();
    const store = await open(owner);
    await store.add([example('a', 1, 1), example('a', 2, 2)]);
    await store.add([example('b', 3, 3), example('b', 4, 4)]);
    expect(store.undoable.value).toBe(2);
    await store.remove([store.examples.value[0].id, 'unknown']);
    const again = await open(owner);
    expect(contents(again)).toEqual(['a 2,2', 'b 3,3', 'b 4,4']);
    await again.undo();
    expect([contents(again), again.undoable.value]).toEqual([['a 2,2'], 1]);
    await again.undo();
    await again.undo();
    expect([contents(await open(owner)), again.undoable.value]).toEqual([[], 0]);
  });

  it('are all there when two tabs add some at the same time', async () => {
    const owner = newOwner();
    const tabs = [await open(owner), await open(owner)];
    await Promise.all(tabs.map((tab, i) => tab.add([example('a', i, i), example('b', i, i)])));
    expect(contents(await open(owner)).sort()).toEqual(['a 0,0', 'a 1,1', 'b 0,0', 'b 1,1']);
  });

  it('go on in memory where nothing is kept, which is said', async () => {
    for (const [error, code] of [
      [new DOMException('', 'QuotaExceededError'), 'storage-full'],
      [new DOMException('', 'SecurityError'), 'storage-refused'],
    ] as const) {
      const owner = newOwner();
      const { open: opening, fail } = failing(error);
      const store = await open(owner, opening);
      await store.add([example('a', 1, 1)]);
      expect(store.problem.value).toBeNull();
      fail();
      await store.add([example('a', 2, 2)]);
      await store.remove([store.examples.value[0].id]);
      await store.keepFeatures('r', new Map());
      expect([contents(store), store.problem.value]).toEqual([['a 2,2'], { code }]);
      const fromTheStart = await open(owner, opening);
      expect([contents(fromTheStart), fromTheStart.problem.value]).toEqual([[], { code }]);
      expect(await fromTheStart.features('r')).toEqual(new Map());
    }
  });

  it('of another kind, and what else is there, are left out', async () => {
    const owner = newOwner();
    const database = await openDataBase();
    const id = '000000001-00000000';
    const bad: unknown[] = [
      null,
      { label: 'a', batch: 1, pixels: Uint8Array.of(1, 2, 3) },
      { label: 7, batch: 1, pixels: Uint8Array.of(1, 2) },
      { label: 'a', batch: 0.5, pixels: Uint8Array.of(1, 2) },
      { label: 'a', batch: 1, pixels: [1, 2] },
    ];
    for (const [i, one] of bad.entries())
      await database.put('examples', { owner, id: id.replace('1', String(i + 1)), example: one });
    await database.put('examples', { owner, id: 'x', example: { ...example('a', 1, 2), batch: 1 } });
    await database.put('examples', {
      owner,
      id: '000000009-00000000',
      example: { ...example('a', 1, 2), batch: 1 },
    });
    expect(contents(await open(owner))).toEqual(['a 1,2']);
  });

  it('have their features kept by recipe, until they are taken away', async () => {
    const owner = newOwner();
    const store = await open(owner);
    await store.add([example('a', 1, 1), example('a', 2, 2)]);
    const [first, second] = store.examples.value.map(({ id }) => id);
    const features = new Map([first, second].map((id, i) => [id, Float32Array.of(i, 0.5)]));
    await store.keepFeatures('net/0', features);
    await store.keepFeatures('net/1', new Map([[first, Float32Array.of(7)]]));
    await (await openDataBase()).put('features', {
      owner,
      recipe: 'net/1',
      id: second,
      features: Float32Array.of(Number.NaN),
    });
    const again = await open(owner);
    expect(await again.features('net/0')).toEqual(features);
    expect(await again.features('net/1')).toEqual(new Map([[first, Float32Array.of(7)]]));
    await again.remove([first]);
    expect(await again.features('net/0')).toEqual(new Map([[second, Float32Array.of(1, 0.5)]]));
    expect(await again.features('net/1')).toEqual(new Map());
  });
});

describe('a shared task', () => {
  it('has its text and its table kept, and read only where they are such', async () => {
    expect(await keptTaskText('d1')).toBeNull();
    await keepTaskText('d1', '{"version":1}');
    expect(await keptTaskText('d1')).toBe('{"version":1}');
    const owner = newOwner();
    const table = {
      names: ['mass', 'kind'],
      rows: [
        [3.5, 'a'],
        [null, 'b'],
      ],
    };
    await keepTable(owner, table);
    expect(await keptTable(owner)).toEqual(table);
    await removeTable(owner);
    expect(await keptTable(owner)).toBeNull();
    const database = await openDataBase();
    for (const bad of [null, { ...table, rows: [[1]] }, { ...table, names: [1, 2] }]) {
      await database.put('tables', { owner, table: bad });
      expect(await keptTable(owner)).toBeNull();
    }
    await database.put('tasks', { digest: 'd1', text: 7 });
    expect(await keptTaskText('d1')).toBeNull();
  });

  it('is not found where the browser keeps nothing', async () => {
    const refuses: OpenDataBase = () => Promise.reject(new DOMException('', 'SecurityError'));
    expect(await keptTaskText('d1', refuses)).toBeNull();
    expect(await keptTable('o', refuses)).toBeNull();
    await expect(keepTaskText('d1', '', refuses)).rejects.toThrow();
  });
});
