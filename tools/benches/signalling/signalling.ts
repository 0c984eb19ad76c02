/**
 * `npm run bench -- signalling`: what the signalling server spends on a join, a joined peer and a handshake, beside a plain socket.io
 * server and PeerJS' server, which do the same in turn. Servers and load have processes of their own.
 */
import type { Bench, BenchRow } from '../bench.ts';
import { startChild } from './child.ts';
import { measureJoins } from './joins.ts';
import { measureLecture } from './lecture.ts';
import type { LoadReply, LoadRequest } from './load-client.ts';
import { measurePeers } from './peers.ts';
import { measureProcesses } from './processes.ts';
import { measureRelays } from './relays.ts';
import { fileOf, type Lengths, type Load } from './sides.ts';

const FULL: Lengths = {
  rounds: 7,
  joins: 1000,
  pacedSeconds: 4,
  relays: 40,
  peers: 10_000,
  idleSeconds: 15,
  lecture: 400,
  lectureSeconds: 10,
};

export const signallingBench: Bench = {
  name: 'signalling',
  summary:
    'what joins, joined peers and handshakes cost the signalling server, over plain socket.io and PeerJS',
  run: (onProgress) => runSignalling(FULL, onProgress),
};

export async function runSignalling(
  lengths: Lengths,
  onProgress: (done: number, detail: string) => void,
): Promise<BenchRow[]> {
  const load: Load = await startChild<LoadRequest, LoadReply>(fileOf('load-client'));
  const parts = [
    { share: 0.3, detail: 'joins', measure: measureJoins },
    { share: 0.35, detail: 'relays', measure: measureRelays },
    { share: 0.4, detail: 'a lecture', measure: measureLecture },
    { share: 0.6, detail: 'two processes', measure: measureProcesses },
    { share: 1, detail: 'many peers', measure: measurePeers },
  ];
  const rows: BenchRow[] = [];
  let done = 0;
  try {
    for (const { share, detail, measure } of parts) {
      onProgress(done, detail);
      rows.push(...(await measure(load, lengths)));
      done = share;
    }
  } finally {
    await load.stop();
  }
  return rows.map((row) => ({ ...row, name: `signalling: ${row.name}` }));
}
