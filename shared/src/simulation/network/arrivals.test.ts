import { describe, expect, it, vi } from 'vitest';
import { idleMethod } from '../../methods/common-options.fake.ts';
import { modelMessageBytes } from '../../protocol/model-message.ts';
import { nothing } from '../learners/objective.ts';
import type { NetworkOptions } from '../network.ts';
import { Simulation } from '../simulation.ts';

const DIMENSION = 5;
const BYTES = modelMessageBytes(0, 4 * DIMENSION);

/** In place of the number that a signal does not have. */
const SIGNAL = -1;

interface Arrival {
  readonly time: number;
  readonly from: number;
  readonly value: number;
}

/** Peers that do nothing by themselves, what reaches the last of them, and a way to send it a number. */
function watched(
  peers: number,
  network: NetworkOptions,
): { simulation: Simulation; arrivals: readonly Arrival[]; send(from: number, value: number): void } {
  const objective = { ...nothing(peers), dimension: DIMENSION };
  const simulation = new Simulation({
    peers,
    seed: 1,
    method: idleMethod,
    objective,
    network,
    trackedPeers: 0,
  });
  const arrivals: Arrival[] = [];
  vi.spyOn(simulation.peers[peers - 1], 'receive').mockImplementation((from, _, [value]) => {
    arrivals.push({ time: simulation.now, from, value });
    return 'admitted';
  });
  vi.spyOn(simulation.peers[peers - 1], 'hear').mockImplementation((from) => {
    arrivals.push({ time: simulation.now, from, value: SIGNAL });
  });
  const send = (from: number, value: number): void =>
    simulation.send(from, peers - 1, 'offer', new Float32Array(DIMENSION).fill(value), null);
  return { simulation, arrivals, send };
}

describe('messages of one link', () => {
  it.each<[string, NetworkOptions]>([
    ['a latency', { latency: 0.3 }],
    ['jitter', { latency: 0.1, jitter: 1 }],
    ['a latency of their own', { latency: { kind: 'exponential', mean: 1 }, latencyPer: 'message' }],
    ['a downlink', { jitter: 0.2, bandwidth: { up: 0, down: 20 * BYTES } }],
    ['a shared medium', { jitter: 0.2, bandwidth: { shared: 20 * BYTES } }],
  ])('arrive in the order they were sent in, several at a moment too, with %s', (_, network) => {
    const { simulation, arrivals, send } = watched(2, network);
    let next = 0;
    for (let moment = 0; moment < 20; moment++) {
      simulation.at(moment, () => {
        for (let i = 0; i < 5; i++) send(0, next++);
        simulation.signal(0, 1, 'decline');
      });
    }
    simulation.runUntil(100);
    const sent = Array.from({ length: 120 }, (_, i) => (i % 6 === 5 ? SIGNAL : i - Math.floor(i / 6)));
    expect(arrivals.map(({ value }) => value)).toEqual(sent);
  });
});

describe('a downlink', () => {
  it('brings in what reaches it one behind the other, in the order in which it does', () => {
    const network: NetworkOptions = {
      slowLinks: { oneIn: 3, seconds: 10 },
      bandwidth: { up: 0, down: BYTES },
    };
    // Peer 2 is slow: what it sends first arrives last, and holds nobody up before.
    const { simulation, arrivals, send } = watched(5, network);
    for (const from of [2, 0, 1, 3]) send(from, from);
    simulation.runUntil(20);
    expect(arrivals.map(({ from }) => from)).toEqual([0, 1, 3, 2]);
    [1, 2, 3, 11].forEach((time, i) => {
      expect(arrivals[i].time).toBeCloseTo(time);
    });
  });

  it('counts what it loses', () => {
    const { simulation, arrivals, send } = watched(2, { bandwidth: { up: 0, down: BYTES } });
    for (let i = 0; i < 40; i++) send(0, i);
    simulation.runUntil(100);
    expect([arrivals.length, simulation.lost]).toEqual([30, 10]);
  });
});
