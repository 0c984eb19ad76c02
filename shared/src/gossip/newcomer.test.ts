/** Who joins a room that has learned, and who has lost its model: neither costs the others what they know. */
import { describe, expect, it } from 'vitest';
import { mitraUlukus } from '../methods/mitra-ulukus.ts';
import type { Objective } from '../simulation/learners/objective.ts';
import { Simulation } from '../simulation/simulation.ts';
import { codecNamed } from './codec/codecs.ts';
import type { Learner } from './learner/learner.ts';
import { Newcomer } from './newcomer.ts';
import type { Peer } from './peer.ts';

const DIMENSION = 32;
const PEERS = 8;
/** What all are to learn, far from where they begin. */
const OPTIMUM = 100;

/** @param disturb what becomes of a peer's gradients */
function objectiveOf(disturb: (peer: number, gradient: Float32Array) => void = () => {}): Objective {
  const learner = (peer: number): Learner => ({
    dimension: DIMENSION,
    gradient(parameters, gradient) {
      for (let i = 0; i < DIMENSION; i++) gradient[i] = parameters[i] - OPTIMUM;
      disturb(peer, gradient);
      return 0;
    },
  });
  return {
    name: 'far away',
    dimension: DIMENSION,
    peers: PEERS,
    initialise: (parameters) => parameters.fill(1),
    learner,
    evaluate: () => ({ loss: 0 }),
  };
}

function roomOf(exchange: 'swap' | 'push', codec = 'float32', objective = objectiveOf()): Simulation {
  const method = mitraUlukus({
    gossip: 'ln',
    per: 'update',
    update: { rateOf: () => 5 },
    steps: 1,
    rate: 0.01,
    exchange,
    codec: codecNamed(codec),
  });
  return new Simulation({ peers: PEERS, seed: 2, method, objective, network: { latency: 0.02 } });
}

const first = (peer: Peer): number => peer.model[0];

const CASES = [
  ['swap', 'float32'],
  ['swap', 'top-k:0.1:int8'],
  ['push', 'float32'],
] as const;

describe.each(CASES)('a room that gossips by %s in %s', (exchange, codec) => {
  it('gives who joins its model, and does not fall', () => {
    const room = roomOf(exchange, codec);
    room.runUntil(100);
    const before = Math.min(...room.peers.map(first));
    expect(before).toBeGreaterThan(90);
    for (let joined = 0; joined < 5; joined++) {
      room.arrive();
      const newcomer = room.peers[room.peers.length - 1];
      expect(newcomer.isNewcomer).toBe(true);
      room.runUntil(room.now + 5);
      expect(newcomer.isNewcomer).toBe(false);
      for (const peer of room.peers) expect(first(peer)).toBeGreaterThan(before - 1);
    }
  });

  it('gives a peer that lost its model another', () => {
    const room = roomOf(exchange, codec);
    room.runUntil(100);
    const before = Math.min(...room.peers.map(first));
    const lost = room.peers[3];
    lost.state[DIMENSION - 1] = Number.NaN;
    room.runUntil(room.now + 5);
    expect(lost.modelsLost).toBe(1);
    expect(lost.isNewcomer).toBe(false);
    for (const peer of room.peers) {
      expect(first(peer)).toBeGreaterThan(before - 1);
      expect(peer.model[DIMENSION - 1]).toBeGreaterThan(before - 1);
    }
  });
});

it('skips steps that are not finite, so that nobody ever is', () => {
  const room = roomOf(
    'swap',
    'float32',
    objectiveOf((peer, gradient) => {
      if (peer === 2) gradient[5] = Number.NaN;
    }),
  );
  room.runUntil(100);
  expect(room.peers[2].stepsSkipped).toBe(room.peers[2].steps);
  for (const peer of room.peers) expect(first(peer)).toBeGreaterThan(80);
});

it('mixes no huge message, and says so to who waits for an answer', () => {
  const room = roomOf('swap');
  room.runUntil(50);
  const before = first(room.peers[1]);
  const huge = new Float32Array(DIMENSION).fill(9e29);
  expect(room.peers[1].receive(0, 'offer', huge, null)).toBe('implausible');
  expect(room.peers[1].receive(0, 'offer', huge.fill(Number.NaN), null)).toBe('implausible');
  expect(first(room.peers[1])).toBe(before);
});

it('is not held up by one that answers late', () => {
  const exchangesOf = (slow: boolean): number => {
    const method = mitraUlukus({
      gossip: 'ln',
      per: 'update',
      update: { rateOf: () => 10 },
      steps: 1,
      rate: 0.01,
      exchange: 'swap',
    });
    const network = { latency: 0.01, ...(slow ? { slowLinks: { oneIn: PEERS, seconds: 1 } } : {}) };
    const room = new Simulation({ peers: PEERS, seed: 4, method, objective: objectiveOf(), network });
    room.runUntil(60);
    return room.peers.slice(0, PEERS - 1).reduce((sum, peer) => sum + peer.exchanges, 0);
  };
  expect(exchangesOf(true) / exchangesOf(false)).toBeGreaterThan(0.95);
});

describe('a newcomer', () => {
  it('asks one after the other, and at once again where the one it asked is new as well', () => {
    const newcomer = new Newcomer(true);
    expect(newcomer.mayAsk(0)).toBe(true);
    newcomer.asked(0);
    expect(newcomer.mayAsk(0.5)).toBe(false);
    newcomer.declined();
    expect(newcomer.mayAsk(0.5)).toBe(true);
    newcomer.asked(0.5);
    expect(newcomer.mayAsk(1.5)).toBe(true);
  });

  it('takes part with what it has where nobody gives it a model', () => {
    const newcomer = new Newcomer(true);
    let asked = 0;
    for (let now = 0; newcomer.isNew; now++) {
      expect(newcomer.mayAsk(now)).toBe(true);
      newcomer.asked(now);
      asked += 1;
    }
    expect(asked).toBe(8);
    newcomer.beginAnew();
    expect(newcomer.mayAsk(8)).toBe(true);
    newcomer.adopted();
    expect(newcomer.isNew).toBe(false);
  });
});

describe('a newcomer among peers that may lie', () => {
  const model = (value: number): Float32Array => new Float32Array(4).fill(value);
  const judge = { lossOf: ([first]: Float32Array) => Math.abs(first) };

  it('compares three models, and takes the one in the middle', () => {
    const newcomer = new Newcomer(true, judge);
    expect(newcomer.consider(1, model(1e6), 5)).toBeNull();
    expect(newcomer.hasHeard(1)).toBe(true);
    // The same one again is no further opinion.
    expect(newcomer.consider(1, model(1e6), 5)).toBeNull();
    expect(newcomer.consider(2, model(10), 5)).toBeNull();
    expect(newcomer.consider(3, model(11), 5)?.[0]).toBe(11);
  });

  it('takes the better of two where there are no more to ask', () => {
    const newcomer = new Newcomer(true, judge);
    expect(newcomer.consider(1, model(1e6), 2)).toBeNull();
    expect(newcomer.consider(2, model(10), 2)?.[0]).toBe(10);
  });

  it('takes the only one there is, and what it has before its last request is in vain', () => {
    expect(new Newcomer(true, judge).consider(1, model(7), 1)?.[0]).toBe(7);
    const newcomer = new Newcomer(true, judge);
    for (let request = 0; request < 7; request++) newcomer.asked(request);
    expect(newcomer.consider(1, model(7), 5)?.[0]).toBe(7);
  });

  it('takes the first where nobody is expected to lie', () => {
    expect(new Newcomer(true).consider(1, model(7), 5)?.[0]).toBe(7);
  });
});
