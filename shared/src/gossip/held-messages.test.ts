import { expect, it } from 'vitest';
import { idleMethod } from '../methods/common-options.fake.ts';
import { nothing } from '../simulation/learners/objective.ts';
import { Simulation } from '../simulation/simulation.ts';
import { HeldMessages, MAX_HELD } from './held-messages.ts';
import { withOptions } from './method-options.ts';
import { VersionVector } from './versions/version-vector.ts';

it('keeps copies in order, up to its bound, round and round', () => {
  const held = new HeldMessages();
  const vector = new Float32Array(1);
  const add = (value: number): boolean => {
    vector[0] = value;
    return held.add(value, value % 3, 'offer', 1, vector, null);
  };
  for (let lap = 0; lap < 3; lap++) {
    for (let i = 0; i < MAX_HELD; i++) expect(add(100 * lap + i)).toBe(true);
    expect(add(100 * lap + 99)).toBe(false);
    for (let i = 0; i < MAX_HELD; i++) {
      expect(held.first).toMatchObject({ due: 100 * lap + i, from: (100 * lap + i) % 3 });
      expect(held.first?.vector[0]).toBe(100 * lap + i);
      held.removeFirst();
    }
    expect(held.first).toBeNull();
  }
});

it('a message counts only after the delay, with what it said when it came', () => {
  const simulation = new Simulation({
    peers: 2,
    seed: 1,
    method: withOptions(idleMethod, { applyDelay: 2 }),
    objective: { ...nothing(2), dimension: 1 },
  });
  const [receiver] = simulation.peers;
  const vector = Float32Array.of(4);
  simulation.runUntil(1);
  expect(receiver.receive(1, 'offer', vector, null)).toBe('admitted');
  vector[0] = 99;
  simulation.runUntil(2);
  expect(receiver.receive(1, 'offer', Float32Array.of(8), null)).toBe('admitted');
  simulation.runUntil(2.9);
  expect(receiver.state[0]).toBe(0);
  simulation.runUntil(3.1);
  expect(receiver.state[0]).toBe(2);
  simulation.runUntil(4.1);
  expect(receiver.state[0]).toBe(5);
});

it('what was told of a peer is corrected in what waits as well as in what counts', () => {
  const simulation = new Simulation({
    peers: 3,
    seed: 1,
    method: withOptions(idleMethod, { applyDelay: 2 }),
    objective: { ...nothing(3), dimension: 1 },
    trackedPeers: 3,
  });
  const [receiver] = simulation.peers;
  const told = new VersionVector();
  told.raise(1, 7);
  told.raise(2, 900);
  receiver.versions?.raise(2, 800);
  simulation.runUntil(1);
  receiver.receive(1, 'offer', Float32Array.of(4), told);
  receiver.correct(2, 4);
  expect(receiver.versions?.get(2)).toBe(4);
  simulation.runUntil(4);
  expect([1, 2].map((peer) => receiver.versions?.get(peer))).toEqual([7, 4]);
});
