/** What somebody has chosen of a task so far, and the task that comes of it. */
import { drawingsTask, type PictureNetwork, picturesTask } from '@hearsay/shared/tasks/make-shared-task.ts';
import type { SharedTask } from '@hearsay/shared/tasks/shared-task.ts';
import { choiceProblem, type SharedTaskProblem } from '@hearsay/shared/tasks/shared-task-problem.ts';
import { EXTRACTOR, EXTRACTOR_SIDE, FEATURES } from '../../data/features/network.ts';
import { makeTableTask } from '../../data/table/make-table-task.ts';
import type { TargetProblem } from '../../data/table/table-problem.ts';
import type { TableDraft } from './table-choice.tsx';

export const KINDS = ['pictures', 'drawings', 'table'] as const;
export type Kind = (typeof KINDS)[number];

/** What sees the pictures. */
const NETWORKS: Readonly<Record<'features' | 'convolutions', PictureNetwork>> = {
  features: { features: EXTRACTOR, side: EXTRACTOR_SIDE, length: FEATURES },
  convolutions: 'convolutions',
};
export type NetworkName = keyof typeof NETWORKS;
export const NETWORK_NAMES: readonly NetworkName[] = ['features', 'convolutions'];

export interface Draft {
  readonly kind: Kind;
  readonly title: string;
  readonly network: NetworkName;
  readonly classes: readonly string[];
  readonly table: TableDraft;
}

export type DraftProblem =
  | { readonly of: 'task'; readonly problem: SharedTaskProblem }
  | { readonly of: 'target'; readonly problem: TargetProblem }
  | { readonly of: 'no-table' };

/** Which field a problem is about. */
export function fieldOf(problem: DraftProblem): 'title' | 'classes' | 'table' {
  if (problem.of !== 'task') return 'table';
  const { code } = problem.problem;
  if (code === 'no-title' || code === 'long-title') return 'title';
  return 'of' in problem.problem && problem.problem.of === 'column' ? 'table' : 'classes';
}

export function taskOf(
  draft: Draft,
): { ok: true; shared: SharedTask } | { ok: false; problem: DraftProblem } {
  const { kind, title, network, classes } = draft;
  if (kind === 'table') return ofTable(draft);
  const read =
    kind === 'drawings'
      ? drawingsTask({ title, classes })
      : picturesTask({ title, classes, network: NETWORKS[network] });
  return read.ok ? read : { ok: false, problem: { of: 'task', problem: read.problem } };
}

function ofTable({ title, table: { table, target, learn } }: Draft): ReturnType<typeof taskOf> {
  // Before the table, as it comes before it in the form.
  const untitled = choiceProblem({ title });
  if (untitled !== null) return { ok: false, problem: { of: 'task', problem: untitled } };
  if (table === null) return { ok: false, problem: { of: 'no-table' } };
  const made = makeTableTask(table, { title, target, learn });
  if (made.ok) return made;
  if ('target' in made) return { ok: false, problem: { of: 'target', problem: made.target } };
  return { ok: false, problem: { of: 'task', problem: made.problem } };
}
