/** What a session needs from where it runs: a browser by default, Node, or a test. */

import type { makeIdentity } from '@hearsay/shared/room/identity.ts';
import type { Task } from '@hearsay/shared/tasks/task.ts';
import type { RecordStorage } from '../kept/privacy-records.ts';
import type { WebRtc } from '../mesh/link.ts';
import { createMesh } from '../mesh/mesh.ts';
import type { PeerThread } from '../peer/peer-worker.ts';
import { startWorker } from '../peer/start-worker.ts';
import type { createRoom } from '../room/room.ts';

export interface RoomCode {
  readonly createRoom: typeof createRoom;
  readonly makeIdentity: typeof makeIdentity;
}

export interface Platform {
  /** By default a browser's own. */
  readonly webRtc?: WebRtc;
  /** Starts a thread for the peer's Worker code. */
  readonly startThread: (task: Task) => PeerThread;
  /** Calls back when the page or program ends without having left. @returns takes that back */
  readonly onEnding: (leave: () => void) => () => void;
  readonly createMesh?: typeof createMesh;
  /** Gets `room.ts`, and who peers are there, for rooms with a host. */
  readonly loadRoom?: () => Promise<RoomCode>;
  /** Where what is spent of budgets of privacy is kept; null for nowhere. */
  readonly privacyStorage?: RecordStorage | null;
  /** Milliseconds from any origin. */
  readonly now?: () => number;
}

export type WholePlatform = Required<Omit<Platform, 'webRtc'>> & Pick<Platform, 'webRtc'>;

export const browser: WholePlatform = {
  startThread: startWorker,
  onEnding(leave) {
    addEventListener('pagehide', leave);
    return () => removeEventListener('pagehide', leave);
  },
  createMesh,
  async loadRoom() {
    const [room, identity] = await Promise.all([
      import('../room/room.ts'),
      import('@hearsay/shared/room/identity.ts'),
    ]);
    return { ...room, ...identity };
  },
  get privacyStorage() {
    try {
      return localStorage;
    } catch {
      // Where the browser lets nothing be kept.
      return null;
    }
  },
  now: () => performance.now(),
};
