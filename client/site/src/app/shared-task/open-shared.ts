/** Opens a room with a task that the room made itself: gets the task, finds what this device kept of its examples, and joins. */
import { parseTaskMessage } from '@hearsay/shared/protocol/task-message.ts';
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import type { SharedTask } from '@hearsay/shared/tasks/shared-task.ts';
import type { Session, SessionOptions } from 'hearsay';
import { createLazyKeeper, forgetCheckpoint, keptCheckpoint } from 'hearsay/kept';
import { createTaskText, noRows } from 'hearsay/shared-task';
import { openExampleStore } from '../../data/kept/example-store.ts';
import { learnerOf } from '../../data/kept/learner-number.ts';
import type { Beginning } from '../page.ts';
import { type Collection, createCollection } from './collection.ts';
import { feed } from './feed.ts';
import { bytesOf, inputsOf } from './inputs.ts';
import { readTaskText, taskText } from './known-tasks.ts';
import type { StatisticsAside } from './room-statistics.ts';
import type { TableRows } from './table-rows.ts';

type Tell = Parameters<NonNullable<SessionOptions['aside']>>[0];

/** What belongs to a session of such a room. */
export type SharedRun = {
  readonly session: Session;
  readonly shared: SharedTask;
  /** Whose examples are kept: see `openExampleStore`. */
  readonly owner: string;
} & (
  | { readonly collection: Collection; readonly table: null }
  | { readonly collection: null; readonly table: TableRows }
);

export type CollectedRun = Extract<SharedRun, { table: null }>;
export type TableRun = Extract<SharedRun, { collection: null }>;

/** What of a run there is before its session. */
interface Part {
  readonly aside?: (tell: Tell) => StatisticsAside;
  /** Hands examples to the run. */
  begin(session: Session): SharedRun;
}

const runs = new WeakMap<Session, SharedRun>();

/** Undefined for a session that was not opened here. */
export const sharedRunOf = (session: Session): SharedRun | undefined => runs.get(session);

/**
 * @param signal aborts the search for the task
 * @throws HearsayError `bad-task` where this version cannot read it; else see `findTask`
 */
export async function openShared(
  settings: RunSettings,
  beginning: Beginning,
  signal: AbortSignal,
): Promise<Session> {
  const kept = beginning === 'resume' ? await keptCheckpoint(settings) : null;
  if (beginning !== 'resume') void forgetCheckpoint(settings);
  const text = await taskText(settings, signal);
  const { shared, task } = readTaskText(text);
  const owner = `${settings.task} ${await learnerOf(settings.task)}`;
  const part =
    shared.data.kind === 'table'
      ? await ofTable(shared, settings.task, owner)
      : await ofExamples(shared, owner);
  const { joinRoom } = await import('hearsay/join');
  const none = noRows(task);
  const session = joinRoom(settings, {
    idle: true,
    task,
    digest: settings.task,
    source: { kind: 'given', train: none, test: none },
    aside(tell) {
      const answers = createTaskText(text, tell, () => performance.now());
      const other = part.aside?.(tell);
      return {
        receive(from, message) {
          const told = parseTaskMessage(message);
          if (told === null) return false;
          if (told.type !== 'statistics') answers.receive(from, told);
          else if (other) other.receive(from, told.statistics);
          else return false;
          return true;
        },
        setNeighbours(connected) {
          answers.setNeighbours(connected);
          other?.setNeighbours(connected);
        },
        close: () => other?.close(),
      };
    },
    keeper: createLazyKeeper(settings),
    resume: kept ?? undefined,
    initialParameters: beginning instanceof Float32Array ? beginning : undefined,
  });
  runs.set(session, part.begin(session));
  return session;
}

async function ofExamples(shared: SharedTask, owner: string): Promise<Part> {
  const store = await openExampleStore(owner, bytesOf(shared));
  const inputs = await inputsOf(shared, store, async () => {
    const { startFeatureMaker } = await import('../../data/features/feature-maker.ts');
    return startFeatureMaker();
  });
  const collection = createCollection(store, shared.task.classes ?? [], inputs);
  return {
    begin(session) {
      feed(session, collection);
      return { session, shared, owner, collection, table: null };
    },
  };
}

/** Loaded where a table is learned: other rooms have no statistics to agree on. */
async function ofTable(shared: SharedTask, digest: string, owner: string): Promise<Part> {
  const [{ createTableRows, feedRows }, { keepRows, keptRows, rowsAtHand }, { idOf }] = await Promise.all([
    import('./table-rows.ts'),
    import('./kept-rows.ts'),
    import('./room-statistics.ts'),
  ]);
  const { data, task } = shared;
  if (data.kind !== 'table') throw new RangeError('The task is of no table.');
  const atHand = rowsAtHand.get(digest);
  // Where nothing can be kept they are gone with the page, which says so when others are brought.
  if (atHand) keepRows(owner, data, atHand).catch(() => {});
  const table = createTableRows(data, task.classes ?? [], atHand ?? (await keptRows(owner, data)));
  let made: Session | null = null;
  return {
    aside: (tell) => table.statistics.aside(tell, () => idOf(made)),
    begin(session) {
      made = session;
      feedRows(session, table);
      return { session, shared, owner, collection: null, table };
    },
  };
}
