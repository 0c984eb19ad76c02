/**
 * Gets the text of a task whose hash is in the link from the peers of the room, before there is anything to train: joins the
 * room's mesh, asks each neighbour, and leaves again. The server hears neither the text nor, beyond the room's name, of which.
 */
import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';
import { parseTaskMessage } from '@hearsay/shared/protocol/task-message.ts';
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { digestOf } from '@hearsay/shared/tasks/digest.ts';
import { type ConnectionOptions, configurationOf } from '../mesh/connection-options.ts';
import type { Mesh } from '../mesh/mesh-options.ts';
import { errorOf } from '../problem-words.ts';
import type { Problem } from '../problems.ts';
import { CODE_OF_TROUBLE } from '../session/key-trouble.ts';
import { browser, type Platform } from '../session/platform.ts';
import { watchUnreachable } from '../session/unreachable.ts';

/** Milliseconds between two times that a neighbour is asked. */
const ASK_MS = 3000;
const HEARTBEAT_MS = 1000;
/** Neighbours send their models to all who are linked to them. None is looked at here. */
const MAX_MODEL_BYTES = 256 * 1024 * 1024;

/** How far it is: on its way into the room; alone there; or linked to some, who have been asked. */
export type Finding = 'joining' | 'alone' | 'asking';

export interface FindTaskOptions extends ConnectionOptions {
  /** The server's origin; by default that of the page. */
  readonly url?: string;
  /** Its `task` is the hash, in hexadecimal. */
  readonly settings: Pick<RunSettings, 'room' | 'key' | 'task'>;
  readonly platform?: Partial<Pick<Platform, 'createMesh' | 'webRtc'>>;
  readonly signal?: AbortSignal | undefined;
  readonly onFinding?: (finding: Finding) => void;
  /** Something that does not end it, such as a key that is another one than the others have; null where it is over. */
  readonly onProblem?: (problem: Problem | null) => void;
}

/**
 * Waits for as long as nobody who has it is in the room.
 * @returns the text that has this hash
 * @throws HearsayError `aborted`, `refused-by-server`, `not-a-server`, `page-too-old`, `server-too-old`, `room-needs-key`,
 * `room-has-other-key`, `room-has-no-key`
 */
export function findTask(options: FindTaskOptions): Promise<string> {
  const { settings, platform, signal, onFinding = () => {}, onProblem = () => {} } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(errorOf({ code: 'aborted' }));
      return;
    }
    let connected: readonly PeerId[] = [];
    let size = 0;
    const ask = (id: PeerId): void => mesh.sendMessage(id, { type: 'task-request' });
    const timers = [
      setInterval(() => mesh.sendHeartbeat(0), HEARTBEAT_MS),
      setInterval(() => connected.forEach(ask), ASK_MS),
    ];
    const end = (): void => {
      timers.forEach(clearInterval);
      signal?.removeEventListener('abort', onAbort);
      mesh.close();
    };
    const fail = (problem: Problem): void => {
      end();
      reject(errorOf(problem));
    };
    const onAbort = (): void => fail({ code: 'aborted' });
    const tellFinding = (): void =>
      onFinding(connected.length > 0 ? 'asking' : size === 1 ? 'alone' : 'joining');
    const setSize = (now: number): void => {
      size = now;
      tellFinding();
    };
    const unreachable = watchUnreachable(onProblem);
    const make = platform?.createMesh ?? browser.createMesh;
    const mesh: Mesh = make({
      url: options.url ?? location.origin,
      room: settings.room,
      key: settings.key,
      neighbours: 'sample',
      rtcConfiguration: configurationOf(options),
      webRtc: platform?.webRtc,
      maxModelBytes: MAX_MODEL_BYTES,
      task: settings.task,
      listener: {
        onJoined(joined) {
          onProblem(null);
          unreachable.onSize(joined.size);
          setSize(joined.size);
        },
        onSize(now) {
          setSize(now);
          unreachable.onSize(now);
        },
        onNeighbours(now) {
          const before = connected;
          connected = now;
          unreachable.onNeighbours(now);
          for (const id of now) if (!before.includes(id)) ask(id);
          tellFinding();
        },
        onModel: (_from, _model, taken) => taken(),
        onHeartbeat() {},
        onMessage(_from, message) {
          const told = parseTaskMessage(message);
          if (told?.type !== 'task-text' || digestOf(told.text) !== settings.task) return;
          end();
          resolve(told.text);
        },
        onDropped() {},
        onKeyTrouble: (trouble) => onProblem({ code: CODE_OF_TROUBLE[trouble] }),
        onOtherTask: (peer, theirs) => onProblem({ code: 'other-task', peer, own: settings.task, theirs }),
        onOtherVersions: ({ older, newer }) =>
          onProblem(older + newer > 0 ? { code: 'peers-of-other-version', older, newer } : null),
        onRefused: fail,
        onUnreachable: (why = { code: 'server-unreachable' }) => onProblem(why),
        onAttemptFailed: unreachable.onFailed,
      },
    });
    signal?.addEventListener('abort', onAbort, { once: true });
    onFinding('joining');
  });
}
