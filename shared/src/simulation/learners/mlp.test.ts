import { describe, expect, it } from 'vitest';
import { createRandom } from '../../util/random/random.ts';
import { blobs } from './blobs.ts';
import { gradientError } from './finite-differences.ts';
import { type MlpOptions, mlp } from './mlp.ts';
import type { Objective } from './objective.ts';

const data = blobs({ peers: 2, seed: 3, inputs: 5, classes: 3, samples: 12, separation: 1 });

function begin(objective: Objective): Float32Array {
  const parameters = new Float32Array(objective.dimension);
  objective.initialise(parameters, createRandom(8, 'initial'));
  return parameters;
}

describe('mlp', () => {
  it.each(['relu', 'tanh', 'sigmoid', 'linear'] as const)(
    'gives gradients of its losses: %s',
    (activation) => {
      const objective = mlp({ data, units: [5, 7, 4, 3], activation, batchSize: 12 });
      const parameters = begin(objective);
      // Biases off 0, where all would otherwise begin.
      const random = createRandom(8, 'shift');
      for (let i = 0; i < parameters.length; i++) parameters[i] += 0.2 * random.normal();
      expect(gradientError(objective.learner(0, createRandom(1)), parameters, 2e-3)).toBeLessThan(1e-2);
    },
  );

  it('gives gradients of its losses without a hidden layer', () => {
    const objective = mlp({ data, units: [5, 3], batchSize: 12 });
    expect(gradientError(objective.learner(1, createRandom(1)), begin(objective), 5e-3)).toBeLessThan(1e-2);
  });

  it('takes each example once in a pass, so that batches average to the whole', () => {
    const parameters = begin(mlp({ data, units: [5, 7, 3] }));
    const passOf = (batchSize: number): { loss: number; mean: Float64Array } => {
      const objective = mlp({ data, units: [5, 7, 3], batchSize });
      const learner = objective.learner(0, createRandom(4));
      const gradient = new Float32Array(objective.dimension);
      const mean = new Float64Array(objective.dimension);
      const batches = Math.ceil(12 / batchSize);
      let loss = 0;
      for (let k = 0; k < batches; k++) {
        loss += learner.gradient(parameters, gradient) / batches;
        gradient.forEach((value, i) => {
          mean[i] += value / batches;
        });
      }
      return { loss, mean };
    };
    const whole = passOf(100);
    const parts = passOf(3);
    expect(parts.loss).toBeCloseTo(whole.loss, 5);
    parts.mean.forEach((value, i) => {
      expect(value).toBeCloseTo(whole.mean[i], 5);
    });
  });

  it('evaluates the mean loss of the test examples, whatever the batch size', () => {
    const swapped = { ...data, test: data.train };
    const everything = { ...swapped, shards: [Uint32Array.from(data.train.labels.keys())] };
    const objective = mlp({ data: everything, units: [5, 4, 3], batchSize: 24 });
    const parameters = begin(objective);
    const gradient = new Float32Array(objective.dimension);
    const loss = objective.learner(0, createRandom(1)).gradient(parameters, gradient);
    expect(objective.evaluate(parameters).loss).toBeCloseTo(loss, 5);
    const uneven = mlp({ data: swapped, units: [5, 4, 3], batchSize: 7 });
    expect(uneven.evaluate(parameters).loss).toBeCloseTo(loss, 5);
  });

  it('begins within the bounds of its activation, biases at 0', () => {
    const relu = begin(mlp({ data, units: [5, 7, 3] }));
    const tanh = begin(mlp({ data, units: [5, 7, 3], activation: 'tanh' }));
    const largest = (values: Float32Array): number => Math.max(...values.map(Math.abs));
    expect(largest(relu.subarray(0, 35))).toBeLessThan(Math.sqrt(6 / 5));
    expect(largest(relu.subarray(0, 35))).toBeGreaterThan(Math.sqrt(6 / 12));
    expect(largest(tanh.subarray(0, 35))).toBeLessThan(Math.sqrt(6 / 12));
    expect([...relu.subarray(35, 42), ...relu.subarray(63)].every((bias) => bias === 0)).toBe(true);
  });

  it('refuses data that does not fit its units', () => {
    const create = (change: Partial<MlpOptions>) => () => mlp({ data, units: [5, 3], ...change });
    expect(create({ units: [5] })).toThrow(RangeError);
    expect(create({ units: [6, 3] })).toThrow(RangeError);
    expect(create({ units: [5, 2] })).toThrow(RangeError);
    expect(create({ units: [5, 0, 3] })).toThrow('units[1]');
    const beyond = { ...data, shards: [new Uint32Array([24]), new Uint32Array(0)] };
    const objective = mlp({ data: beyond, units: [5, 3] });
    for (const peer of [0, 1, 2]) expect(() => objective.learner(peer, createRandom(1))).toThrow(RangeError);
  });
});
