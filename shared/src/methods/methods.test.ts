import { describe, expect, it } from 'vitest';
import { lonePeer } from '../gossip/peer-context.fake.ts';
import { startChurn } from '../simulation/churn.ts';
import { quadratic } from '../simulation/learners/quadratic.ts';
import { measureLearning } from '../simulation/measurements.ts';
import { Simulation, type SimulationOptions } from '../simulation/simulation.ts';
import { createRandom } from '../util/random/random.ts';
import { commonOptions } from './common-options.fake.ts';
import { createMethod } from './create-method.ts';
import { METHOD_TEXTS } from './method-texts.ts';
import {
  correctionsFor,
  driftCorrectionProblem,
  METHOD_NAMES,
  METHODS,
  methodNamed,
  ownOptionProblem,
} from './methods.ts';

const PEERS = 12;
const objective = quadratic({
  peers: PEERS,
  seed: 1,
  dimension: 20,
  conditionNumber: 5,
  heterogeneity: 0.2,
  noise: 0.1,
});

function simulationOf(name: string, options: Partial<SimulationOptions> = {}): Simulation {
  const method = createMethod(name, commonOptions({ gossip: 'ln', steps: 2, exchange: 'swap' }));
  return new Simulation({ peers: PEERS, seed: 1, method, objective, ...options });
}

it('methods have names of their own, and lines that fit a list', () => {
  expect(new Set(METHOD_NAMES).size).toBe(METHOD_NAMES.length);
  for (const { name, options } of METHODS) {
    const { summary, options: help } = METHOD_TEXTS[name];
    expect(Object.keys(help).sort()).toEqual(Object.keys(options).sort());
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(summary).toMatch(/^[^\n.]{10,110}$/);
    for (const [option, { initial }] of Object.entries(options)) {
      expect(ownOptionProblem(name, option, initial)).toBeNull();
    }
  }
});

it('an unknown method, an unknown option and a value out of range are refused in words', () => {
  expect(() => methodNamed('gossip')).toThrow('there are mitra-ulukus');
  expect(ownOptionProblem('d-psgd', 'degre', 4)).toEqual({
    code: 'no-such-option',
    method: 'd-psgd',
    names: ['degree'],
  });
  expect(ownOptionProblem('d-psgd', 'degree', 4.5)).toEqual({
    code: 'number',
    whole: true,
    least: 2,
    most: 64,
  });
  expect(ownOptionProblem('local-only', 'degree', 4)).toEqual({
    code: 'no-own-options',
    method: 'local-only',
  });
});

describe('corrections of drift', () => {
  it('the default method makes all of them unasked, but a control variate where exchanges do not keep the mean', () => {
    expect(correctionsFor('mitra-ulukus', 'swap', 'auto')).toEqual(['momentum', 'control', 'logits', 'clip']);
    expect(correctionsFor('mitra-ulukus', 'push', 'auto')).toEqual(['momentum', 'logits', 'clip']);
    expect(correctionsFor('mitra-ulukus', 'push', ['control'])).toEqual(['control']);
  });

  it('others make them when asked, or not at all', () => {
    expect(correctionsFor('d-psgd', 'swap', 'auto')).toEqual([]);
    expect(correctionsFor('d-psgd', 'swap', 'best')).toContain('momentum');
    expect(driftCorrectionProblem('d-psgd', 'best')).toBeNull();
    expect(driftCorrectionProblem('savic', 'best')).toEqual({ code: 'no-drift-correction', method: 'savic' });
    expect(driftCorrectionProblem('savic', [])).toBeNull();
  });

  it('a method that says so keeps the mean', () => {
    const learner = { dimension: 1, gradient: () => 0 };
    for (const { name, keepsMean } of METHODS) {
      for (const exchange of ['swap', 'push'] as const) {
        const { mixing } = createMethod(name, commonOptions({ exchange })).parts(learner, lonePeer());
        const says = keepsMean === 'always' || keepsMean === exchange;
        if (methodNamed(name).driftCorrection !== undefined) expect(mixing.conserves === 'mean').toBe(says);
      }
    }
  });
});

describe.each(METHODS.filter(({ pooled }) => !pooled).map(({ name }) => [name]))('method %s', (name) => {
  it('learns, and each run of a seed is the same', () => {
    const [one, again] = [simulationOf(name), simulationOf(name)];
    const before = measureLearning(one, objective, PEERS).loss;
    one.runUntil(100);
    again.runUntil(100);
    const { mean } = measureLearning(one, objective, PEERS).loss;
    // Alone each finds an optimum of its own, which may be no better for all.
    if (name !== 'local-only') expect(mean).toBeLessThan(0.7 * before.mean);
    expect(again.traceHash).toBe(one.traceHash);
    expect(again.peers.map(({ model }) => [...model])).toEqual(one.peers.map(({ model }) => [...model]));
  });

  it('survives loss, delays and churn', () => {
    const network = { latency: 0.05, jitter: 0.1, loss: 0.1 };
    const simulation = simulationOf(name, { network });
    const churn = { arrive: 0.1, leave: 0.004, crash: 0.004, sleep: 0.02, sleepSeconds: 5 };
    startChurn(simulation, churn, createRandom(1, 'churn'));
    simulation.runUntil(100);
    const { mean, worst } = measureLearning(simulation, objective, 100).loss;
    expect(Number.isFinite(worst)).toBe(true);
    expect(mean).toBeLessThan(20);
    // Only where everybody waits for everybody may it come to a standstill.
    if (name === 'synchronous-all-to-all') return;
    const before = simulation.peers.map(({ updates }) => updates);
    simulation.runUntil(140);
    for (let position = 0; position < simulation.awake.count; position++) {
      const peer = simulation.awake.at(position);
      expect(simulation.peers[peer].updates).toBeGreaterThan((before[peer] ?? 0) + 5);
    }
  });
});
