import { describe, expect, it } from 'vitest';
import { startChurn } from '../simulation/churn.ts';
import { quadratic } from '../simulation/learners/quadratic.ts';
import { consensusDistance, measureLearning } from '../simulation/measurements.ts';
import { Simulation } from '../simulation/simulation.ts';
import { createRandom } from '../util/random/random.ts';
import { commonOptions } from './common-options.fake.ts';
import { createMethod } from './create-method.ts';

const PEERS = 12;
const objective = quadratic({ peers: PEERS, seed: 3, dimension: 6 });

function simulationOf(name: string, own: Readonly<Record<string, number>> = {}, loss = 0): Simulation {
  const method = createMethod(name, commonOptions({ gossip: 'ln' }), own);
  return new Simulation({ peers: PEERS, seed: 1, method, objective, network: { loss } });
}

/** The least distance from consensus that is seen from then on, a few times a second. */
function closest(simulation: Simulation, until: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let time = simulation.now; time < until; time += 0.02) {
    simulation.runUntil(time);
    least = Math.min(least, consensusDistance(simulation));
  }
  return least;
}

describe('DRACO', () => {
  it('goes on unifying when the unifier has left, or is dead without anybody knowing', () => {
    for (const gone of ['leave', 'crash'] as const) {
      const simulation = simulationOf('draco', { psi: 2, unificationSeconds: 10 });
      simulation.runUntil(35);
      simulation[gone](simulation.present.at(0), 1000);
      simulation.runUntil(36);
      // The unifier goes on with its update at once, so that nobody sees the moment at which all are the same.
      const apart = consensusDistance(simulation);
      expect(closest(simulation, 55)).toBeLessThan(apart / 4);
    }
  });

  it('is not put back by newcomers, whatever their place', () => {
    const simulation = simulationOf('draco', { unificationSeconds: 10 });
    simulation.runUntil(150);
    const { mean } = measureLearning(simulation, objective, PEERS).loss;
    // The newcomer takes the place of the first.
    simulation.arrive();
    simulation.leave(0);
    expect(simulation.present.at(0)).toBe(PEERS);
    simulation.runUntil(250);
    expect(measureLearning(simulation, objective, PEERS).loss.worst).toBeLessThan(mean + 0.1);
  });

  it('on a star learns from the centre, and comes apart without unification', () => {
    const run = (unificationSeconds: number): Simulation => {
      const simulation = simulationOf('draco', { star: 1, psi: 0, unificationSeconds });
      simulation.runUntil(200);
      return simulation;
    };
    const apart = consensusDistance(run(0));
    expect(apart).toBeGreaterThan(5 * consensusDistance(run(5)));
  });

  it('takes no more than Psi messages a window', () => {
    const simulation = simulationOf('draco', { psi: 1, windowSeconds: 1, unificationSeconds: 0 });
    const { peers } = simulation;
    let taken = 0;
    const first = peers[0];
    const receive = first.receive.bind(first);
    first.receive = (...message) => {
      const counts = receive(...message);
      if (counts === 'admitted') taken += 1;
      return counts;
    };
    simulation.runUntil(50);
    expect(taken).toBeGreaterThan(40);
    expect(taken).toBeLessThanOrEqual(51);
  });
});

describe.each([['ad-psgd'], ['gosgd'], ['push-sum'], ['draco']])('%s', (name) => {
  it('brings all to within reach of the common optimum, where messages are lost too', () => {
    for (const loss of [0, 0.2]) {
      const simulation = simulationOf(name, {}, loss);
      const before = measureLearning(simulation, objective, PEERS).loss.mean;
      simulation.runUntil(300);
      expect(measureLearning(simulation, objective, PEERS).loss.mean).toBeLessThan(before / 4);
    }
  });

  it('stays bounded for long in a room that peers join and leave all the time', () => {
    const simulation = simulationOf(name, {}, 0.1);
    const churn = { arrive: 0.2, leave: 0.01, crash: 0.01, sleep: 0.02, sleepSeconds: 5 };
    startChurn(simulation, churn, createRandom(1, 'churn'));
    simulation.runUntil(2000);
    for (let position = 0; position < simulation.awake.count; position++) {
      const { state } = simulation.peers[simulation.awake.at(position)];
      expect(state.every((value) => Math.abs(value) < 100)).toBe(true);
    }
  });
});
