/** One run of a peer in the Worker: the peer, its environment, and what is counted of it. */
import type { forgedVersions } from '@hearsay/shared/attacks/forged-versions.ts';
import type { withLiars } from '@hearsay/shared/attacks/hostile.ts';
import { buildsOnEarlier } from '@hearsay/shared/gossip/codec/codec.ts';
import { type Method, messageLengthOf, stateLengthOf } from '@hearsay/shared/gossip/method.ts';
import { Peer } from '@hearsay/shared/gossip/peer.ts';
import { createStalenessMeter, type StalenessMeter } from '@hearsay/shared/gossip/versions/staleness.ts';
import { VersionVector } from '@hearsay/shared/gossip/versions/version-vector.ts';
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { dimensionOf, initialParameters as initialParametersOf } from '@hearsay/shared/tasks/task.ts';
import { createRandom, type Random } from '@hearsay/shared/util/random/random.ts';
import type { LoadedData } from '../data/load-data.ts';
import type { Post, StartMessage } from './bridge.ts';
import type { Clock } from './clock.ts';
import type { Evaluated } from './evaluator.ts';
import { methodOf } from './method-of.ts';
import type { PeerPrivacy } from './peer-privacy.ts';
import type { RoomState } from './room-state.ts';
import type { PeerSnapshot } from './snapshot.ts';
import { createTabEnvironment, type TabEnvironment, type TabEnvironmentOptions } from './tab-environment.ts';
import type { TfjsLearner } from './tfjs-learner.ts';
import { createWindowRate, WINDOW_SECONDS, type WindowRate } from './window-rate.ts';

export interface PeerRun extends Evaluated {
  readonly data: LoadedData;
  readonly settings: RunSettings;
  readonly environment: TabEnvironment;
  readonly staleness: StalenessMeter;
  /** Null where it learns without noise. */
  readonly privacy: PeerPrivacy | null;
  /** Whether it goes on from a snapshot. */
  readonly resumed: boolean;
  readonly rates: {
    readonly updates: WindowRate;
    readonly steps: WindowRate;
    readonly exchanges: WindowRate;
  };
}

/** What makes liars, by what the settings say. */
export interface Lying {
  readonly withLiars: typeof withLiars;
  readonly forgedVersions: typeof forgedVersions;
}

export interface PeerRunParts {
  readonly clock: Clock;
  readonly post: Post;
  /** Of a private run. */
  readonly privacy?: PeerPrivacy | null;
  /** Of a run that is to lie. */
  readonly lying?: Lying | null;
}

/** A run that has not begun: see `begin`. */
export function createPeerRun(
  message: StartMessage,
  data: LoadedData,
  learner: TfjsLearner,
  { clock, post, privacy = null, lying = null }: PeerRunParts,
): PeerRun {
  const { settings, initialParameters, task } = message;
  const method = methodOf(settings, task.layout, lying?.withLiars);
  const state = new Float32Array(stateLengthOf(method, dimensionOf(task)));
  const snapshot = message.snapshot?.state.length === state.length ? message.snapshot : undefined;
  state.set(snapshot?.state ?? initialParameters ?? initialParametersOf(task, settings.seed));
  const environment = createTabEnvironment({
    ...environmentOptions(message, method, snapshot),
    clock,
    forge:
      lying && settings.attack?.name === 'forged-versions'
        ? lying.forgedVersions(settings.attack, message.self)
        : undefined,
    onForgotten: (index) => peer.forget(index),
    onCorrected: (index, updates) => peer.correct(index, updates),
    onAlarm: (alarm, due) => peer.wake(alarm, due),
    onSend(to, kind, model) {
      const replaceable = kind === 'offer' && !method.incremental && !buildsOnEarlier(method.codec);
      post({ type: 'send', to, model, replaceable, begins: kind === 'offer' }, [model]);
    },
  });
  const versions = new VersionVector();
  const peer: Peer = new Peer({
    environment,
    method,
    learner: privacy?.privately(learner) ?? learner,
    state,
    versions,
    progress: snapshot,
    newcomer: message.newcomer ?? false,
    initialise: (model) => model.set(initialParameters ?? initialParametersOf(task, settings.seed)),
  });
  environment.recall(snapshot?.versions ?? [], versions);
  const now = clock.now();
  return {
    settings,
    peer,
    environment,
    learner,
    data,
    privacy,
    staleness: createStalenessMeter(WINDOW_SECONDS),
    since: now - (snapshot?.seconds ?? 0),
    resumed: snapshot !== undefined,
    rates: {
      updates: createWindowRate(now, peer.updates),
      steps: createWindowRate(now, peer.steps),
      exchanges: createWindowRate(now),
    },
  };
}

type Callbacks = 'clock' | 'onForgotten' | 'onCorrected' | 'onAlarm' | 'onSend';

function environmentOptions(
  { settings, run, self, slot, task }: StartMessage,
  method: Method,
  snapshot: PeerSnapshot | undefined,
): Omit<TabEnvironmentOptions, Callbacks> {
  const random = (name: string): Random => randomOf({ settings, slot, snapshot }, name);
  return {
    self,
    run,
    messageLength: messageLengthOf(method, dimensionOf(task)),
    codec: method.codec,
    slowdown: settings.slowdown,
    random: random('peer'),
    rounding: random('rounding'),
  };
}

/** Chance of a peer for one of its uses. Who goes on does not draw again what it has drawn before. */
export function randomOf(
  { settings, slot, snapshot }: Pick<StartMessage, 'settings' | 'slot' | 'snapshot'>,
  use: string,
): Random {
  return createRandom(settings.seed, use, slot, ...(snapshot ? [snapshot.steps] : []));
}

/** Begins with what is known of the room by now. */
export function begin({ peer, environment }: PeerRun, { size, connected, paused }: RoomState): void {
  environment.setSize(size);
  environment.setNeighbours(connected);
  environment.setThorough(paused);
  peer.start();
  // Who is paused from the beginning answers, and comes to a consensus, like all others.
  if (paused) peer.pause();
}

/** All that a run needs to go on from here. @param now seconds */
export function snapshotOf({ peer, environment, since }: PeerRun, now: number): PeerSnapshot {
  return {
    ...peer.progress,
    state: peer.state.slice(),
    versions: environment.entriesOf(peer.versions),
    seconds: now - since,
  };
}
