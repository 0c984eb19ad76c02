/** Gossip alone: CHOCO conserves the mean and AdaGossip does not; where little travels, a long step leads nowhere. */
import { claimsOf, type Form, type Study, studyOf } from '../paper.ts';
import type { StillPeers, StillPeersResult } from './still-peers.ts';

const MODULE = new URL('./still-peers.ts', import.meta.url).href;
/** Half a unit in the last place of a 32-bit float: what adding one move may lose. */
const ROUNDING = 2 ** -24;

export function consensus(form: Form): Study {
  const rounds = form === 'quick' ? 400 : 2000;
  const inputs: readonly StillPeers[] = [
    { method: 'choco-sgd', keep: 0.1, gamma: 0.4, rounds },
    { method: 'adagossip', keep: 0.1, gamma: 0.02, rounds },
    { method: 'choco-sgd', keep: 0.01, gamma: 0.05, rounds },
    { method: 'choco-sgd', keep: 0.01, gamma: 0.2, rounds },
    { method: 'adagossip', keep: 0.01, gamma: 0.2, rounds },
  ];
  return studyOf<StillPeers, StillPeersResult>(MODULE, inputs, (results) => {
    const { atMost, atLeast } = claimsOf('adagossip');
    const [choco, ada, short, long, longAda] = results.map((result) => {
      const { distances } = result;
      return { ...result, left: distances[distances.length - 1][1] };
    });
    const after = `after ${rounds} rounds`;
    return {
      rows: [
        atMost('CHOCO: what the moves of all peers sum to, over their sizes', 1e-14, choco.uncancelled),
        atMost(
          `CHOCO: drift of the mean of 32-bit models ${after}, over a model's length`,
          rounds * ROUNDING,
          choco.drift,
        ),
        atLeast(`AdaGossip: drift of the mean ${after}, over a model's length`, 0.01, ada.drift),
        atMost(
          `CHOCO, 1% top-k, gamma = 0.05: distance from the mean ${after}, over that before`,
          1,
          short.left,
        ),
        atLeast(
          `CHOCO, 1% top-k, gamma = 0.2: distance from the mean ${after}, over that before`,
          1,
          long.left,
        ),
        atLeast(
          `AdaGossip, 1% top-k, gamma = 0.2, whose steps the clamp cuts at 1: the same ${after}`,
          1,
          longAda.left,
        ),
      ],
      charts: [
        {
          title: 'Distance from the mean, gossip alone',
          subtitle: 'ring of 16 peers, 500 numbers, top-k',
          x: { label: 'rounds', scale: 'linear' },
          y: { label: 'over that at the beginning', scale: 'log' },
          series: results.map(({ distances }, i) => ({
            name: `${inputs[i].method}, ${100 * inputs[i].keep}%, gamma = ${inputs[i].gamma}`,
            points: distances,
          })),
        },
      ],
    };
  });
}
