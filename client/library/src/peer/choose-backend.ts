/** The choice among tfjs' backends: the one that was asked for, or the fastest that is there. */
import type { BackendChoice } from '@hearsay/shared/settings/run-settings.ts';
import type { Backend, ChosenBackend } from './backend-name.ts';

/** What choosing needs of tfjs. */
export interface Backends {
  /** Loads what the backend needs and starts it. @returns whether tfjs computes with it from now on, and not with another */
  start(name: Backend): Promise<boolean>;
  /** Frees what a started one holds. */
  remove(name: Backend): void;
  /** Whether WebGL is there, and is not computed by the processor. */
  hasGraphicsHardware(): boolean;
  /** How long a training step takes with the backend started last. */
  millisecondsOfStep(): Promise<number>;
}

/**
 * Leaves the chosen backend started, and wasm, or what is in its place, to fall back on.
 * @throws Error with a sentence for people when none starts
 */
export async function chooseBackend(
  wanted: BackendChoice,
  backends: Backends,
): Promise<ChosenBackend & { readonly fallback: Backend }> {
  const fallback = await startFallback(wanted, backends);
  if (wanted === fallback) return { name: wanted, why: 'as asked for', problem: null, fallback };
  if (wanted !== 'auto') {
    if (await backends.start(wanted)) return { name: wanted, why: 'as asked for', problem: null, fallback };
    await backends.start(fallback);
    const problem = `The backend ${wanted} is not to be had in this browser; training goes on with ${fallback}.`;
    return { name: fallback, why: `${wanted} is not to be had`, problem, fallback };
  }
  if (fallback === 'cpu') return { name: fallback, why: 'wasm does not start here', problem: null, fallback };
  return { ...(await fastest(fallback, backends)), problem: null, fallback };
}

async function startFallback(wanted: BackendChoice, { start }: Backends): Promise<Backend> {
  const order: Backend[] = wanted === 'cpu' ? ['cpu', 'wasm'] : ['wasm', 'cpu'];
  for (const name of order) if (await start(name)) return name;
  throw new Error(
    'TensorFlow.js does not start in this browser. Try a current Chrome, Firefox, Edge or Safari.',
  );
}

async function fastest(
  fallback: Backend,
  backends: Backends,
): Promise<{ readonly name: Backend; readonly why: string }> {
  if (!backends.hasGraphicsHardware()) return { name: fallback, why: 'no graphics hardware to compare with' };
  const before = await backends.millisecondsOfStep();
  const after = (await backends.start('webgl'))
    ? await backends.millisecondsOfStep().catch(() => null)
    : null;
  if (after !== null && after < before) {
    return { name: 'webgl', why: `${format(after)} a step; ${fallback} takes ${format(before)}` };
  }
  backends.remove('webgl');
  await backends.start(fallback);
  const other = after === null ? 'webgl does not start' : `webgl takes ${format(after)}`;
  return { name: fallback, why: `${format(before)} a step; ${other}` };
}

function format(milliseconds: number): string {
  return `${milliseconds < 100 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`;
}
