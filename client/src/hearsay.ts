/**
 * `window.hearsay`: the public handle of a page, for automated tests and the browser's console. Its names and
 * the keys of what it returns are added to, never renamed or dropped.
 */
import type { WishChange } from '@hearsay/shared/room/command.ts';
import type { Report } from '@hearsay/shared/room/report.ts';
import type { Page } from './app/page.ts';
import type { HostState } from './room/room.ts';
import type { Session } from './session.ts';
import { type DetailedEvaluation, type Evaluation, initialStatus, type Status } from './status.ts';

export interface Hearsay {
  /** Where this tab stands; plain JSON. */
  status(): Status;
  /** The curve of evaluations so far. */
  history(): Evaluation[];
  /** A copy of the current parameters, one flat vector. Rejects before the model exists. */
  parameters(): Promise<Float32Array>;
  /** The current parameters on the test subset. Rejects before it is loaded. */
  evaluate(): Promise<DetailedEvaluation>;
  /** How the peers of the room are, this one first; empty in a room without a host. Plain JSON. */
  room(): Report[];
  /** What the host of the room wishes; null in a room without a host. Plain JSON. */
  host(): HostState | null;
  /** Commands all in the room, as in `{ gossip: 2 }`, `{ run: 'paused' }` or `{ reset: true }`. Rejects where this tab is not
   * the host's. */
  command(change: WishChange): Promise<void>;
  /** Joins the room that the address names, or goes on after a pause. */
  start(): void;
  /** Stops training; the tab goes on answering its neighbours. */
  pause(): void;
  /** Leaves the room. `start` joins anew. */
  leave(): void;
}

declare global {
  interface Window {
    hearsay: Hearsay;
  }
}

export function createHandle(page: Page): Hearsay {
  const session = (): Session | null => page.session.value;
  const running = (): Session | null => (page.running.value ? session() : null);

  const statusWithoutSession = (): Status => {
    const { settings, problems } = page.reading.value;
    const errors = problems.map(
      ({ name, value, allowed }) => `${name}=${value} cannot be used; allowed: ${allowed}`,
    );
    if (page.trouble.value !== null) errors.push(page.trouble.value);
    const failed = page.trouble.value !== null || (settings.auto && problems.some(({ fatal }) => fatal));
    return { ...initialStatus(settings), phase: failed ? 'failed' : 'idle', errors };
  };

  return {
    status() {
      const current = session()?.status.value;
      const status = current && current.phase !== 'idle' ? current : statusWithoutSession();
      return structuredClone(status);
    },
    history: () => structuredClone([...(session()?.history.value ?? [])]),
    parameters: () => running()?.parameters() ?? noModel(),
    evaluate: () => running()?.evaluate() ?? noModel(),
    room: () => structuredClone([...(running()?.room.value ?? [])]),
    host: () => structuredClone(running()?.host.value ?? null),
    command: (change) => running()?.command(change) ?? noModel(),
    start() {
      const current = running();
      if (current) current.start();
      else if (!page.reading.value.problems.some(({ fatal }) => fatal))
        page.join(page.reading.value.settings);
    },
    pause: () => running()?.pause(),
    leave: () => running()?.leave(),
  };
}

function noModel(): Promise<never> {
  return Promise.reject(new Error('There is no model: join a room first.'));
}
