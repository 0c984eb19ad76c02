/** The choice among tfjs' backends: the one that was asked for, or the fastest that is there. */
import type { BackendChoice } from '@hearsay/shared/settings/run-settings.ts';
import { HearsayError, type Problem } from '../problems.ts';
import type { Backend, BackendReason, ChosenBackend } from './backend-name.ts';

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
 * @throws HearsayError `backend-unavailable` when none starts
 */
export async function chooseBackend(
  wanted: BackendChoice,
  backends: Backends,
): Promise<ChosenBackend & { readonly fallback: Backend }> {
  const fallback = await startFallback(wanted, backends);
  const why: BackendReason = { code: 'asked' };
  if (wanted === fallback) return { name: wanted, why, problem: null, fallback };
  if (wanted !== 'auto') {
    if (await backends.start(wanted)) return { name: wanted, why, problem: null, fallback };
    await backends.start(fallback);
    const problem: Problem = { code: 'backend-unavailable', wanted, used: fallback };
    return { name: fallback, why: { code: 'unavailable', wanted }, problem, fallback };
  }
  if (fallback === 'cpu') return { name: fallback, why: { code: 'no-wasm' }, problem: null, fallback };
  return { ...(await fastest(fallback, backends)), problem: null, fallback };
}

async function startFallback(wanted: BackendChoice, { start }: Backends): Promise<Backend> {
  const order: Backend[] = wanted === 'cpu' ? ['cpu', 'wasm'] : ['wasm', 'cpu'];
  for (const name of order) if (await start(name)) return name;
  throw new HearsayError({ code: 'backend-unavailable', wanted, used: null });
}

async function fastest(
  fallback: Backend,
  backends: Backends,
): Promise<{ readonly name: Backend; readonly why: BackendReason }> {
  if (!backends.hasGraphicsHardware()) return { name: fallback, why: { code: 'only-one' } };
  const before = await backends.millisecondsOfStep();
  const after = (await backends.start('webgl'))
    ? await backends.millisecondsOfStep().catch(() => null)
    : null;
  if (after !== null && after < before) {
    const why: BackendReason = {
      code: 'faster',
      milliseconds: after,
      other: fallback,
      otherMilliseconds: before,
    };
    return { name: 'webgl', why };
  }
  backends.remove('webgl');
  await backends.start(fallback);
  const why: BackendReason = {
    code: 'faster',
    milliseconds: before,
    other: 'webgl',
    otherMilliseconds: after,
  };
  return { name: fallback, why };
}
