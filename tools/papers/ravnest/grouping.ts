/** The search for clusters groups like with like: an update of all takes less time than in groups at random. */

import {
  type Cluster,
  clusterOf,
  type Device,
  findClusters,
  updatesPerSecond,
} from '@hearsay/shared/simulation/clusters.ts';
import { mean } from '@hearsay/shared/util/numbers.ts';
import { createRandom, shuffle } from '@hearsay/shared/util/random/random.ts';
import { measurement } from '../../experiments/measurement.ts';
import { intervalOf } from '../interval.ts';
import { claimsOf, type Form, type Study, studyOf } from '../paper.ts';

const MEGABYTE = 1e6;
const MODEL = { modelBytes: 6 * MEGABYTE, activationBytes: 0.5 * MEGABYTE };
const RANDOM_GROUPINGS = 2000;

interface Input {
  readonly devices: number;
  readonly seed: number;
}

interface Result {
  /** Seconds for an update, of all clusters together. */
  readonly found: number;
  readonly random: { readonly mean: number; readonly best: number };
  /** Seconds of the clusters that `inOrder` makes. */
  readonly sorted: number;
  /** Standard deviation of the logarithm of bandwidth inside clusters. */
  readonly spread: { readonly found: number; readonly random: number };
}

/** From 1 to 4 megabytes, 1 to 100 megabits a second, and a factor of 4 in speed. */
function drawDevices({ devices, seed }: Input): Device[] {
  const random = createRandom(seed, 'devices', devices);
  return Array.from({ length: devices }, () => ({
    memory: (1 + random.integer(4)) * MEGABYTE,
    bandwidth: (MEGABYTE / 8) * 100 ** random.uniform(),
    speed: MEGABYTE * 4 ** random.uniform(),
  }));
}

export default measurement((input: Input): Result => {
  const devices = drawDevices(input);
  const random = createRandom(input.seed, 'clusters');
  const options = { ...MODEL, devices };
  const found = findClusters({ ...options, random });
  /** Of the same sizes as those found; null where one of them cannot hold the model. */
  const cut = (order: Uint32Array): Cluster[] | null => {
    let next = 0;
    const clusters = found.map(({ stages }) => {
      next += stages.length;
      return clusterOf(options, [...order.subarray(next - stages.length, next)]);
    });
    const whole = clusters.filter((cluster) => cluster !== null);
    return whole.length < clusters.length ? null : whole;
  };
  const seconds: number[] = [];
  const spreads: number[] = [];
  for (let grouping = 0; grouping < RANDOM_GROUPINGS; grouping++) {
    const order = Uint32Array.from(devices.keys());
    shuffle(order, random);
    const whole = cut(order);
    if (whole === null) continue;
    seconds.push(1 / updatesPerSecond(whole));
    spreads.push(bandwidthSpread(whole, devices));
  }
  return {
    found: 1 / updatesPerSecond(found),
    random: { mean: mean(seconds), best: Math.min(...seconds) },
    sorted: 1 / updatesPerSecond(inOrder(devices, (members) => clusterOf(options, members))),
    spread: { found: bandwidthSpread(found, devices), random: mean(spreads) },
  };
});

/** Without a search: the best connected first, as few in a cluster as can hold the model. Who is left over is idle. */
function inOrder(
  devices: readonly Device[],
  clusterOfMembers: (members: readonly number[]) => Cluster | null,
): Cluster[] {
  const order = [...devices.keys()].sort((a, b) => devices[b].bandwidth - devices[a].bandwidth);
  const clusters: Cluster[] = [];
  let members: number[] = [];
  for (const device of order) {
    members.push(device);
    const cluster = clusterOfMembers(members);
    if (cluster === null) continue;
    clusters.push(cluster);
    members = [];
  }
  return clusters;
}

function bandwidthSpread(clusters: readonly Cluster[], devices: readonly Device[]): number {
  let squares = 0;
  let members = 0;
  for (const { stages } of clusters) {
    const logs = stages.map(({ device }) => Math.log(devices[device].bandwidth));
    const centre = mean(logs);
    squares += logs.reduce((sum, value) => sum + (value - centre) ** 2, 0);
    members += logs.length;
  }
  return Math.sqrt(squares / members);
}

export function grouping(form: Form): Study {
  const counts = form === 'quick' ? [12, 24] : [12, 24, 32, 48, 64];
  const seeds = form === 'quick' ? [1, 2, 3] : [1, 2, 3, 4, 5];
  const inputs = counts.flatMap((devices) => seeds.map((seed) => ({ devices, seed })));
  return studyOf<Input, Result>(import.meta.url, inputs, (results) => {
    const { atMost, atLeast } = claimsOf('ravnest');
    const worst = (of: (result: Result) => number): number => Math.max(...results.map(of));
    const meanOf = (of: (result: Result) => number): (readonly [number, number])[] =>
      counts.map((devices, i) => {
        const runs = results.slice(i * seeds.length, (i + 1) * seeds.length);
        return [devices, runs.reduce((sum, run) => sum + of(run), 0) / runs.length];
      });
    const gains = results.map(({ found, random }) => random.mean / found);
    const sizes = `${counts[0]} to ${counts[counts.length - 1]} devices`;
    return {
      rows: [
        atLeast(
          `time of an update in groups at random over that in the clusters found, mean of ${sizes}`,
          1.2,
          intervalOf(gains),
        ),
        atLeast(`the same, least of ${gains.length} draws of devices`, 1, Math.min(...gains)),
        atMost(
          `time of an update in the clusters found over the best of ${RANDOM_GROUPINGS} at random`,
          1,
          worst(({ found, random }) => found / random.best),
        ),
        atMost(
          'spread of bandwidth inside the clusters found over that at random',
          0.8,
          intervalOf(results.map(({ spread }) => spread.found / spread.random)),
        ),
        atMost(
          'time of an update in the clusters found over clusters of those alike in bandwidth, without a search',
          1,
          intervalOf(results.map(({ found, sorted }) => found / sorted)),
        ),
      ],
      charts: [
        {
          title: 'Time of an update, all clusters together',
          x: { label: 'devices', scale: 'linear' },
          y: { label: 'seconds', scale: 'log' },
          series: [
            { name: 'clusters found', markers: true, points: meanOf(({ found }) => found) },
            { name: 'at random, mean', markers: true, points: meanOf(({ random }) => random.mean) },
            { name: 'alike in bandwidth', markers: true, points: meanOf(({ sorted }) => sorted) },
            { name: 'at random, best', markers: true, points: meanOf(({ random }) => random.best) },
          ],
        },
      ],
    };
  });
}
