/** Peers with nothing to learn from: they follow, and do not hold back those that learn. */
import { describe, expect, it } from 'vitest';
import { createMethod } from '../methods/create-method.ts';
import { mitraUlukus } from '../methods/mitra-ulukus.ts';
import type { Objective } from '../simulation/learners/objective.ts';
import { Simulation } from '../simulation/simulation.ts';
import { codecNamed } from './codec/codecs.ts';
import type { Learner } from './learner/learner.ts';
import type { Method } from './method.ts';
import { withOptions } from './method-options.ts';
import type { Peer } from './peer.ts';
import type { PeerIndex } from './peer-index.ts';

const DIMENSION = 16;
/** With few numbers in a message, what is told of the way to others comes late: an answer must not say more than a swap does. */
const CODECS = ['float32', 'top-k:0.25:int8', 'top-k:0.05:int8'] as const;

/** @param optimumOf what a peer's examples are of; null where it has none. Asked anew each time. */
function objectiveOf(peers: number, optimumOf: (peer: PeerIndex) => number | null): Objective {
  const learner = (peer: PeerIndex): Learner => ({
    dimension: DIMENSION,
    hasExamples: () => optimumOf(peer) !== null,
    gradient(parameters, gradient) {
      for (let i = 0; i < DIMENSION; i++) gradient[i] = parameters[i] - (optimumOf(peer) ?? Number.NaN);
      return 0;
    },
  });
  return {
    ...{ name: 'a point', dimension: DIMENSION, peers, learner },
    initialise: (parameters) => parameters.fill(0),
    evaluate: () => ({ loss: 0 }),
  };
}

function methodOf(codec: string, corrections: readonly ('momentum' | 'control')[] = []): Method {
  const method = mitraUlukus({
    ...{ gossip: 'ln', per: 'update', update: 'device', steps: 2, rate: 0.01, exchange: 'swap' },
    codec: codecNamed(codec),
  });
  const drift = { corrections, rate: 0.01 };
  return withOptions(method, { momentum: 0, varianceAdaptiveStep: false, drift });
}

function roomOf(
  peers: number,
  optimumOf: (peer: PeerIndex) => number | null,
  method = methodOf('float32'),
): Simulation {
  const objective = objectiveOf(peers, optimumOf);
  const network = { latency: 0.02 };
  return new Simulation({
    ...{ peers, seed: 4, method, objective, network, keepsModels: true },
    stepSeconds: () => 0.05,
  });
}

const first = ({ model }: Peer): number => model[0];

describe.each(CODECS)('peers without examples, with models in %s', (codec) => {
  it('make no updates, and follow the one that learns, as fast as it would alone', () => {
    const corrections = ['momentum', 'control'] as const;
    const room = roomOf(12, (peer) => (peer === 0 ? 10 : null), methodOf(codec, corrections));
    const alone = roomOf(1, () => 10, methodOf(codec, corrections));
    for (const one of [room, alone]) one.runUntil(8);
    expect(first(alone.peers[0])).toBeGreaterThan(5);
    expect(Math.abs(first(room.peers[0]) - first(alone.peers[0]))).toBeLessThan(0.5);
    for (const one of [room, alone]) one.runUntil(60);
    for (const { updates, model } of room.peers.slice(1)) {
      expect(updates).toBe(0);
      expect(Math.abs(model[0] - 10)).toBeLessThan(2);
    }
  });

  it('let those that learn agree, whatever corrects their drift', () => {
    const method = methodOf(codec, ['momentum', 'control']);
    const room = roomOf(4, (peer) => [0, 20, 40][peer] ?? null, method);
    room.runUntil(60);
    for (const { model } of room.peers) expect(Math.abs(model[0] - 20)).toBeLessThan(4);
  });
});

it('who falls silent holds nobody', () => {
  const room = roomOf(6, (peer) => [0, 20][peer] ?? null);
  room.runUntil(60);
  room.peers[1].pause();
  room.runUntil(160);
  expect(Math.abs(first(room.peers[0]))).toBeLessThan(0.5);
});

it('examples that come later are learned from, at once; where they go it makes no more updates', () => {
  let optimum: number | null = null;
  const room = roomOf(3, () => optimum);
  room.runUntil(10.1);
  expect(room.peers.map(({ updates }) => updates)).toEqual([0, 0, 0]);
  optimum = 5;
  for (const peer of room.peers) peer.examplesChanged();
  room.runUntil(10.5);
  expect(room.peers.every(({ updates }) => updates > 1)).toBe(true);
  room.runUntil(100);
  for (const peer of room.peers) expect(first(peer)).toBeCloseTo(5, 1);
  optimum = null;
  room.runUntil(101);
  const before = room.peers.map(({ updates }) => updates);
  room.runUntil(120);
  expect(room.peers.map(({ updates }) => updates)).toEqual(before);
  for (const peer of room.peers) expect(first(peer)).toBeCloseTo(5, 1);
});

it.each(['d-psgd', 'synchronous-all-to-all', 'gosgd', 'push-sum'])(
  'in %s it takes its turns, and all come to what one of them learns',
  (name) => {
    const common = { gossip: 1, per: 'update', update: { rateOf: () => 5 }, exchange: 'push' } as const;
    const method = createMethod(name, { ...common, steps: 1, rate: 0.1, seed: 1 });
    const room = roomOf(3, (peer) => (peer === 0 ? 10 : null), method);
    room.runUntil(120);
    for (const peer of room.peers) expect(first(peer)).toBeCloseTo(10, 0);
    expect(room.peers.map(({ updates }) => updates > 0)).toEqual([true, false, false]);
  },
);
