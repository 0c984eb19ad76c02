/** What peers keep of their neighbours are models, whatever the method sends and however it is packed. */
import { describe, expect, it } from 'vitest';
import { codecNamed } from '../gossip/codec/codecs.ts';
import { quadratic } from '../simulation/learners/quadratic.ts';
import { meanParameters } from '../simulation/measurements.ts';
import { Simulation } from '../simulation/simulation.ts';
import { commonOptions } from './common-options.fake.ts';
import { createMethod } from './create-method.ts';
import { METHODS } from './methods.ts';

const PEERS = 6;
/** Each peer pulls its model far away from the others'. */
const objective = quadratic({
  peers: PEERS,
  seed: 1,
  dimension: 20,
  conditionNumber: 5,
  heterogeneity: 3,
  noise: 0,
});

interface Distances {
  /** From the mean of all models, summed over the peers: of their own. */
  readonly own: number;
  /** Of the room's as each knows it. */
  readonly room: number;
}

function distancesOf(name: string, codec = 'float32'): Distances {
  const method = createMethod(
    name,
    commonOptions({ gossip: 4, exchange: 'swap', rate: 0.2, codec: codecNamed(codec) }),
  );
  const simulation = new Simulation({ peers: PEERS, seed: 1, method, objective, keepsModels: true });
  const sums = { own: 0, room: 0 };
  const room = new Float32Array(objective.dimension);
  for (let time = 20; time <= 40; time++) {
    simulation.runUntil(time);
    const mean = meanParameters(simulation);
    const fromMean = (model: Float32Array): number =>
      Math.hypot(...Array.from(model, (value, i) => value - mean[i]));
    for (const peer of simulation.peers) {
      sums.own += fromMean(peer.model);
      peer.roomModel(room);
      sums.room += fromMean(room);
    }
  }
  return sums;
}

/** Whose messages are sums, gradients or differences. */
const FALL_BACK = [
  'local-only',
  'push-sum',
  'choco-sgd',
  'adagossip',
  'draco',
  'fedavg',
  'async-sgd',
  'ravnest',
];

describe.each(METHODS.filter(({ pooled }) => !pooled).map(({ name }) => [name]))('method %s', (name) => {
  it(
    FALL_BACK.includes(name)
      ? 'has its own model for the room’s'
      : 'knows the room’s model better than its own',
    () => {
      const { own, room } = distancesOf(name);
      if (FALL_BACK.includes(name)) expect(room).toBe(own);
      else expect(room).toBeLessThan(own);
    },
  );
});

it.each(['float16', 'int8', 'top-k:0.25:int8', 'random-k:0.25:int8'])('so it is with %s', (codec) => {
  const { own, room } = distancesOf('mitra-ulukus', codec);
  expect(room).toBeLessThan(0.9 * own);
});
