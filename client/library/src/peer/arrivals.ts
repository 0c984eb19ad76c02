/** What neighbours sent: read, handed to the peer, and counted where it is refused. */
import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';
import type { Clock } from './clock.ts';
import type { PeerRun } from './peer-run.ts';

export interface Arrivals {
  /** A model message of a neighbour. */
  receive(sender: PeerId, model: ArrayBuffer): void;
  /** A neighbour's heartbeat. @param updates how many it has made */
  hear(sender: PeerId, updates: number): void;
  /** Messages that were dropped so far, by reason; `implausible-count`: of which only counts of other peers were. */
  readonly dropped: Readonly<Record<string, number>>;
}

type Receiving = Pick<PeerRun, 'peer' | 'environment' | 'staleness'>;

/** @param running what runs now; null before and after */
export function createArrivals(clock: Clock, running: () => Receiving | null): Arrivals {
  const dropped: Record<string, number> = {};
  const drop = (reason: string): void => {
    dropped[reason] = (dropped[reason] ?? 0) + 1;
  };

  return {
    dropped,
    receive(sender, model) {
      const run = running();
      if (!run) {
        drop('not-ready');
        return;
      }
      const { environment, peer } = run;
      const from = environment.indexOf(sender);
      if (from === null) {
        drop('too-many-peers');
        return;
      }
      const read = environment.read(from, model, peer.state);
      if (!read.ok) {
        drop(read.reason);
        if (read.reason === 'late') peer.answerCameLate(from);
        if (read.wasOffer) peer.declineOffer(from);
      } else if (typeof read.message === 'string') {
        peer.hear(from, read.message);
      } else {
        const { kind, vector, versions, parts, known, refusedCounts } = read.message;
        // What is impossible of others is left out; the model counts.
        if (refusedCounts > 0) drop('implausible-count');
        const what = peer.receive(from, kind, vector, versions, parts, known);
        if (what !== 'admitted') drop(what);
      }
    },
    hear(sender, updates) {
      const run = running();
      if (!run) return;
      const { environment, peer, staleness } = run;
      const from = environment.indexOf(sender);
      if (from === null) return;
      environment.say(from, updates);
      const contained = peer.versions?.get(from) ?? 0;
      // Who has no model yet has heard of nothing, and takes over all at once.
      if (peer.isNewcomer) return;
      // The announcement may have been overtaken.
      if (contained <= updates) staleness.measure(clock.now(), updates, contained);
    },
  };
}
