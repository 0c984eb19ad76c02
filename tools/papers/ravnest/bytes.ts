/** What an averaging costs: 2 (C - 1) / C of a shard for each member, whatever there is of clusters and of stages. */
import type { MessageKind } from '@hearsay/shared/gossip/environment/environment.ts';
import { RING_HEADER } from '@hearsay/shared/gossip/mixing/ring-all-reduce.ts';
import type { PeerIndex } from '@hearsay/shared/gossip/peer-index.ts';
import type { VersionVector } from '@hearsay/shared/gossip/versions/version-vector.ts';
import { quadratic } from '@hearsay/shared/simulation/learners/quadratic.ts';
import { Simulation } from '@hearsay/shared/simulation/simulation.ts';
import { measurement } from '../../experiments/measurement.ts';
import { claimsOf, type Form, type Study, studyOf } from '../paper.ts';
import { methodOf } from './method.ts';

const BYTES = 4;
const ROUNDS = 20;
const UPDATES_PER_ROUND = 2;

interface Input {
  readonly clusters: number;
  readonly stages: number;
  /** Numbers in a stage's part of the model. */
  readonly shard: number;
}

interface Result {
  /** Over the members (a stage of a cluster), and averagings. */
  readonly least: number;
  readonly mean: number;
  readonly most: number;
  readonly header: number;
  readonly rounds: number;
}

/** Bytes of parameters that each stage of each cluster sends in each averaging. */
class CountedSimulation extends Simulation {
  readonly parameters = new Map<string, number>();
  readonly rounds = new Set<number>();
  messages = 0;

  override send(
    from: PeerIndex,
    to: PeerIndex,
    kind: MessageKind,
    vector: Float32Array,
    versions: VersionVector | null,
  ): void {
    const [round, , shard] = vector;
    const member = `${round} ${from} ${shard}`;
    this.rounds.add(round);
    this.messages += 1;
    const before = this.parameters.get(member) ?? 0;
    this.parameters.set(member, before + BYTES * (vector.length - RING_HEADER));
    super.send(from, to, kind, vector, versions);
  }
}

export default measurement(({ clusters, stages, shard }: Input): Result => {
  const objective = quadratic({ peers: clusters, seed: 1, dimension: shard * stages });
  const method = methodOf({ rate: 0.01, stages, every: UPDATES_PER_ROUND });
  const network = { latency: 0.01 };
  const simulation = new CountedSimulation({ peers: clusters, seed: 1, method, objective, network });
  // So that the last averaging is through.
  simulation.runUntil(ROUNDS * UPDATES_PER_ROUND + 0.9);
  const counts = [...simulation.parameters.values()];
  const members = clusters * stages * simulation.rounds.size;
  return {
    least: counts.length < members ? 0 : Math.min(...counts),
    mean: counts.reduce((sum, count) => sum + count, 0) / members,
    most: Math.max(...counts),
    header: (BYTES * RING_HEADER * simulation.messages) / members,
    rounds: simulation.rounds.size,
  };
});

export function bytes(form: Form): Study {
  const counts = form === 'quick' ? [2, 4, 8, 16] : [2, 3, 4, 8, 12, 16, 24];
  const shard = 480;
  const even = counts.flatMap((clusters) => [1, 4].map((stages) => ({ clusters, stages, shard })));
  const uneven = { clusters: 7, stages: 3, shard: 100 };
  return studyOf<Input, Result>(import.meta.url, [...even, uneven], (results) => {
    const { within } = claimsOf('ravnest');
    const lawOf = (one: Input): number => (2 * (one.clusters - 1) * BYTES * one.shard) / one.clusters;
    const rows = even.flatMap((one, i) => {
      const { least, most } = results[i];
      const law = lawOf(one);
      const worst = law - least > most - law ? least : most;
      const of = `bytes of parameters per member per averaging, the furthest off: ${one.clusters} clusters`;
      return within(`${of}, stages: ${one.stages}`, law, worst, 0);
    });
    // In whole numbers: the sum over the members is exact.
    const odd = results[even.length];
    return {
      rows: [
        ...rows,
        within(
          'bytes of parameters per averaging, all 7 clusters, where 7 chunks of a shard of 100 differ',
          lawOf(uneven) * uneven.clusters,
          Math.round(odd.mean * uneven.clusters * 1e6) / 1e6,
          0,
        ),
        within('averagings done in the time for 20', ROUNDS, odd.rounds, 0),
      ],
      charts: [
        {
          title: 'Bytes that a member sends for an averaging',
          subtitle: `a shard of ${shard} numbers, ${BYTES * shard} bytes`,
          x: { label: 'clusters', scale: 'linear' },
          y: { label: 'bytes', scale: 'linear', min: 0 },
          series: [
            { name: '2 (C - 1) / C of the shard', dashed: true, points: points(even, (one) => lawOf(one)) },
            { name: 'parameters', markers: true, points: points(even, (_, i) => results[i].mean) },
            { name: 'headers', markers: true, points: points(even, (_, i) => results[i].header) },
          ],
        },
      ],
    };
  });
}

function points(
  inputs: readonly Input[],
  y: (one: Input, i: number) => number,
): (readonly [number, number])[] {
  return inputs.flatMap((one, i) => (one.stages === 4 ? [[one.clusters, y(one, i)] as const] : []));
}
