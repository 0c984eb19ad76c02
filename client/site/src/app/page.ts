/**
 * What the page holds: the settings in its address and the session of this tab. At most one session is under
 * way; the address is followed while none is, and only watched while one is.
 */
import {
  formatOwnSettings,
  parseSettings,
  type RunSettings,
  type SettingProblem,
} from '@hearsay/shared/settings/run-settings.ts';
import { isTaskDigest } from '@hearsay/shared/tasks/tasks.ts';
import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Phase, Problem, ReadModel, Session } from 'hearsay';
import { runOf } from 'hearsay/kept';
import { problemOf } from 'hearsay/words';
import { type ViewName, viewOf } from './view-name.ts';

export interface Reading {
  /** Which view the address asks for. */
  readonly view: ViewName;
  readonly settings: RunSettings;
  readonly problems: readonly SettingProblem[];
  /** What the form begins with: the settings, in a new room with a key where the address names none. */
  readonly offered: RunSettings;
}

export interface Page {
  /** What the address says. Renewed when the address changes and when a run ends. */
  readonly reading: ReadonlySignal<Reading>;
  /** The newest session; null while it is being made for the first time. */
  readonly session: ReadonlySignal<Session | null>;
  /** Whether a run is under way. */
  readonly running: ReadonlySignal<boolean>;
  /** Whether a run was asked for and is not under way yet. */
  readonly starting: ReadonlySignal<boolean>;
  /** Why no session could be made. */
  readonly trouble: ReadonlySignal<Problem | null>;
  /** The model that the next run begins from; null for the one that the seed gives. It is for one task alone. */
  readonly imported: Signal<ReadModel | null>;
  /** The task that was asked for, and that the imported model is not for; null where they fit. */
  readonly taskMissed: ReadonlySignal<string | null>;
  /** Whether the address asks for another run than the one under way. */
  readonly addressDiffers: ReadonlySignal<boolean>;
  /** Begins anew, or goes on from what was kept of such a run. An imported model of another task stops it. */
  join(settings: RunSettings, how?: 'anew' | 'resume'): void;
  /** Leaves the run under way, and begins one of the same settings from this model, which is of its task. */
  beginFrom(parameters: Float32Array): void;
  /** Takes a run back that was asked for and is not under way yet. */
  giveUp(): void;
  /** To be called when the address was changed by somebody else. */
  addressChanged(): void;
  /** As `addressChanged`, where it was changed and nobody has said so yet. */
  readAddress(): void;
}

export interface PageParts {
  readFragment(): string;
  /** Must not lead to `addressChanged`. */
  writeFragment(fragment: string): void;
  /** @param signal aborted where the run is not wanted any more */
  makeSession(settings: RunSettings, beginning: Beginning, signal: AbortSignal): Promise<Session>;
  /** See `new-room.ts`. */
  newRoom(): Pick<RunSettings, 'room' | 'key' | 'hostSecret'>;
  /** The public key of a host, by its secret. */
  hostOf(secret: string): Promise<string>;
}

/** What a session begins from, where it is not the parameters that the seed gives. `idle`: it is not to be started. */
export type Beginning = 'idle' | 'anew' | 'resume' | Float32Array;

const UNDER_WAY: readonly Phase[] = ['joining', 'loading', 'training', 'paused'];

const notStarted = (what: string): Problem => ({ code: 'not-started', what });

