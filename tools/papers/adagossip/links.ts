/** What compression saves, and what losses do to copies that are kept by increments. */
import { type Interval, intervalOf } from '../interval.ts';
import { claimsOf, type Form, type SimulationStudy } from '../paper.ts';
import { KEEP, PEERS, RING, task } from './task.ts';

const LOSS = 0.1;
const COMPRESSED = { ...RING, keep: KEEP };
const CASES = [
  { method: 'd-psgd', with: RING, network: {} },
  { method: 'adagossip', with: { ...COMPRESSED, gamma: 0.02 }, network: {} },
  { method: 'adagossip', with: { ...COMPRESSED, gamma: 0.02 }, network: { loss: LOSS, latency: 0.05 } },
];

export function links(form: Form): SimulationStudy {
  const seeds = form === 'quick' ? [1] : [1, 2, 3, 4, 5];
  return {
    specifications: CASES.flatMap((one) => seeds.map((seed) => task(form, 'blobs', { ...one, seed }))),
    report(results) {
      const { atMost, atLeast } = claimsOf('adagossip');
      const runs = CASES.map((_, i) => results.slice(i * seeds.length, (i + 1) * seeds.length));
      const [dense, compressed, lossy] = runs.map((some) => ({
        accuracy: some.map((run) => run.accuracy?.mean ?? 0),
        bytes: some.map((run) => run.bytesPerPeer),
      }));
      const ratio = (some: readonly number[], others: readonly number[]): Interval =>
        intervalOf(some.map((value, i) => value / others[i]));
      return {
        rows: [
          atMost('bytes sent at 90% top-k, over those of D-PSGD', 0.15, ratio(compressed.bytes, dense.bytes)),
          atLeast(
            `accuracy of AdaGossip on ${PEERS} peers with a tenth of all messages lost, over that without`,
            0.9,
            ratio(lossy.accuracy, compressed.accuracy),
          ),
        ],
        charts: [],
      };
    },
  };
}
