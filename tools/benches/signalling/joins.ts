/** Joins: how many a second, what each costs the server, and how long each takes at a steady rate. */
import { atMost, type BenchRow, median, rowOf } from '../bench.ts';
import type { Kind } from './contestant.ts';
import {
  type Contestant,
  joinAll,
  type Lengths,
  type Load,
  over,
  portOf,
  quantile,
  spentBy,
  withContestants,
} from './sides.ts';

const AT_ONCE = 32;
/** Each alone, where there is nobody to introduce; and as many to a room as are introduced to eight others. */
const ROOMS = [1, 20];
const OVER_SOCKET_IO = 0.95;
const OVER_PEERJS = 0.7;
const JOINS_PER_SECOND = 500;
const MOST_MILLISECONDS = 150;
const KINDS: Kind[] = ['hearsay', 'socket.io', 'peerjs'];

interface Measured {
  readonly perSecond: number[];
  /** Microseconds of the server's processor time. */
  readonly cost: number[];
}

export function measureJoins(load: Load, lengths: Lengths): Promise<BenchRow[]> {
  return withContestants(
    KINDS.map((kind) => ({ kind })),
    async (contestants) => {
      const rows: BenchRow[] = [];
      for (const roomSize of ROOMS) rows.push(...(await measureRoom(load, contestants, lengths, roomSize)));
      return [...rows, ...(await measurePaced(load, contestants, lengths))];
    },
  );
}

async function measureRoom(
  load: Load,
  contestants: readonly Contestant[],
  { rounds, joins }: Lengths,
  roomSize: number,
): Promise<BenchRow[]> {
  // PeerJS has no rooms.
  const sides = contestants.slice(0, roomSize === 1 ? 3 : 2);
  const measured = sides.map((): Measured => ({ perSecond: [], cost: [] }));
  // The first round is not counted: code that has just been loaded is slow.
  for (let round = 0; round <= rounds; round++) {
    for (const [at, contestant] of sides.entries()) {
      const ports = [await portOf(contestant)];
      const joining = { server: KINDS[at], ports, peers: joins, roomSize, pace: { atOnce: AT_ONCE } };
      const { result, spent } = await spentBy([contestant], () => joinAll(load, joining));
      await load.ask({ kind: 'leave' });
      if (round === 0) continue;
      measured[at].perSecond.push(result.done / result.seconds);
      measured[at].cost.push(spent[0] / joins);
    }
  }
  const [own, plain, peerJs] = measured;
  const room = roomSize === 1 ? 'each a room of its own' : `rooms of ${roomSize}`;
  const rows = [
    over(
      `joins a second, ${room} / socket.io`,
      'joins/s',
      'more',
      own.perSecond,
      plain.perSecond,
      OVER_SOCKET_IO,
    ),
    over(`processor time a join, ${room} / socket.io`, 'µs', 'less', own.cost, plain.cost, OVER_SOCKET_IO),
  ];
  if (peerJs === undefined) return rows;
  return [
    ...rows,
    over(`joins a second, ${room} / PeerJS`, 'joins/s', 'more', own.perSecond, peerJs.perSecond, OVER_PEERJS),
    over(`processor time a join, ${room} / PeerJS`, 'µs', 'less', own.cost, peerJs.cost, OVER_PEERJS),
  ];
}

async function measurePaced(
  load: Load,
  contestants: readonly Contestant[],
  { rounds, pacedSeconds }: Lengths,
): Promise<BenchRow[]> {
  const slowest: number[][] = [[], []];
  const middle: number[] = [];
  for (let round = 0; round < Math.min(3, rounds); round++) {
    for (const [at, contestant] of contestants.slice(0, 2).entries()) {
      const { milliseconds } = await joinAll(load, {
        server: KINDS[at],
        ports: [await portOf(contestant)],
        peers: JOINS_PER_SECOND * pacedSeconds,
        roomSize: 20,
        pace: { perSecond: JOINS_PER_SECOND },
      });
      await load.ask({ kind: 'leave' });
      slowest[at].push(quantile(milliseconds, 0.99));
      if (at === 0) middle.push(median(milliseconds));
    }
  }
  const rate = `at ${JOINS_PER_SECOND} joins a second`;
  return [
    atMost(`99th percentile of a join, ${rate}`, slowest[0], 'ms', MOST_MILLISECONDS),
    rowOf(`99th percentile of a join, ${rate}, plain socket.io`, slowest[1], 'ms'),
    rowOf(`median of a join, ${rate}`, middle, 'ms'),
  ];
}
