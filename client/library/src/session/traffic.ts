/** What went over the links, and what of it did not count: here, and in the Worker. */
import type { Live } from './live.ts';
import type { Status } from './status.ts';

export interface Traffic {
  /** A message did not count. */
  drop(reason: string): void;
  /** How many messages did not count in the Worker so far, by reason. */
  setDroppedByPeer(counts: Readonly<Record<string, number>>): void;
  /** As the status has it; nothing without links. */
  read(): Partial<Pick<Status, 'neighbours' | 'sent' | 'received' | 'dropped'>>;
}

export function createTraffic(live: Live): Traffic {
  const byLinks: Record<string, number> = {};
  let byPeer: Readonly<Record<string, number>> = {};
  return {
    drop(reason) {
      byLinks[reason] = (byLinks[reason] ?? 0) + 1;
    },
    setDroppedByPeer(counts) {
      byPeer = counts;
    },
    read() {
      if (!live.mesh) return {};
      const totals = live.mesh.totals();
      const dropped = { ...byPeer };
      for (const [reason, count] of Object.entries(byLinks)) dropped[reason] = (dropped[reason] ?? 0) + count;
      return {
        neighbours: live.mesh.neighbours(),
        sent: { models: totals.modelsSent, bytes: totals.bytesSent },
        received: { models: totals.modelsReceived, bytes: totals.bytesReceived },
        dropped,
      };
    },
  };
}
