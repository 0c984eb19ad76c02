/** More clusters, less noise: the floor of SGD on a noisy quadratic. */
import { quadratic } from '@hearsay/shared/simulation/learners/quadratic.ts';
import { meanParameters, measureLearning } from '@hearsay/shared/simulation/measurements.ts';
import { Simulation } from '@hearsay/shared/simulation/simulation.ts';
import { measurement } from '../../experiments/measurement.ts';
import { claimsOf, type Form, type Study, studyOf } from '../paper.ts';
import { methodOf } from './method.ts';

const TOLERANCE = 0.15;
const STAGES = 2;
const RATE = 0.1;
const WARM_UP = 200;
/** In a second a ring of up to 32 is through, three times around. */
const LATENCY = 0.008;

interface Input {
  readonly clusters: number;
  /** Updates from one averaging to the next. */
  readonly every: number;
  readonly updates: number;
}

/** Loss above the optimum, mean over time. */
interface Floor {
  /** Of the clusters' own models, mean over them. */
  readonly own: number;
  /** Of their mean. */
  readonly mean: number;
}

export default measurement(({ clusters, every, updates }: Input, onProgress): Floor => {
  const objective = quadratic({ peers: clusters, seed: 1, dimension: 128, heterogeneity: 0, noise: 1 });
  const simulation = new Simulation({
    peers: clusters,
    seed: 1,
    method: methodOf({ rate: RATE, stages: STAGES, every }),
    objective,
    network: { latency: LATENCY },
    trackedPeers: 0,
  });
  const floor = { own: 0, mean: 0 };
  for (let update = 1; update <= WARM_UP + updates; update++) {
    // Updates are at whole seconds, and what is averaged after one is there before the next.
    simulation.runUntil(update + 0.95);
    if (update <= WARM_UP) continue;
    floor.own += measureLearning(simulation, objective, clusters).loss.mean / updates;
    floor.mean += objective.evaluate(Float32Array.from(meanParameters(simulation))).loss / updates;
    if (update % 100 === 0) onProgress(update / (WARM_UP + updates));
  }
  return floor;
});

export function noiseFloor(form: Form): Study {
  const counts = form === 'quick' ? [1, 2, 4, 8] : [1, 2, 4, 8, 16, 32];
  const updates = form === 'quick' ? 1500 : 3000;
  const seldom = 8;
  const inputs = [1, seldom].flatMap((every) => counts.map((clusters) => ({ clusters, every, updates })));
  return studyOf<Input, Floor>(import.meta.url, inputs, (floors) => {
    const { within } = claimsOf('ravnest');
    const often = floors.slice(0, counts.length);
    const rare = floors.slice(counts.length);
    const others = counts.slice(1);
    return {
      rows: [
        ...others.map((count, i) =>
          within(
            `noise floor of ${count} clusters over that of one, each cluster’s own model`,
            1 / count,
            often[i + 1].own / often[0].own,
            TOLERANCE,
          ),
        ),
        ...others.map((count, i) =>
          within(
            `noise floor of ${count} clusters over that of one, mean model, averaging every ${seldom} updates`,
            1 / count,
            rare[i + 1].mean / rare[0].mean,
            TOLERANCE,
          ),
        ),
      ],
      charts: [
        {
          title: 'Noise floor on a quadratic',
          subtitle: `pipelines of ${STAGES} stages, eta h = ${RATE}`,
          x: { label: 'clusters', scale: 'log' },
          y: { label: 'loss above the optimum', scale: 'log' },
          series: [
            { name: '1/C', dashed: true, points: counts.map((count) => [count, often[0].own / count]) },
            ...[
              { name: 'averaging after each update', of: often, which: 'own' as const },
              { name: `every ${seldom} updates`, of: rare, which: 'own' as const },
              { name: `every ${seldom} updates, the mean model`, of: rare, which: 'mean' as const },
            ].map(({ name, of, which }) => ({
              name,
              markers: true,
              points: counts.map((count, i) => [count, of[i][which]] as const),
            })),
          ],
        },
      ],
    };
  });
}
