/** Follows what a run is to be while that changes: its settings, as those of a room with a host do, and its examples. */
import { formatPartition, type RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import type { DataRequest, DataSource, LoadedData } from '../data/load-data.ts';
import { problemOf } from '../problems.ts';
import type { Post, StartMessage } from './bridge.ts';
import { carriedOver } from './carried-over.ts';
import type { Clock } from './clock.ts';
import { methodOf } from './method-of.ts';
import { postExamples, requestOf } from './own-examples.ts';
import { type createPeerRun, type PeerRun, randomOf, snapshotOf } from './peer-run.ts';
import type { PeerModel } from './snapshot.ts';
import { workerFailed } from './worker-failed.ts';

export interface ChangedSettingsParts {
  readonly clock: Clock;
  readonly post: Post;
  readonly loadData: (request: DataRequest) => Promise<LoadedData>;
  /** See `createPeerRun`. */
  readonly createRun: typeof createPeerRun;
  /** Gets what such settings need; null where it is there. */
  readonly ready: (settings: RunSettings) => Promise<void> | null;
  /** What runs now; null before and after. */
  readonly running: () => PeerRun | null;
  /** This is what runs from now on, in place of what did. */
  readonly replace: (run: PeerRun) => void;
  /** What runs goes on as this, which has other examples. */
  readonly goOn: (run: PeerRun) => void;
}

export interface ChangedSettings {
  /** These are to be followed; of several that wait the newest. @param run the number of the run that they make it */
  want(settings: RunSettings, run: number): void;
  /** These examples are to be learned from, with whatever settings; the newest ones. */
  wantExamples(source: DataSource): void;
  /** Goes over to the newest that is wanted, where something runs. Of other settings, a peer of the new run takes the place of the
   * one there is; of other examples alone, it goes on with these. @param begun what the first run began with */
  follow(begun: StartMessage): Promise<void>;
  /** What runs has a model of its own from before, and all else as it is. Where its method has a state of another length, nothing
   * changes, and that is told. */
  goBack(begun: StartMessage, to: PeerModel): void;
}

export function createChangedSettings(parts: ChangedSettingsParts): ChangedSettings {
  const { running, replace, goOn } = parts;
  /** Settings that are not followed yet. */
  let wanted: Pick<StartMessage, 'settings' | 'run'> | null = null;
  /** Where examples are to come from, and where those there are came from; null for what it began with. */
  let source: DataSource | null = null;
  let loaded: DataSource | null = null;
  let following = false;
  /** The number of the run that is followed; null for what it began with. */
  let number: number | null = null;

  /** @returns whether there was anything to do */
  const followOnce = async (begun: StartMessage): Promise<boolean> => {
    const before = running();
    const now = wanted;
    const from = source;
    if (before === null || (now === null && from === loaded)) return false;
    wanted = null;
    const { settings, run } = now ?? { settings: before.settings, run: number ?? begun.run };
    const start = { ...begun, settings, run, source: from ?? begun.source };
    const isSame =
      from === loaded && formatPartition(settings.partition) === formatPartition(before.settings.partition);
    const data = isSame ? before.data : await loadOthers(parts, start, before.data);
    const getting = parts.ready(settings);
    if (getting !== null) await getting;
    if (wanted !== null || from !== source) {
      wanted ??= now;
      return true;
    }
    loaded = from;
    if (data !== before.data) {
      await before.learner.learnFrom(data.train, randomOf(start, 'batches'));
      postExamples(parts.post, start, data, { type: 'examples' });
    }
    if (now !== null) {
      number = run;
      replace(changed(parts, begun, before, start, data));
    } else {
      goOn({ ...before, data });
      before.peer.examplesChanged();
    }
    return true;
  };

  return {
    want(settings, run) {
      wanted = { settings, run };
    },
    wantExamples(from) {
      source = from;
    },
    async follow(begun) {
      if (following) return;
      following = true;
      while (await followOnce(begun));
      following = false;
    },
    goBack(begun, to) {
      const before = running();
      if (before === null) return;
      if (to.state.length !== before.peer.state.length) {
        parts.post({ type: 'trouble', problem: { code: 'no-earlier-model' } });
        return;
      }
      replace(wentBack(parts, { ...begun, run: number ?? begun.run }, before, to));
    },
  };
}

/** The new examples; those there are where they cannot be had. */
async function loadOthers(
  { loadData, post }: ChangedSettingsParts,
  start: StartMessage,
  before: LoadedData,
): Promise<LoadedData> {
  try {
    return await loadData(requestOf(start, () => {}));
  } catch (error) {
    post({ type: 'trouble', problem: { code: 'examples-kept', cause: problemOf(error, workerFailed) } });
    return before;
  }
}

/** Ends a run. @returns the one that takes its place, not begun */
function changed(
  { clock, post, createRun }: ChangedSettingsParts,
  begun: StartMessage,
  before: PeerRun,
  start: StartMessage,
  data: LoadedData,
): PeerRun {
  const { settings } = start;
  before.peer.stop();
  const method = methodOf(settings, begun.task.layout);
  const change = { from: before.settings, to: settings, method };
  const kept = carriedOver(change, snapshotOf(before, clock.now()), before.peer.model, begun);
  const fresh = { ...start, newcomer: false, snapshot: undefined, initialParameters: undefined };
  const run = createRun({ ...fresh, ...kept }, data, before.learner, { clock, post });
  // The curves go on unless all begin again.
  return settings.resets === before.settings.resets ? { ...run, since: before.since } : run;
}

/** Ends a run. @returns the one that takes its place, not begun. Counts go on, so that neighbours believe them. */
function wentBack(
  { clock, post, createRun }: ChangedSettingsParts,
  begun: StartMessage,
  before: PeerRun,
  to: PeerModel,
): PeerRun {
  before.peer.stop();
  const snapshot = { ...snapshotOf(before, clock.now()), ...to };
  const { settings, data, learner, since } = before;
  const run = createRun({ ...begun, settings, newcomer: false, snapshot }, data, learner, { clock, post });
  return { ...run, since };
}
