/** Handshakes that are passed on: what each costs the server. */
import type { BenchRow } from '../bench.ts';
import type { Kind } from './contestant.ts';
import { joinAll, type Lengths, type Load, over, portOf, spentBy, withContestants } from './sides.ts';

const PAIRS = 50;
/** As long as an offer with its candidates. */
const BYTES = 2500;
const KINDS: Kind[] = ['hearsay', 'socket.io', 'peerjs'];

export function measureRelays(load: Load, { rounds, relays }: Lengths): Promise<BenchRow[]> {
  return withContestants(
    KINDS.map((kind) => ({ kind })),
    async (contestants) => {
      const costs: number[][] = KINDS.map(() => []);
      for (let round = 0; round <= rounds; round++) {
        for (const [at, contestant] of contestants.entries()) {
          const ports = [await portOf(contestant)];
          const pace = { atOnce: 1 };
          await joinAll(load, { server: KINDS[at], ports, peers: 2 * PAIRS, roomSize: 2, pace });
          const { result, spent } = await spentBy([contestant], () =>
            load.ask({ kind: 'relay', messages: relays, bytes: BYTES }),
          );
          await load.ask({ kind: 'leave' });
          if (round > 0) costs[at].push(spent[0] / result.done);
        }
      }
      const [own, plain, peerJs] = costs;
      return [
        over('processor time a relayed handshake / socket.io', 'µs', 'less', own, plain),
        over('processor time a relayed handshake / PeerJS', 'µs', 'less', own, peerJs),
      ];
    },
  );
}
