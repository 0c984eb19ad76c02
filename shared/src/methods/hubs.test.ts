/** What must hold of every method with an elected hub. */
import { describe, expect, it } from 'vitest';
import { quadratic } from '../simulation/learners/quadratic.ts';
import { measureLearning } from '../simulation/measurements.ts';
import { Simulation, type SimulationOptions } from '../simulation/simulation.ts';
import { commonOptions } from './common-options.fake.ts';
import { createMethod } from './create-method.ts';

const PEERS = 8;
const objective = quadratic({ peers: PEERS, seed: 1, dimension: 4, heterogeneity: 0.05 });

const simulationOf = (name: string, options: Partial<SimulationOptions> = {}): Simulation =>
  new Simulation({
    peers: PEERS,
    seed: 1,
    objective,
    method: createMethod(name, commonOptions()),
    ...options,
  });

const worstLoss = (simulation: Simulation): number =>
  measureLearning(simulation, objective, PEERS).loss.worst;

describe.each(['async-sgd', 'fedpbc', 'fedavg'])('%s', (name) => {
  it('learns, also where messages are late and lost', () => {
    for (const network of [{}, { latency: 0.05, loss: 0.1 }, { latency: 1.7, jitter: 0.3 }]) {
      const simulation = simulationOf(name, { network });
      simulation.runUntil(2);
      const before = worstLoss(simulation);
      simulation.runUntil(400);
      expect(worstLoss(simulation)).toBeLessThan(before / 20);
    }
  });

  it('goes on from what was learned when the hub goes, and one who knows nothing is the next', () => {
    const simulation = simulationOf(name);
    simulation.runUntil(200);
    // Who is last in the list takes the place of who goes.
    simulation.arrive();
    simulation.leave(0);
    expect(simulation.present.at(0)).toBe(PEERS);
    simulation.runUntil(210);
    const loss = objective.evaluate(new Float32Array(4)).loss;
    expect(worstLoss(simulation)).toBeLessThan(loss / 4);
    simulation.runUntil(400);
    expect(worstLoss(simulation)).toBeLessThan(loss / 20);
  });

  it('goes on when the hub crashes, before and after it is noticed', () => {
    const simulation = simulationOf(name);
    const before = worstLoss(simulation);
    simulation.runUntil(2);
    simulation.crash(0, 5);
    simulation.runUntil(400);
    expect(worstLoss(simulation)).toBeLessThan(before / 20);
  });

  it('learns alone', () => {
    const simulation = simulationOf(name, { peers: 1 });
    simulation.runUntil(300);
    expect(worstLoss(simulation)).toBeLessThan(0.02);
  });
});

it('the mean of all models of fedpbc is not moved by who is heard, and who is not heard learns on', () => {
  const availability = { kind: 'markov' as const, probabilities: [1, 0.1, 0.3, 0.5, 0.9, 0], phase: 0.4 };
  const simulation = simulationOf('fedpbc', { network: { availability } });
  const alone = simulationOf('fedpbc', { network: { loss: 1 } });
  const meanOf = ({ peers }: Simulation): number[] =>
    [0, 1, 2, 3].map((j) => peers.reduce((sum, { model }) => sum + model[j] / PEERS, 0));
  for (const time of [1.9, 10.9, 100.9]) {
    for (const one of [simulation, alone]) one.runUntil(time);
    meanOf(simulation).forEach((value, j) => {
      expect(value).toBeCloseTo(meanOf(alone)[j], 5);
    });
  }
  expect(simulation.peers[5].model).toEqual(alone.peers[5].model);
  expect(simulation.peers[4].model).not.toEqual(alone.peers[4].model);
});
