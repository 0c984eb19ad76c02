/**
 * `npm run bench -- joins`: what it costs those who have learned that others join: 32 peers with two digits each, and 60
 * newcomers. On the virtual clock: the same figures on any machine.
 */
import { measureAll } from '../../experiments/run-all.ts';
import { specify } from '../../experiments/specification.ts';
import { atLeast, atMost, type Bench, rowOf } from '../bench.ts';
import type { JoinsInput, JoinsResult } from './measure-joins.ts';

const MEASURE = new URL('./measure-joins.ts', import.meta.url).href;
const SEEDS = [1, 2];
const PEERS = 32;
const JOINS = 60;
const TARGET = 0.99;
/** Of accuracy: no trained peer is to fall by more than a point when somebody joins. */
const MOST_FALL = 0.01;

export const joinsBench: Bench = {
  name: 'joins',
  summary: 'accuracy of 32 trained peers after 60 others joined, over before',
  async run(onProgress) {
    const results = (await measureAll(
      SEEDS.map((seed) => ({ module: MEASURE, input: inputOf(seed) })),
      (done) => onProgress(done / SEEDS.length, 'virtual rooms'),
    )) as JoinsResult[];
    const kept = results.map(({ before, after }) => after / before);
    return [
      rowOf(
        'joins: accuracy before',
        results.map(({ before }) => before),
        'of digits',
      ),
      { ...atLeast(`joins: accuracy after ${JOINS} joins / before`, kept, 'of it', TARGET) },
      atMost(
        'joins: most that the mean fell within a second of a join',
        results.map(({ worstFall }) => worstFall),
        'of accuracy',
        MOST_FALL,
      ),
    ];
  },
};

const inputOf = (seed: number): JoinsInput => ({
  specification: specify({
    peers: PEERS,
    seed,
    exchange: 'swap',
    learner: 'mlp',
    data: 'mnist',
    hidden: [128, 64],
    partition: { kind: 'labels', labels: 2 },
    samples: 500,
    batchSize: 32,
    steps: 10,
    rate: 0.1,
    network: { latency: 0.03 },
    duration: 40,
    trackedPeers: 0,
  }),
  joins: JOINS,
  everySeconds: 1,
  staySeconds: 30,
});
