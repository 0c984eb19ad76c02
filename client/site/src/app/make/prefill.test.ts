import { readFileSync } from 'node:fs';
import { sharedTaskDigest } from '@hearsay/shared/tasks/shared-task.ts';
import { expect, it } from 'vitest';
import { fitTable } from '../../data/table/fit-table.ts';
import { readTable } from '../../data/table/read-table.ts';
import { isOfPenguins, STATIONS, stationAddress } from '../lessons/penguins.ts';
import * as german from '../words/de-lessons.ts';
import * as english from '../words/en-lessons.ts';
import { type Draft, taskOf } from './draft.ts';
import { draftOf, tableOf } from './prefill.ts';
import { noTable } from './table-choice.tsx';

const inPublic = (address: string): URL => new URL(`../../../public${address}`, import.meta.url);

function tableAt(address: string) {
  const read = readTable(readFileSync(inPublic(address)));
  if (!read.ok) throw new Error(read.problem.code);
  return read.table;
}

/** What somebody makes who only presses the button. */
function madeOf(draft: Draft) {
  const made = taskOf(draft);
  if (!made.ok) throw new Error(JSON.stringify(made.problem));
  return made.shared;
}

const penguins = (words = english.lessons, target?: string) =>
  madeOf({
    ...draftOf('penguins', words),
    table: {
      table: tableAt(stationAddress(1)),
      target: target ?? tableOf('penguins')?.target ?? '',
      learn: target === undefined ? 'classes' : 'number',
    },
  });

it.each([english, german])('of rock, paper, scissors there is a task at once', ({ lessons }) => {
  const { title, classes } = lessons.lessons['rock-paper-scissors'];
  const made = madeOf({ ...draftOf('rock-paper-scissors', lessons), table: noTable });
  expect(made).toMatchObject({ title, data: { kind: 'pictures' }, task: { classes } });
  expect(classes).toHaveLength(3);
  expect(isOfPenguins(made)).toBe(false);
});

it('the table of the first station makes the task of all species', () => {
  const { title, data, task } = penguins();
  expect(title).toBe(english.lessons.lessons.penguins.title);
  expect(task.classes).toEqual(['Adelie', 'Chinstrap', 'Gentoo']);
  expect(data.kind === 'table' && data.columns.map(({ name, kind }) => [name, kind])).toEqual([
    ['bill_length_mm', 'number'],
    ['bill_depth_mm', 'number'],
    ['flipper_length_mm', 'number'],
    ['body_mass_g', 'number'],
    ['sex', 'category'],
  ]);
});

it('every station’s table fits it, whole', () => {
  const shared = penguins();
  const fits = STATIONS.map((station) => fitTable(tableAt(stationAddress(station)), shared));
  for (const fit of fits)
    expect(fit).toMatchObject({ ok: true, fit: { missing: [], extra: [], unknown: 0, withoutTarget: 0 } });
  expect(fits.map((fit) => fit.ok && fit.fit.learned)).toEqual([35, 45, 63, 86, 113]);
});

it('a room is known for the lesson’s in every language, and whichever column it predicts', () => {
  const tasks = [penguins(), penguins(german.lessons), penguins(english.lessons, 'body_mass_g')];
  expect(tasks.map(isOfPenguins)).toEqual([true, true, true]);
  expect(new Set(tasks.map(sharedTaskDigest)).size).toBe(3);
});

it('a room with other columns is not', () => {
  const table = readTable(
    new TextEncoder().encode('bill_length_mm,species\n39,Adelie\n50,Gentoo\n41,Adelie\n'),
  );
  if (!table.ok) throw new Error(table.problem.code);
  const draft = { table: table.table, target: 'species', learn: 'classes' } as const;
  expect(isOfPenguins(madeOf({ ...draftOf('penguins', english.lessons), table: draft }))).toBe(false);
});
