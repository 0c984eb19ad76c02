/** Numbers learned by a network with one hidden layer, by mean squared error: what a tab does with a task of such. */
import type { Learner } from '../gossip/learner/learner.ts';
import type { Objective } from '../simulation/learners/objective.ts';
import { denseLayout } from '../tasks/task.ts';
import type { Random } from '../util/random/random.ts';

export interface ValueExamples {
  /** Rows x inputs. */
  readonly inputs: Float32Array;
  readonly targets: Float32Array;
}

/** @param shards of each peer @returns whose evaluation is 1 - R^2 on the test examples */
export function valuesObjective(
  shards: readonly ValueExamples[],
  test: ValueExamples,
  hidden: number,
): Objective {
  const width = test.inputs.length / test.targets.length;
  const dimension = width * hidden + hidden + hidden + 1;
  const secondAt = width * hidden + hidden;

  /** Hidden units of one row, and what the network gives. */
  const answer = (
    parameters: Float32Array,
    inputs: Float32Array,
    row: number,
    units: Float64Array,
  ): number => {
    let output = parameters[dimension - 1];
    for (let unit = 0; unit < hidden; unit++) {
      let sum = parameters[width * hidden + unit];
      for (let i = 0; i < width; i++) sum += inputs[row * width + i] * parameters[i * hidden + unit];
      units[unit] = Math.max(0, sum);
      output += units[unit] * parameters[secondAt + unit];
    }
    return output;
  };

  const learnerOf = ({ inputs, targets }: ValueExamples, random: Random): Learner => ({
    dimension,
    gradient(parameters, gradient) {
      gradient.fill(0);
      const units = new Float64Array(hidden);
      const batch = Math.min(32, targets.length);
      let loss = 0;
      for (let k = 0; k < batch; k++) {
        const row = random.integer(targets.length);
        const error = answer(parameters, inputs, row, units) - targets[row];
        loss += (error * error) / batch;
        const slope = (2 * error) / batch;
        gradient[dimension - 1] += slope;
        for (let unit = 0; unit < hidden; unit++) {
          if (units[unit] === 0) continue;
          gradient[secondAt + unit] += slope * units[unit];
          const below = slope * parameters[secondAt + unit];
          gradient[width * hidden + unit] += below;
          for (let i = 0; i < width; i++) gradient[i * hidden + unit] += below * inputs[row * width + i];
        }
      }
      return loss;
    },
  });

  return {
    name: 'values',
    dimension,
    layout: denseLayout([width, hidden, 1]),
    peers: shards.length,
    initialise(parameters, random) {
      parameters.fill(0);
      for (let i = 0; i < width * hidden; i++)
        parameters[i] = (2 * random.uniform() - 1) * Math.sqrt(6 / width);
      for (let i = 0; i < hidden; i++)
        parameters[secondAt + i] = (2 * random.uniform() - 1) * Math.sqrt(6 / hidden);
    },
    learner: (peer, random) => learnerOf(shards[peer], random),
    evaluate(parameters) {
      const units = new Float64Array(hidden);
      const mean = test.targets.reduce((sum, value) => sum + value / test.targets.length, 0);
      let errors = 0;
      let spread = 0;
      test.targets.forEach((target, row) => {
        errors += (answer(parameters, test.inputs, row, units) - target) ** 2;
        spread += (target - mean) ** 2;
      });
      return { loss: errors / spread };
    },
  };
}
