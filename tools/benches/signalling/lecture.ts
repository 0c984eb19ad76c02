/**
 * Those who open the same link at the beginning of a lecture, behind one address, with limits as they are initially.
 */
import { DEFAULT_LIMITS } from '@hearsay/signaling-server/limits.ts';
import { atLeast, atMost, type BenchRow } from '../bench.ts';
import { type Lengths, type Load, portOf, withContestants } from './sides.ts';

export function measureLecture(load: Load, { lecture, lectureSeconds }: Lengths): Promise<BenchRow[]> {
  const { maxSocketsPerAddress } = DEFAULT_LIMITS;
  return withContestants([{ kind: 'hearsay', maxSocketsPerAddress }], async ([contestant]) => {
    const { done, alone, refused, refusal } = await load.ask({
      kind: 'join',
      server: 'hearsay',
      ports: [await portOf(contestant)],
      peers: lecture,
      roomSize: lecture,
      pace: { perSecond: lecture / lectureSeconds },
    });
    await load.ask({ kind: 'leave' });
    if (refusal !== null) console.error(`A lecture: ${refusal}`);
    const room = `a room of ${lecture} in ${lectureSeconds} s`;
    return [
      atLeast(`introduced, ${room}`, done - alone, 'peers', lecture),
      atMost(`refused, ${room}`, refused, 'peers', 0),
    ];
  });
}
