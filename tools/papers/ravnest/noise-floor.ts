/** More clusters, less noise: the floor of SGD on a noisy quadratic. */
import { quadratic } from '@hearsay/shared/simulation/learners/quadratic.ts';
import { meanParameters, measureLearning } from '@hearsay/shared/simulation/measurements.ts';
import { Simulation } from '@hearsay/shared/simulation/simulation.ts';
import { mean } from '@hearsay/shared/util/numbers.ts';
import { measurement } from '../../experiments/measurement.ts';
import { type Interval, ratioOf } from '../interval.ts';
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
  readonly seed: number;
}

/** Loss above the optimum, mean over time. */
interface Floor {
  /** Of the clusters' own models, mean over them. */
  readonly own: number;
  /** Of their mean. */
  readonly mean: number;
}

export default measurement(({ clusters, every, updates, seed }: Input, onProgress): Floor => {
  const objective = quadratic({ peers: clusters, seed, dimension: 128, heterogeneity: 0, noise: 1 });
  const simulation = new Simulation({
    peers: clusters,
    seed,
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
  const { updates, seeds } =
    form === 'quick' ? { updates: 500, seeds: [1, 2, 3] } : { updates: 1000, seeds: [1, 2, 3, 4, 5] };
  const seldom = 8;
  const inputs = [1, seldom].flatMap((every) =>
    counts.flatMap((clusters) => seeds.map((seed) => ({ clusters, every, updates, seed }))),
  );
  return studyOf<Input, Floor>(import.meta.url, inputs, (floors) => {
    const { within } = claimsOf('ravnest');
    const floorsOf = (every: number, clusters: number): Floor[] =>
      floors.filter((_, i) => inputs[i].every === every && inputs[i].clusters === clusters);
    const ratio = (every: number, clusters: number, which: 'own' | 'mean'): Interval =>
      ratioOf(
        floorsOf(every, clusters).map((floor) => floor[which]),
        floorsOf(every, 1).map((floor) => floor[which]),
      );
    const line = (every: number, which: 'own' | 'mean'): (readonly [number, number])[] =>
      counts.map((clusters) => [clusters, mean(floorsOf(every, clusters).map((floor) => floor[which]))]);
    const others = counts.slice(1);
    return {
      rows: [
        ...others.map((count) =>
          within(
            `noise floor of ${count} clusters over that of one, each cluster’s own model`,
            1 / count,
            ratio(1, count, 'own'),
            TOLERANCE,
          ),
        ),
        ...others.map((count) =>
          within(
            `noise floor of ${count} clusters over that of one, mean model, averaging every ${seldom} updates`,
            1 / count,
            ratio(seldom, count, 'mean'),
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
            {
              name: '1/C',
              dashed: true,
              points: line(1, 'own').map(([count], _, [[, one]]) => [count, one / count] as const),
            },
            { name: 'averaging after each update', markers: true, points: line(1, 'own') },
            { name: `every ${seldom} updates`, markers: true, points: line(seldom, 'own') },
            { name: `every ${seldom} updates, the mean model`, markers: true, points: line(seldom, 'mean') },
          ],
        },
      ],
    };
  });
}
