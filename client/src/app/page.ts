/**
 * What the page holds: the settings in its address and the session of this tab. At most one session is under
 * way; the address is followed while none is, and only watched while one is.
 */
import {
  formatOwnSettings,
  formatSettings,
  parseSettings,
  type RunSettings,
  type SettingProblem,
} from '@hearsay/shared/protocol/run-settings.ts';
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Session } from '../session.ts';
import type { Phase } from '../status.ts';

export interface Reading {
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
  /** Why no session could be made, for people. */
  readonly trouble: ReadonlySignal<string | null>;
  /** Whether the address asks for another run than the one under way. */
  readonly addressDiffers: ReadonlySignal<boolean>;
  join(settings: RunSettings): void;
  /** To be called when the address was changed by somebody else. */
  addressChanged(): void;
}

export interface PageParts {
  readFragment(): string;
  /** Must not lead to `addressChanged`. */
  writeFragment(fragment: string): void;
  makeSession(settings: RunSettings): Promise<Session>;
  /** See `new-room.ts`. */
  newRoom(): Pick<RunSettings, 'room' | 'key' | 'hostSecret'>;
  /** The public key of a host, by its secret. */
  hostOf(secret: string): Promise<string>;
}

const UNDER_WAY: readonly Phase[] = ['joining', 'loading', 'training', 'paused'];

export function createPage({ readFragment, writeFragment, makeSession, newRoom, hostOf }: PageParts): Page {
  const read = (): Reading => {
    const fragment = readFragment();
    const { settings, problems } = parseSettings(fragment);
    const namesRoom = new URLSearchParams(fragment.replace(/^#/, '')).has('room');
    return { settings, problems, offered: namesRoom ? settings : { ...settings, ...newRoom() } };
  };
  const reading = signal<Reading>(read());
  const session = signal<Session | null>(null);
  const opening = signal(false);
  const started = signal<Session | null>(null);
  const trouble = signal<string | null>(null);
  const addressDiffers = signal(false);
  const phase = computed(() => session.value?.status.value.phase ?? 'idle');
  const running = computed(() => UNDER_WAY.includes(phase.value));
  const starting = computed(
    () =>
      opening.value || (started.value !== null && started.value === session.value && phase.value === 'idle'),
  );
  let newest = 0;

  /** Makes a session for these settings; a later call wins over an earlier one that is not done. */
  async function open(settings: RunSettings, start: boolean): Promise<void> {
    newest += 1;
    const mine = newest;
    trouble.value = null;
    opening.value = start;
    try {
      const made = await makeSession(settings);
      if (mine !== newest) return;
      session.value = made;
      if (!start) return;
      started.value = made;
      made.start();
    } catch (error) {
      if (mine === newest) trouble.value = error instanceof Error ? error.message : String(error);
    } finally {
      if (mine === newest) opening.value = false;
    }
  }

  function follow(): void {
    const { settings, problems } = reading.value;
    void open(settings, settings.auto && !problems.some((problem) => problem.fatal));
  }

  function addressChanged(): void {
    const now = read();
    if (running.peek() || starting.peek()) {
      const run = session.peek()?.settings;
      addressDiffers.value = run !== undefined && sameRun(run) !== sameRun(now.settings);
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

  function begin(settings: RunSettings): void {
    writeFragment(formatOwnSettings(settings));
    reading.value = { settings, problems: [], offered: settings };
    void open(settings, true);
  }

  follow();
  return {
    reading,
    session,
    running,
    starting,
    trouble,
    addressDiffers,
    join(settings) {
      if (running.peek() || starting.peek()) return;
      if (settings.hostSecret === '' || settings.host !== '') {
        begin(settings);
        return;
      }
      opening.value = true;
      hostOf(settings.hostSecret).then(
        (host) => begin({ ...settings, host }),
        (error) => {
          opening.value = false;
          trouble.value = error instanceof Error ? error.message : String(error);
        },
      );
    },
    addressChanged,
  };
}

/** Two settings with the same text are the same run: how it is started does not matter. */
function sameRun(settings: RunSettings): string {
  return formatSettings({ ...settings, auto: false });
}
