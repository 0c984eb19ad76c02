/** Gossip alone: CHOCO conserves the mean and AdaGossip does not; where little travels, a long step leads nowhere. */
import { type Interval, intervalOf } from '../interval.ts';
import { claimsOf, type Form, type Study, studyOf } from '../paper.ts';
import type { StillPeers, StillPeersResult } from './still-peers.ts';

const MODULE = new URL('./still-peers.ts', import.meta.url).href;
/** Half a unit in the last place of a 32-bit float: what adding one move may lose. */
const ROUNDING = 2 ** -24;

export function consensus(form: Form): Study {
  const rounds = form === 'quick' ? 400 : 2000;
  const seeds = form === 'quick' ? [1] : [1, 2, 3, 4, 5];
  const cases: readonly Omit<StillPeers, 'seed'>[] = [
    { method: 'choco-sgd', keep: 0.1, gamma: 0.4, rounds },
    { method: 'adagossip', keep: 0.1, gamma: 0.02, rounds },
    { method: 'choco-sgd', keep: 0.01, gamma: 0.05, rounds },
    { method: 'choco-sgd', keep: 0.01, gamma: 0.2, rounds },
    { method: 'adagossip', keep: 0.01, gamma: 0.2, rounds },
  ];
  const inputs = cases.flatMap((one) => seeds.map((seed): StillPeers => ({ ...one, seed })));
  return studyOf<StillPeers, StillPeersResult>(MODULE, inputs, (results) => {
    const { atMost, atLeast } = claimsOf('adagossip');
    const [choco, ada, short, long, longAda] = cases.map((_, i) =>
      results.slice(i * seeds.length, (i + 1) * seeds.length),
    );
    // Of all seeds: what is left is rounding.
    const worst = (some: typeof results, figure: (one: StillPeersResult) => number): number =>
      Math.max(...some.map(figure));
    /** Distances grow or shrink by powers of ten, so their logarithms are averaged. */
    const left = (some: typeof results): Interval =>
      intervalOf(some.map(({ distances }) => Math.log10(distances[distances.length - 1][1])));
    const after = `after ${rounds} rounds`;
    const distance = `log10 of the distance from the mean ${after}, over that before`;
    return {
      rows: [
        atMost(
          'CHOCO: what the moves of all peers sum to, over their sizes',
          1e-14,
          worst(choco, ({ uncancelled }) => uncancelled),
        ),
        atMost(
          `CHOCO: drift of the mean of 32-bit models ${after}, over a model's length`,
          rounds * ROUNDING,
          worst(choco, ({ drift }) => drift),
        ),
        atLeast(
          `AdaGossip: drift of the mean ${after}, over a model's length`,
          0.01,
          intervalOf(ada.map(({ drift }) => drift)),
        ),
        atMost(`CHOCO, 1% top-k, gamma = 0.05: ${distance}`, 0, left(short)),
        atLeast(`CHOCO, 1% top-k, gamma = 0.2: ${distance}`, 0, left(long)),
        atLeast(
          `AdaGossip, 1% top-k, gamma = 0.2, whose steps the clamp cuts at 1: ${distance}`,
          0,
          left(longAda),
        ),
      ],
      charts: [
        {
          title: 'Distance from the mean, gossip alone',
          subtitle: 'ring of 16 peers, 500 numbers, top-k',
          x: { label: 'rounds', scale: 'linear' },
          y: { label: 'over that at the beginning', scale: 'log' },
          series: cases.map(({ method, keep, gamma }, i) => ({
            name: `${method}, ${100 * keep}%, gamma = ${gamma}`,
            points: results[i * seeds.length].distances,
          })),
        },
      ],
    };
  });
}
