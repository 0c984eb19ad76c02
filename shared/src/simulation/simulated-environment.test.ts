import { vi } from 'vitest';
import {
  type EnvironmentWorld,
  environmentSuite,
  SUITE_DIMENSION,
} from '../gossip/environment/environment.suite.ts';
import type { Signal } from '../gossip/environment/environment.ts';
import { idleMethod } from '../methods/common-options.fake.ts';
import { nothing } from './learners/objective.ts';
import type { NetworkOptions } from './network.ts';
import { SimulatedEnvironment } from './simulated-environment.ts';
import { Simulation } from './simulation.ts';

function world(network: NetworkOptions): EnvironmentWorld {
  const objective = { ...nothing(3), dimension: SUITE_DIMENSION };
  const simulation = new Simulation({ peers: 3, seed: 1, method: idleMethod, objective, network });
  const rings: EnvironmentWorld['rings'][number][] = [];
  const arrived: EnvironmentWorld['arrived'][number][] = [];
  vi.spyOn(simulation.peers[1], 'wake').mockImplementation((alarm, due) => {
    rings.push({ alarm, due });
  });
  vi.spyOn(simulation.peers[2], 'receive').mockImplementation((from, kind, vector, versions, parts = 2) => {
    arrived.push({ kind, values: [...vector], ofSender: versions?.get(from) ?? 0, parts });
    return 'admitted';
  });
  const heard: Signal[] = [];
  vi.spyOn(simulation.peers[2], 'hear').mockImplementation((_, signal) => {
    heard.push(signal);
  });
  return {
    environment: new SimulatedEnvironment(simulation, 1),
    other: 2,
    rings,
    arrived,
    heard,
    advance: (seconds) => simulation.runUntil(simulation.now + seconds),
  };
}

environmentSuite('simulated, on perfect links', () => world({}));
environmentSuite('simulated, on slow links', () => world({ latency: 0.1, bandwidth: 1e6 }));
environmentSuite('simulated, on slow downlinks', () => world({ bandwidth: { up: 0, down: 1e4 } }));
