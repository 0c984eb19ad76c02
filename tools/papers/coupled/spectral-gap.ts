/** How well connected a graph is. */
import type { Graph } from '@hearsay/shared/gossip/peer-sampler/graph.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';

/** Enough for the gap of a ring of some hundred peers to four digits. */
const ITERATIONS = 20_000;

/**
 * 1 - rho, rho being the largest absolute value of an eigenvalue of the Metropolis weights W but for the 1 of the mean, by
 * power iteration. Xiao & Boyd 2004 (doi 10.1016/j.sysconle.2004.02.022).
 * @param graph undirected and connected
 */
export function spectralGap(graph: Graph, size: number): number {
  const edges = graph(size);
  const random = createRandom(1, 'power iteration');
  let vector = new Float64Array(size).map(() => random.normal());
  let rho = 0;
  for (let k = 0; k < ITERATIONS; k++) {
    const mean = vector.reduce((sum, value) => sum + value, 0) / size;
    const length = Math.hypot(...vector.map((value) => value - mean));
    const unit = vector.map((value) => (value - mean) / length);
    vector = unit.map((value, i) =>
      edges[i].reduce(
        (sum, j) => sum + (unit[j] - value) / (1 + Math.max(edges[i].length, edges[j].length)),
        value,
      ),
    );
    rho = Math.hypot(...vector);
  }
  return 1 - rho;
}
