/** Whether a peer trains, and by which settings: as whoever is at it wishes, and the room's host. */
import type { Attack } from '@hearsay/shared/attacks/attack-names.ts';
import { guardProblem, neighboursFor } from '@hearsay/shared/methods/methods.ts';
import { hostSettingsOf } from '@hearsay/shared/room/host-settings.ts';
import { formatOwnSettings, type RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { type ReadonlySignal, signal } from '@preact/signals-core';
import type { HostState } from '../room/room.ts';
import type { Live } from './live.ts';
import type { StatusStore } from './status-store.ts';

export interface Conduct {
  /** Of the run as it is now. */
  readonly current: ReadonlySignal<RunSettings>;
  /** What the host wishes; null in a room without one. */
  readonly host: ReadonlySignal<HostState | null>;
  readonly isPaused: boolean;
  /** Whoever is at this peer pauses it, whatever the host wishes. */
  pauseHere(paused: boolean): void;
  onWish(state: HostState): void;
  /** This peer lies so to others from now on; null: not at all. */
  lie(attack: Attack | null): void;
}

export interface ConductOptions {
  readonly settings: RunSettings;
  /** The number of a run with such settings: see `runNumber`. */
  readonly runOf: (settings: RunSettings) => number;
  readonly store: StatusStore;
  readonly live: Live;
  /** All begin again. */
  readonly onReset: () => void;
}

export function createConduct({ settings, runOf, store, live, onReset }: ConductOptions): Conduct {
  const current = signal(settings);
  const host = signal<HostState | null>(
    settings.host === ''
      ? null
      : {
          ...{ isHost: false, number: 0, run: 'training', removed: [], guard: null },
          settings: hostSettingsOf(settings),
        },
  );
  let isPaused = false;
  let pausedHere = false;

  const setPaused = (paused: boolean): void => {
    if (paused !== isPaused) live.worker?.post({ type: paused ? 'pause' : 'resume' });
    isPaused = paused;
    const { phase } = store.status.value;
    if (phase === 'training' || phase === 'paused') store.update({ phase: paused ? 'paused' : 'training' });
  };

  const change = (now: RunSettings): void => {
    const before = current.value;
    if (formatOwnSettings(now) === formatOwnSettings(before)) return;
    current.value = now;
    if (now.resets !== before.resets) onReset();
    store.update({ method: now.method });
    live.mesh?.setNeighbours(neighboursFor(now.method));
    live.worker?.post({ type: 'change', settings: now, run: runOf(now) });
  };

  /** What the host says of it, where the method can; else the own link. */
  const guardIn = ({ guard, settings: { method } }: HostState): RunSettings['guard'] =>
    guard !== null && guardProblem(method, guard) === null ? guard : settings.guard;

  return {
    current,
    host,
    get isPaused() {
      return isPaused;
    },
    pauseHere(paused) {
      pausedHere = paused;
      setPaused(paused);
    },
    onWish(state) {
      const before = host.value?.run;
      host.value = state;
      change({ ...current.value, ...state.settings, guard: guardIn(state) });
      // Between two wishes of the host, whoever is at this tab may do otherwise.
      if (state.run !== before) setPaused(state.run === 'paused' || pausedHere);
    },
    lie: (attack) => change({ ...current.value, attack }),
  };
}
