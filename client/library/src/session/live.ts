import type { Mesh } from '../mesh/mesh-options.ts';
import type { PeerWorker } from '../peer/peer-worker.ts';
import type { Room } from '../room/room.ts';
import type { Aside } from './aside.ts';
import type { RunKeeping } from './run-keeping.ts';

/** What is there from the start of a run to its end; null before and after. */
export interface Live {
  mesh: Mesh | null;
  worker: PeerWorker | null;
  /** Only in rooms with a host, once they are joined. */
  room: Room | null;
  /** Only where the task is one that the room made itself. */
  aside: Aside | null;
  /** Only where there is somewhere to keep the run. */
  keeping: RunKeeping | null;
}

export const notLive = (): Live => ({ mesh: null, worker: null, room: null, aside: null, keeping: null });
