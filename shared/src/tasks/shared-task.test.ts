import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawingsTask, picturesTask, type TableChoice, tableTask } from './make-shared-task.ts';
import { readTask } from './read-task.ts';
import {
  type Column,
  MAX_SHARED_TASK_BYTES,
  readSharedTask,
  type SharedTask,
  type SharedTaskRead,
  sharedTaskDigest,
  sharedTaskText,
} from './shared-task.ts';
import { dimensionOf } from './task.ts';

const columns: Column[] = [
  { name: 'Flipper (mm)', kind: 'number', centre: 200, scale: 10 },
  { name: 'Island', kind: 'category' },
];
const penguins: TableChoice = {
  title: 'Penguins',
  columns,
  target: { name: 'Species', kind: 'classes' },
  classes: ['Adelie', 'Chinstrap', 'Gentoo'],
};
const mass: TableChoice = {
  title: 'Mass',
  columns,
  target: { name: 'Mass', kind: 'number', centre: 4000, scale: 800 },
  unit: 'g',
};
const pictures = { title: 'Pets', classes: ['cat', 'dog'], network: 'convolutions' } as const;
const features = { ...pictures, network: { features: 'mobilenet-v2', side: 96, length: 1280 } };

function shared(read: SharedTaskRead): SharedTask {
  if (!read.ok) throw new Error(read.reason);
  return read.shared;
}

function problemOf(read: SharedTaskRead): object | null {
  return read.ok ? null : read.problem;
}

const all = [
  shared(picturesTask(pictures)),
  shared(picturesTask(features)),
  shared(drawingsTask({ title: 'Shapes', classes: ['circle', 'square', 'star'] })),
  shared(tableTask(penguins)),
  shared(tableTask(mass)),
];

describe('what is made', () => {
  it('has a network that fits its data and its classes, small enough to travel', () => {
    const tasks = all.map(({ task }) => {
      const read = readTask(task);
      if (!read.ok) throw new Error(read.reason);
      return read.task;
    });
    expect(tasks.map(({ name, input, outputs, loss }) => [name, input, outputs, loss])).toEqual([
      ['pictures', [32, 32, 3], 2, 'softmaxCrossEntropy'],
      ['picture-features', [1280], 2, 'softmaxCrossEntropy'],
      ['drawings', [28, 28, 1], 3, 'softmaxCrossEntropy'],
      ['table', [26], 3, 'softmaxCrossEntropy'],
      ['table', [26], 1, 'meanSquaredError'],
    ]);
    for (const task of tasks) expect(dimensionOf(task)).toBeLessThan(50_000);
    expect(all[4].task.units).toEqual(['g']);
    expect(all[3].task.normalisation).toBeNull();
  });

  it('is read back from its text as the same, with the same digest', () => {
    for (const task of all) {
      const text = sharedTaskText(task);
      const again = shared(readSharedTask(JSON.parse(text)));
      expect(again).toEqual(task);
      expect(sharedTaskText(again)).toBe(text);
      expect(sharedTaskDigest(again)).toBe(sharedTaskDigest(task));
    }
    expect(new Set(all.map(sharedTaskDigest)).size).toBe(all.length);
    expect(sharedTaskDigest(all[0])).toMatch(/^[0-9a-f]{64}$/);
  });

  it('has tidy names, whatever was typed', () => {
    const made = shared(
      tableTask({
        ...penguins,
        title: ' Our\tpenguins ',
        classes: ['  Ade\u0301lie ', 'Chin  strap', 'G\u202ex'],
      }),
    );
    expect(made.title).toBe('Our penguins');
    expect(made.task.title).toBe('Our penguins');
    expect(made.task.classes).toEqual(['Ad\u00e9lie', 'Chin strap', 'Gx']);
  });
});

describe('what cannot be made', () => {
  const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `n${i}`);
  const numbers = (count: number): Column[] =>
    names(count).map((name) => ({ name, kind: 'number', centre: 0, scale: 1 }));

  it.each([
    [{ title: ' ' }, { code: 'no-title' }],
    [{ title: 'x'.repeat(101) }, { code: 'long-title', most: 100 }],
    [{ classes: ['a'] }, { code: 'class-count', least: 2, most: 32, actual: 1 }],
    [{ classes: [] }, { code: 'class-count', least: 2, most: 32, actual: 0 }],
    [{ classes: names(33) }, { code: 'class-count', least: 2, most: 32, actual: 33 }],
    [{ classes: ['a', ' '] }, { code: 'no-name', of: 'class' }],
    [{ classes: ['a', 'b', ' A'] }, { code: 'same-name', of: 'class', name: ' A' }],
    [{ classes: ['a', 'x'.repeat(41)] }, { code: 'long-name', of: 'class', name: 'x'.repeat(41), most: 40 }],
    [{ columns: [] }, { code: 'column-count', least: 1, most: 100, actual: 0 }],
    [{ columns: numbers(101) }, { code: 'column-count', least: 1, most: 100, actual: 101 }],
    [{ columns: [...numbers(2), ...numbers(1)] }, { code: 'same-name', of: 'column', name: 'n0' }],
    [
      { columns: [{ name: 'species', kind: 'category' }] },
      { code: 'same-name', of: 'column', name: 'Species' },
    ],
  ] as const)('%j', (change, problem) => {
    const read = tableTask({ ...penguins, ...change } as TableChoice);
    expect(problemOf(read)).toEqual(problem);
    if (!read.ok) expect(read.reason).toMatch(/^(Give|Have|Choose|Shorten) .+[^.]\.$/);
  });

  it('but all that is just within the bounds can', () => {
    expect(problemOf(tableTask({ ...penguins, classes: names(32), columns: numbers(100) }))).toBeNull();
    expect(problemOf(drawingsTask({ title: 'x', classes: ['a', '😀'.repeat(40)] }))).toBeNull();
  });
});

