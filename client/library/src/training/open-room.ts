/** Joins a room with a model and data of the caller's own. */
import { ruleInEnglish } from '@hearsay/shared/settings/rule-words.ts';
import type { Rule } from '@hearsay/shared/settings/rules.ts';
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { effect } from '@preact/signals-core';
import type { Checkpoint } from '../kept/checkpoint.ts';
import type { Keeper } from '../kept/keeper.ts';
import type { ConnectionOptions } from '../mesh/connection-options.ts';
import { errorOf } from '../problem-words.ts';
import type { Problem } from '../problems.ts';
import type { Platform } from '../session/platform.ts';
import { createSession } from '../session/session.ts';
import type { Session } from '../session/session-options.ts';
import { sourceOf } from './given-data.ts';
import type { ModelLike } from './model-network.ts';
import { createRoomHandle, type Room } from './room.ts';
import { modelWith, type Tfjs, tfjsOf } from './tfjs.ts';
import { type Prepared, prepare, type Training } from './training.ts';

/** Where to train, with everything that a link can say under the same names. */
export interface RoomPlace extends Partial<RunSettings>, ConnectionOptions {
  /** The signalling server's origin; by default that of the page. */
  readonly server?: string | URL;
  /** Takes the joining back, and leaves the room when it is aborted later. */
  readonly signal?: AbortSignal;
  /** A run of this room to go on from, as `keeper` was given it: with its model, its counts, its curves, and as the same peer. */
  readonly resume?: Checkpoint | undefined;
  /** Where the run is put away about every ten seconds; by default nowhere. */
  readonly keeper?: Keeper;
  /** The page's tfjs, for `room.model()`; by default the global `tf`, or else the package `@tensorflow/tfjs`. */
  readonly tf?: Tfjs;
}

/** What differs between a browser and Node. */
export interface Surroundings {
  readonly platform: Platform | undefined;
  /** Milliseconds for goodbyes to go out. */
  readonly goodbyeMs: number;
}

/**
 * @param settings of the place, complete and checked
 * @throws HearsayError as a rejection: see `joinRoom`
 */
export async function openRoom<M extends ModelLike>(
  settings: RunSettings,
  place: RoomPlace,
  training: Training<M>,
  { platform, goodbyeMs }: Surroundings,
): Promise<Room<M>> {
  const { signal } = place;
  const url = originOf(place.server);
  requireOpen(signal);
  requireWebRtc(platform);
  const prepared = await prepare(training);
  const { task, frozen } = prepared;
  const initialParameters = training.parameters ?? prepared.initialParameters;
  const source = await sourceOf(training.data, training.test, task, signal);
  requireOpen(signal);
  const session = createSession(
    { ...settings, task: task.name },
    {
      ...{ url, task, frozen, initialParameters, adopts: true, source },
      ...(platform && { platform }),
      ...(place.resume && { resume: place.resume }),
      ...(place.keeper && { keeper: place.keeper }),
      ...(place.iceServers && { iceServers: place.iceServers }),
      ...(place.rtcConfiguration && { rtcConfiguration: place.rtcConfiguration }),
      ...(training.learner !== undefined && { learner: String(training.learner) }),
    },
  );
  await begun(session, url, signal);
  return createRoomHandle<M>({
    session,
    task,
    modelOf: (parameters) => modelOf(prepared, training, parameters, place.tf),
    settled: () => new Promise((resolve) => setTimeout(resolve, goodbyeMs)),
  });
}

function originOf(server: string | URL | undefined): string {
  const given = server === undefined ? globalThis.location?.origin : String(server);
  const url = given !== undefined && URL.canParse(given) ? new URL(given) : null;
  if (url !== null && (url.protocol === 'http:' || url.protocol === 'https:')) return url.origin;
  const rule: Rule = { code: 'origin' };
  const refused = { name: 'server', value: String(server), rule, allowed: ruleInEnglish(rule) };
  throw errorOf({ code: 'bad-setting', ...refused });
}

function requireOpen(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw errorOf({ code: 'aborted' });
}

function requireWebRtc(platform: Platform | undefined): void {
  if (platform?.webRtc === undefined && typeof RTCPeerConnection === 'undefined')
    throw errorOf({ code: 'no-webrtc' });
}

/** Starts it. Resolves when it trains, and rejects where it does not come so far. */
async function begun(session: Session, url: string, signal: AbortSignal | undefined): Promise<void> {
  let forget = (): void => {};
  const onAbort = (): void => session.leave();
  signal?.addEventListener('abort', onAbort, { once: true });
  const trouble = await new Promise<Problem | null>((resolve) => {
    session.start();
    forget = effect(() => {
      const { phase, problems } = session.status.value;
      const last = problems.at(-1);
      if (phase === 'training' || phase === 'paused') resolve(null);
      else if (phase === 'left') resolve({ code: signal?.aborted ? 'aborted' : 'left' });
      else if (phase === 'failed') resolve(last ?? { code: 'left' });
      else if (last?.code === 'server-unreachable') resolve(last);
    });
  });
  forget();
  const release = (): void => signal?.removeEventListener('abort', onAbort);
  if (trouble === null) {
    whenOver(session, release);
    return;
  }
  release();
  session.leave();
  throw errorOf(trouble.code === 'server-unreachable' ? await whatAnswers(url) : trouble);
}

function whenOver({ status }: Session, then: () => void): void {
  const forget = effect(() => {
    const { phase } = status.value;
    if (phase !== 'left' && phase !== 'failed') return;
    then();
    // Not within the effect itself, which is not known yet where this was the first time.
    queueMicrotask(() => forget());
  });
}

/** Where something answers that is no Hearsay server, trying again is of no use. */
async function whatAnswers(url: string): Promise<Problem> {
  try {
    // Of another origin only whether it answers is to be known.
    await fetch(new URL('/health', url), { mode: 'no-cors', cache: 'no-store' });
    const page = globalThis.location?.origin;
    if (page === undefined || page === url)
      return { code: 'not-a-server', what: 'it answers, but not as one' };
    const what = `it does not answer pages from ${page}: whoever runs it can allow them with --allow-origin`;
    return { code: 'not-a-server', what };
  } catch {
    return { code: 'server-unreachable' };
  }
}

async function modelOf<M extends ModelLike>(
  { task, frozen }: Prepared,
  { model }: Training<M>,
  parameters: Float32Array,
  given: Tfjs | undefined,
): Promise<M> {
  const tf = await tfjsOf(given);
  const topology = model?.toJSON(null, false) ?? (await import('../kept/topology.ts')).topologyOf(task);
  return (await modelWith(tf, topology, parameters, frozen ?? new Float32Array())) as M;
}
