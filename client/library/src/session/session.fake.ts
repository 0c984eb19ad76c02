/** A session between a mesh and a thread that a test plays: no WebRTC, no Worker, no time of its own. */
import { defaultSettings, type RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import type { MeshListener, MeshOptions } from '../mesh/mesh-options.ts';
import type { FromWorker, ToWorker } from '../peer/bridge.ts';
import type { Platform } from './platform.ts';
import { createSession } from './session.ts';
import type { Session, SessionOptions } from './session-options.ts';
import type { NeighbourStatus } from './status.ts';

export const SELF = '0123456789abcdef';
export const OTHER = 'fedcba9876543210';
export const JOINED = { id: SELF, slot: 3, size: 2, peers: [] };
const NO_EXAMPLES = {
  inputs: new Uint8Array(0),
  divisor: 255,
  inputLength: 784,
  targets: new Uint8Array(0),
};
export const TRAINING: FromWorker = {
  type: 'training',
  examples: 10,
  tests: 0,
  labels: [5, 5],
  samples: { own: NO_EXAMPLES, test: NO_EXAMPLES },
  resumed: false,
};

/** What is around a session, as a test plays it. */
export interface PlayedSurroundings {
  readonly platform: Platform;
  /** What the mesh was made with. @throws Error before it was made */
  mesh(): MeshOptions;
  /** As the links and the server tell it. */
  readonly says: MeshListener;
  /** As the Worker tells it. */
  worker(message: FromWorker): void;
  /** The Worker crashes. */
  crash(what: string): void;
  /** What the Worker was told. */
  readonly posted: ToWorker[];
  /** What the mesh was told to do. */
  readonly done: string[];
  readonly neighbours: NeighbourStatus[];
  /** The page ends. */
  end(): void;
  /** Milliseconds. */
  time: number;
}

export interface PlayedSession extends PlayedSurroundings {
  readonly session: Session;
  readonly codes: () => string[];
}

/** @param platform in place of what is played */
export function playSurroundings(platform: Partial<Platform> = {}): PlayedSurroundings {
  let made: MeshOptions | null = null;
  let hear = (_message: FromWorker): void => {};
  let crash = (_what: string): void => {};
  let end = (): void => {};
  const mesh = (): MeshOptions => {
    if (made === null) throw new Error('No mesh was made.');
    return made;
  };
  const posted: ToWorker[] = [];
  const done: string[] = [];
  const neighbours: NeighbourStatus[] = [];
  const played: Platform = {
    createMesh(given) {
      made = given;
      return {
        sendModel: (to) => done.push(`model to ${to.join()}`),
        sendHeartbeat: (updates) => done.push(`heartbeat ${updates}`),
        sendMessage: (to) => done.push(`message to ${to}`),
        setNeighbours: (which) => done.push(`neighbours ${which}`),
        setRemoved: ({ ids }) => done.push(`removed ${[...ids].join()}`),
        neighbours: () => [...neighbours],
        totals: () => ({
          bytesSent: 8,
          bytesReceived: 9,
          modelsSent: 1,
          modelsReceived: 2,
          roundTripMs: null,
        }),
        close: () => done.push('close'),
      };
    },
    startThread: () => ({
      listen(onMessage, onError) {
        hear = onMessage;
        crash = onError;
      },
      post: (message) => posted.push(message),
      terminate: () => done.push('terminate'),
    }),
    onEnding(leave) {
      end = leave;
      return () => done.push('ending forgotten');
    },
    now: () => self.time,
    ...platform,
  };
  const self: PlayedSurroundings = {
    platform: played,
    mesh,
    get says() {
      return mesh().listener;
    },
    worker: (message) => hear(message),
    crash: (what) => crash(what),
    posted,
    done,
    neighbours,
    end: () => end(),
    time: 0,
  };
  return self;
}

/** @param platform in place of what is played */
export function playSession(
  settings: Partial<RunSettings> = {},
  options: SessionOptions = {},
  platform: Partial<Platform> = {},
): PlayedSession {
  const surroundings = playSurroundings(platform);
  const session = createSession(
    { ...defaultSettings, ...settings },
    { url: 'https://example.org', platform: surroundings.platform, ...options },
  );
  const codes = (): string[] => session.status.value.problems.map(({ code }) => code);
  return Object.assign(surroundings, { session, codes });
}

export const neighbour = (state: NeighbourStatus['state']): NeighbourStatus => ({
  id: OTHER,
  state,
  path: state === 'connected' ? 'direct' : null,
  bytesSent: 0,
  bytesReceived: 0,
  roundTripMs: 12,
});

/** Of the last message of that type that the Worker was told. */
export function lastPosted<T extends ToWorker['type']>(
  { posted }: Pick<PlayedSurroundings, 'posted'>,
  type: T,
): Extract<ToWorker, { type: T }> | undefined {
  return posted.findLast((one): one is Extract<ToWorker, { type: T }> => one.type === type);
}