export function createPage({ readFragment, writeFragment, makeSession, newRoom, hostOf }: PageParts): Page {
  let lastRead = '';
  const read = (): Reading => {
    const fragment = readFragment();
    lastRead = fragment;
    const { settings, problems } = parseSettings(fragment);
    const view = viewOf(fragment);
    const namesRoom = new URLSearchParams(fragment.replace(/^#/, '')).has('room');
    return { view, settings, problems, offered: namesRoom ? settings : { ...settings, ...newRoom() } };
  };
  const reading = signal<Reading>(read());
  const session = signal<Session | null>(null);
  const opening = signal(false);
  const started = signal<Session | null>(null);
  const trouble = signal<Problem | null>(null);
  const imported = signal<ReadModel | null>(null);
  const taskMissed = signal<string | null>(null);
  const addressDiffers = signal(false);
  const phase = computed(() => session.value?.status.value.phase ?? 'idle');
  const running = computed(() => UNDER_WAY.includes(phase.value));
  const starting = computed(
    () =>
      opening.value || (started.value !== null && started.value === session.value && phase.value === 'idle'),
  );
  let newest = 0;
  let opened = new AbortController();

  /** Makes a session for these settings; a later call wins over an earlier one that is not done. */
  async function open(settings: RunSettings, beginning: Beginning): Promise<void> {
    const start = beginning !== 'idle';
    newest += 1;
    const mine = newest;
    opened.abort();
    opened = new AbortController();
    trouble.value = null;
    opening.value = start;
    try {
      const made = await makeSession(settings, beginning, opened.signal);
      if (mine !== newest) return;
      session.value = made;
      if (!start) return;
      started.value = made;
      made.start();
    } catch (error) {
      if (mine === newest) trouble.value = problemOf(error, notStarted);
    } finally {
      if (mine === newest) opening.value = false;
    }
  }

  function follow(): void {
    const { view, settings, problems } = reading.value;
    if (view !== 'room') return;
    const start = settings.auto && !problems.some((problem) => problem.fatal);
    // What is learned is not known before others were asked.
    if (!start && isTaskDigest(settings.task)) return;
    void open(settings, start ? 'resume' : 'idle');
  }

  function addressChanged(): void {
    const now = read();
    if (running.peek() || starting.peek()) {
      // While one is being made, the session is still that of the run before.
      const run = opening.peek() ? reading.peek().settings : session.peek()?.settings;
      addressDiffers.value = run !== undefined && runOf(run) !== runOf(now.settings);
      return;
    }
    reading.value = now;
    follow();
  }

  let wasRunning = false;
  effect(() => {
    const ended = wasRunning && !running.value;
    wasRunning = running.value;
    if (!ended) return;
    // The session that ended stays, as it still knows how far it came.
    addressDiffers.value = false;
    reading.value = read();
  });

  // A reload joins the run as it is now.
  let shown: { session: Session | null; settings: RunSettings | undefined } | null = null;
  effect(() => {
    const now = { session: session.value, settings: session.value?.settings };
    const changed = shown?.session === now.session && shown.settings !== now.settings;
    shown = now;
    if (changed && now.settings && !addressDiffers.peek()) writeFragment(formatOwnSettings(now.settings));
  });

  function begin(settings: RunSettings, beginning: Beginning): void {
    writeFragment(formatOwnSettings(settings));
    reading.value = { view: 'room', settings, problems: [], offered: settings };
    void open(settings, beginning);
  }

  follow();
  return {
    reading,
    session,
    running,
    starting,
    trouble,
    imported,
    taskMissed,
    addressDiffers,
    join(settings, how = 'anew') {
      if (running.peek() || starting.peek()) return;
      const model = how === 'anew' ? imported.peek() : null;
      taskMissed.value = model !== null && model.task !== settings.task ? settings.task : null;
      if (taskMissed.value !== null) return;
      const beginning = model?.parameters ?? how;
      if (settings.hostSecret === '' || settings.host !== '') {
        begin(settings, beginning);
        return;
      }
      opening.value = true;
      hostOf(settings.hostSecret).then(
        (host) => begin({ ...settings, host }, beginning),
        (error) => {
          opening.value = false;
          trouble.value = problemOf(error, notStarted);
        },
      );
    },
    beginFrom(parameters) {
      const current = session.peek();
      if (current === null || !running.peek()) return;
      const { settings } = current;
      current.leave();
      begin(settings, parameters);
    },
    giveUp() {
      newest += 1;
      opened.abort();
      opening.value = false;
    },
    addressChanged,
    readAddress() {
      if (readFragment() !== lastRead) addressChanged();
    },
  };
}
