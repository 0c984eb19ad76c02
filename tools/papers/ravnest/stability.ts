/** How late gradients may be: the largest step at which a quadratic still converges, for delays and for pipelines. */
import { delayOfStage } from '@hearsay/shared/gossip/local-update/delayed.ts';
import { quadratic } from '@hearsay/shared/simulation/learners/quadratic.ts';
import { meanParameters } from '@hearsay/shared/simulation/measurements.ts';
import { Simulation } from '@hearsay/shared/simulation/simulation.ts';
import { measurement } from '../../experiments/measurement.ts';
import { claimsOf, type Form, type Study, studyOf } from '../paper.ts';
import { methodOf } from './method.ts';

const CLUSTERS = 4;
const TOLERANCE = 0.05;
/** How long the oscillation is watched, in multiples of the time of a delay. */
const PERIODS = 60;
const HALVINGS = 9;

interface Input {
  readonly stages: number;
  readonly delay: number;
}

/** Of the slowest stage, which gives way first. */
const slowest = ({ stages, delay }: Input): number => delayOfStage(0, stages, delay);

const law = (delay: number): number => 2 * Math.sin(Math.PI / (2 * (2 * delay + 1)));

/** Whether the mean of the clusters' models swings further in the last quarter of the time than in the second. */
function diverges(input: Input, rate: number): boolean {
  // Curvature 1 in every direction: eta h is the step size.
  const objective = quadratic({ peers: CLUSTERS, seed: 1, dimension: 2 * input.stages });
  const method = methodOf({ rate, ...input });
  const simulation = new Simulation({ peers: CLUSTERS, seed: 1, method, objective, trackedPeers: 0 });
  const steps = PERIODS * (2 * slowest(input) + 1);
  const widest = [0, 0, 0, 0];
  for (let step = 0; step < steps; step++) {
    simulation.runUntil(step + 0.5);
    const mean = meanParameters(simulation);
    const distance = Math.hypot(...mean.map((value, j) => value - objective.optimum[j]));
    if (!(distance < 1e6)) return true;
    const quarter = Math.floor((4 * step) / steps);
    widest[quarter] = Math.max(widest[quarter], distance);
  }
  return widest[3] > widest[1];
}

export default measurement((input: Input): number => {
  let stable = 0;
  let unstable = 2.5;
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (stable + unstable) / 2;
    if (diverges(input, middle)) unstable = middle;
    else stable = middle;
  }
  return (stable + unstable) / 2;
});

export function stability(form: Form): Study {
  const delays = form === 'quick' ? [0, 1, 2, 4, 8] : [0, 1, 2, 3, 4, 6, 8, 12, 16, 24];
  const stages = form === 'quick' ? [2, 4] : [2, 4, 8, 12];
  const inputs: Input[] = [
    ...delays.map((delay) => ({ stages: 1, delay })),
    ...stages.map((count) => ({ stages: count, delay: 0 })),
  ];
  return studyOf<Input, number>(import.meta.url, inputs, (edges) => {
    const { within } = claimsOf('ravnest');
    const measured = inputs.map((input, i) => ({ ...input, edge: edges[i] }));
    return {
      rows: measured.map(({ edge, ...input }) => {
        const what = input.stages === 1 ? `delay ${input.delay}` : `a pipeline of ${input.stages} stages`;
        return within(`largest stable eta h, ${what}`, law(slowest(input)), edge, TOLERANCE);
      }),
      charts: [
        {
          title: 'The largest step that is stable',
          subtitle: `${CLUSTERS} clusters that average after each update`,
          x: { label: 'delay of the gradient in updates, D', scale: 'linear' },
          y: { label: 'step size times curvature', scale: 'log' },
          series: [
            {
              name: '2 sin(pi / (2 (2 D + 1)))',
              dashed: true,
              points: Array.from({ length: slowest(inputs[delays.length - 1]) + 1 }, (_, d) => [d, law(d)]),
            },
            ...(['delay alone', 'pipelines, by their first stage'] as const).map((name, which) => ({
              name,
              markers: true,
              points: measured
                .filter((one) => (one.stages > 1 ? 1 : 0) === which)
                .map((one) => [slowest(one), one.edge] as const),
            })),
          ],
        },
      ],
    };
  });
}
