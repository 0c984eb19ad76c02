/** Two processes on one Redis, over one process alone: what they get through, and what each spends. */
import { availableParallelism } from 'node:os';
import { find } from '../../browsers/find-browsers.mjs';
import { createRedisProcess } from '../../redis/redis-process.ts';
import type { BenchRow } from '../bench.ts';
import { joinAll, type Lengths, type Load, over, portOf, spentBy, withContestants } from './sides.ts';

const AT_ONCE = 32;
const ROOM_SIZE = 20;
const TARGET = 1.6;
/** Two servers, Redis, and the load: with fewer, they wait for each other. */
const ENOUGH_CORES = 4;

export async function measureProcesses(load: Load, { rounds, joins }: Lengths): Promise<BenchRow[]> {
  if (find('redis') === null) {
    console.error('There is no redis-server here: two processes are left out.');
    return [];
  }
  const redis = await createRedisProcess();
  await redis.start();
  try {
    const setting = { kind: 'hearsay', redis: redis.url } as const;
    return await withContestants([{ kind: 'hearsay' }, setting, setting], async ([single, ...both]) => {
      const perSecond: number[][] = [[], []];
      const cost: number[][] = [[], []];
      for (let round = 0; round <= rounds; round++) {
        for (const [at, servers] of [[single], both].entries()) {
          const ports = await Promise.all(servers.map(portOf));
          const pace = { atOnce: AT_ONCE };
          const { result, spent } = await spentBy(servers, () =>
            joinAll(load, { server: 'hearsay', ports, peers: joins, roomSize: ROOM_SIZE, pace }),
          );
          await load.ask({ kind: 'leave' });
          if (round === 0) continue;
          perSecond[at].push(result.done / result.seconds);
          // The busiest is what bounds both.
          cost[at].push(Math.max(...spent) / joins);
        }
      }
      const enough = availableParallelism() >= ENOUGH_CORES;
      return [
        over(
          `joins a second, two processes with Redis / one, on ${availableParallelism()} cores`,
          'joins/s',
          'more',
          perSecond[1],
          perSecond[0],
          enough ? TARGET : undefined,
        ),
        over('processor time a join of the busier of two / of one', 'µs', 'less', cost[1], cost[0], TARGET),
      ];
    });
  } finally {
    await redis.stop();
  }
}
