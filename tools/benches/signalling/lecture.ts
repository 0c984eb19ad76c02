/**
 * Those who open the same link at the beginning of a lecture, behind one address, which has to be allowed so many: the initial 256
 * suit classes. All other limits are as they are initially.
 */
import { atLeast, atMost, type BenchRow } from '../bench.ts';
import { type Lengths, type Load, portOf, withContestants } from './sides.ts';

export function measureLecture(load: Load, { lecture, lectureSeconds }: Lengths): Promise<BenchRow[]> {
  return withContestants([{ kind: 'hearsay', maxSocketsPerAddress: lecture }], async ([contestant]) => {
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
