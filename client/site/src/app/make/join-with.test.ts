import { readFileSync } from 'node:fs';
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { type SharedTask, sharedTaskDigest } from '@hearsay/shared/tasks/shared-task.ts';
import { expect, it } from 'vitest';
import { readTable } from '../../data/table/read-table.ts';
import { stationAddress } from '../lessons/penguins.ts';
import { rowsAtHand } from '../shared-task/kept-rows.ts';
import { lessons } from '../words/en-lessons.ts';
import { type Draft, taskOf } from './draft.ts';
import { joinWith } from './join-with.ts';
import { draftOf } from './prefill.ts';
import { noTable, type TableDraft } from './table-choice.tsx';

function sharedOf(draft: Draft): SharedTask {
  const made = taskOf(draft);
  if (!made.ok) throw new Error(JSON.stringify(made.problem));
  return made.shared;
}

function joined(shared: SharedTask, table: TableDraft['table']): RunSettings {
  const settings: RunSettings[] = [];
  joinWith({ join: (wanted) => settings.push(wanted) }, shared, table);
  return settings[0];
}

it('opens a room of one’s own with the task', () => {
  const shared = sharedOf({ ...draftOf('rock-paper-scissors', lessons), table: noTable });
  const settings = joined(shared, null);
  expect(settings).toMatchObject({ task: sharedTaskDigest(shared), auto: true, steps: 1 });
  expect([settings.key, settings.hostSecret].every((secret) => secret.length > 20)).toBe(true);
});

it('brings the rows of a table along', () => {
  const read = readTable(readFileSync(new URL(`../../../public${stationAddress(1)}`, import.meta.url)));
  if (!read.ok) throw new Error(read.problem.code);
  const table = { table: read.table, target: 'species', learn: 'classes' } as const;
  const shared = sharedOf({ ...draftOf('penguins', lessons), table });
  expect(joined(shared, read.table).task).toBe(sharedTaskDigest(shared));
  expect(rowsAtHand.get(sharedTaskDigest(shared))?.rows).toHaveLength(35);
});
