/** What the links and the server tell, and what becomes of it. */
import type { Joined } from '@hearsay/shared/protocol/signalling.ts';
import type { MeshListener } from '../mesh/mesh-options.ts';
import type { Problem } from '../problems.ts';
import { CODE_OF_TROUBLE } from './key-trouble.ts';
import type { Live } from './live.ts';
import type { ModelsWaiting } from './models-waiting.ts';
import type { OwnRemoval } from './own-removal.ts';
import type { StatusStore } from './status-store.ts';
import type { Traffic } from './traffic.ts';
import { UNREACHABLE, watchUnreachable } from './unreachable.ts';

/** Told until the server has let it in again, one at a time. */
const OF_SERVER = [
  'server-unreachable',
  'page-too-old',
  'server-too-old',
  'room-needs-key',
  'room-has-other-key',
  'room-has-no-key',
] as const;

export interface MeshEventsOptions {
  readonly store: StatusStore;
  readonly live: Live;
  readonly waiting: ModelsWaiting;
  readonly traffic: Traffic;
  readonly removal: OwnRemoval;
  /** The room was joined, for the first time or again. */
  readonly onJoined: (joined: Joined) => void;
  /** The run cannot go on. */
  readonly onFailed: (problem: Problem) => void;
  /** Digest of the task that is trained here. */
  readonly task: string;
}

export function createMeshEvents(options: MeshEventsOptions): MeshListener {
  const { store, live, waiting, traffic, removal, onJoined, onFailed, task } = options;
  const sizeHere = (size: number): number => (removal.isRemoved ? 1 : size);
  const unreachable = watchUnreachable((problem) => {
    store.withdraw(UNREACHABLE);
    if (problem) store.report(problem);
  });
  return {
    onJoined(joined) {
      store.withdraw(OF_SERVER);
      const size = sizeHere(joined.size);
      unreachable.onSize(size);
      onJoined({ ...joined, size });
    },
    onSize(all) {
      const size = sizeHere(all);
      store.update({ size });
      unreachable.onSize(size);
      live.worker?.post({ type: 'size', size });
    },
    onNeighbours(connected) {
      // Who was removed hears the host over its links, and does not use them for anything else.
      const partners = removal.isRemoved ? [] : connected;
      live.worker?.post({ type: 'neighbours', connected: [...partners] });
      live.room?.setNeighbours(connected);
      live.aside?.setNeighbours(partners);
      store.update(traffic.read());
      if (connected.length > 0) store.withdraw(Object.values(CODE_OF_TROUBLE));
      unreachable.onNeighbours(connected);
    },
    onModel(from, model, taken) {
      if (removal.isRemoved) {
        traffic.drop('removed-by-host');
        taken();
        return;
      }
      live.worker?.post({ type: 'model', number: waiting.add(taken), from, model }, [model]);
    },
    onHeartbeat: (from, updates) => live.worker?.post({ type: 'heartbeat', from, updates }),
    onMessage(from, message) {
      if (!removal.isRemoved && live.aside?.receive(from, message)) return;
      if (live.room) live.room.receive(from, message);
      else traffic.drop('no-host');
    },
    onDropped: traffic.drop,
    /** Said only to a peer that has no neighbour: one that has is in the right room. */
    onKeyTrouble(trouble) {
      const code = CODE_OF_TROUBLE[trouble];
      const alone = !store.status.value.neighbours.some(({ state }) => state === 'connected');
      if (alone && !store.tells(code)) store.report({ code });
    },
    onOtherTask(peer, theirs) {
      store.report({ code: 'other-task', peer, own: task, theirs });
    },
    onOtherVersions(counts) {
      store.withdraw(['peers-of-other-version']);
      if (counts.older + counts.newer > 0) store.report({ code: 'peers-of-other-version', ...counts });
    },
    onRefused: onFailed,
    onUnreachable(why: Problem = { code: 'server-unreachable' }) {
      if (store.tells(why.code)) return;
      store.withdraw(OF_SERVER);
      store.report(why);
    },
    onTurnedAway: (why) => live.room?.turnedAway(why),
    onAttemptFailed: unreachable.onFailed,
  };
}