describe('what comes from outside', () => {
  const changed = (of: SharedTask, change: object): unknown => ({
    ...of,
    ...change,
    task: { ...of.task, ...('task' in change ? (change.task as object) : {}) },
  });
  const table = all[3];

  it.each([
    [changed(table, { version: 2 }), 'version'],
    [changed(table, { data: { kind: 'sounds' } }), 'data.kind'],
    [changed(table, { data: { kind: 'drawings' } }), 'task.input'],
    [changed(table, { data: { ...table.data, columns: columns.slice(1) } }), 'task.input'],
    [changed(table, { data: { kind: 'table', columns, target: { ...columns[0], name: 'm' } } }), 'task'],
    [
      changed(table, {
        data: {
          kind: 'table',
          columns: [{ ...columns[0], scale: 0 }, columns[1]],
          target: { name: 'm', kind: 'classes' },
        },
      }),
      'data.columns.0.scale',
    ],
    [
      changed(table, {
        data: {
          kind: 'table',
          columns: [{ ...columns[0], centre: 1e31 }],
          target: { name: 'm', kind: 'classes' },
        },
      }),
      'data.columns.0.centre',
    ],
    [changed(all[4], { task: { units: ['g', 'kg'], layers: undefined } }), 'task'],
    [changed(all[0], { data: { kind: 'pictures', side: 33, features: null } }), 'task.input'],
    [changed(all[0], { data: { kind: 'pictures', side: 1e6, features: null } }), 'data.side'],
    [changed(all[1], { data: { kind: 'pictures', side: 96, features: '<b>' } }), 'data.features'],
    [changed(table, { task: { loss: 'meanSquaredError' } }), 'task'],
    [
      changed(table, {
        task: {
          layers: [100_000, 100_000, 3].map((units) => ({ kind: 'dense', units, activation: 'relu' })),
        },
      }),
      'task.layers',
    ],
    [
      changed(table, {
        task: {
          layers: undefined,
          network: { topology: {}, tensors: [{ name: 'a', shape: [1] }], frozen: null },
        },
      }),
      'task.network',
    ],
    [null, 'task'],
    ['text', 'task'],
    [[], 'version'],
  ])('is refused where it does not fit, %#', (value, where) => {
    const read = readSharedTask(value);
    expect(problemOf(read)).toMatchObject({ code: 'no-shared-task', where });
  });

  it('is refused where its text is too long', () => {
    // Half a surrogate pair takes six bytes of JSON.
    const long = (length: number): SharedTaskRead =>
      tableTask({
        ...penguins,
        columns: Array.from({ length: 100 }, (_, i) => ({
          name: `${i}${'\ud800'.repeat(length)}`,
          kind: 'number',
          centre: 1 / 3,
          scale: 1 / 3,
        })),
      });
    const fits = shared(long(20));
    const layers = Array.from({ length: 199 }, () => ({ kind: 'dense', units: 3, activation: 'sigmoid' }));
    const read = readSharedTask({
      ...fits,
      task: { ...fits.task, layers: [...layers, layers[0]], title: 'x'.repeat(1000) },
    });
    expect(problemOf(read)).toMatchObject({ code: 'too-large', most: MAX_SHARED_TASK_BYTES });
  });

  it('loses what nobody knows, and never throws', () => {
    const read = readSharedTask(changed(table, { script: 'x', task: { layout: [], outputs: 3 } }));
    expect(shared(read)).toEqual(table);
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('data', 'task', 'title', 'version'), (value, key) => {
        const hostile = readSharedTask({ ...table, [key]: value });
        if (hostile.ok) expect(readSharedTask(JSON.parse(sharedTaskText(hostile.shared)))).toEqual(hostile);
        else expect(hostile.reason.length).toBeGreaterThan(10);
      }),
    );
  });
});
