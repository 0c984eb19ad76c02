/** Peers that have joined and do nothing: what memory and processor time each costs. */

import { setTimeout as wait } from 'node:timers/promises';
import { atMost, type BenchRow, rowOf } from '../bench.ts';
import type { Kind } from './contestant.ts';
import { joinAll, type Lengths, type Load, portOf, spentBy, withContestants } from './sides.ts';

const ROOM_SIZE = 20;
const AT_ONCE = 64;
const MOST = 1.1;
const KINDS: Kind[] = ['hearsay', 'socket.io', 'peerjs'];

interface Measured {
  readonly residentBytes: number;
  readonly heapBytes: number;
  /** Microseconds of processor time a second. */
  readonly idle: number;
}

/** One after the other, each in a process that has done nothing before: what was resident once stays so. */
export async function measurePeers(load: Load, { peers, idleSeconds }: Lengths): Promise<BenchRow[]> {
  const measured: Measured[] = [];
  for (const kind of KINDS) measured.push(await measure(load, kind, peers, idleSeconds));
  const [own, plain, peerJs] = measured;
  const of = `a joined peer, ${peers} of them`;
  const compare = (name: string, unit: string, field: keyof Measured): BenchRow[] => [
    rowOf(`${name} ${of}`, own[field], unit),
    atMost(`${name} ${of}: over plain socket.io`, own[field] / plain[field], '', MOST),
    rowOf(`${name} ${of}: over PeerJS`, own[field] / peerJs[field], ''),
  ];
  return [
    ...compare('memory of', 'bytes', 'residentBytes'),
    ...compare('JavaScript heap of', 'bytes', 'heapBytes'),
    ...compare('processor time of a second of', 'µs', 'idle'),
  ];
}

function measure(load: Load, kind: Kind, peers: number, idleSeconds: number): Promise<Measured> {
  return withContestants([{ kind }], async ([contestant]) => {
    const ports = [await portOf(contestant)];
    const before = await contestant.ask({ kind: 'settled-usage' });
    await joinAll(load, { server: kind, ports, peers, roomSize: ROOM_SIZE, pace: { atOnce: AT_ONCE } });
    const after = await contestant.ask({ kind: 'settled-usage' });
    const { spent } = await spentBy([contestant], () => wait(1000 * idleSeconds));
    // For whoever wants to know what the memory goes to.
    if (process.env.SIGNALLING_HEAP) {
      const { heap = [] } = await contestant.ask({ kind: 'heap' });
      console.error([kind, ...heap].join('\n'));
    }
    await load.ask({ kind: 'leave' });
    return {
      residentBytes: (after.residentBytes - before.residentBytes) / peers,
      heapBytes: (after.heapBytes + after.outsideBytes - before.heapBytes - before.outsideBytes) / peers,
      idle: spent[0] / peers / idleSeconds,
    };
  });
}
