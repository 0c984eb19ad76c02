import { describe, expect, it } from 'vitest';
import { createRandom } from '../util/random/random.ts';
import { clusterOf, type Device, findClusters, updatesPerSecond } from './clusters.ts';

const device = (memory: number, bandwidth: number, speed = 1): Device => ({ memory, bandwidth, speed });

describe('the stages of a cluster', () => {
  it('are cut so that all take as long', () => {
    const devices = [device(100, 1, 1), device(100, 1, 3)];
    const cluster = clusterOf({ devices, modelBytes: 8, activationBytes: 1 }, [0, 1]);
    expect(cluster?.seconds).toBeCloseTo(3, 6);
    expect(cluster?.stages.map(({ bytes }) => Math.round(bytes * 1e6) / 1e6)).toEqual([2, 6]);
  });

  it('never hold more than there is memory', () => {
    const devices = [device(100, 1, 1), device(4, 1, 3)];
    const cluster = clusterOf({ devices, modelBytes: 8, activationBytes: 1 }, [0, 1]);
    expect(cluster?.seconds).toBeCloseTo(5, 6);
    expect(cluster?.stages.map(({ bytes }) => Math.round(bytes * 1e6) / 1e6)).toEqual([4, 4]);
    expect(clusterOf({ devices, modelBytes: 105, activationBytes: 1 }, [0, 1])).toBeNull();
  });

  it('fill all memory where the model takes all', () => {
    const devices = [device(3, 0.1, 7), device(5, 3, 0.3)];
    const cluster = clusterOf({ devices, modelBytes: 8, activationBytes: 1 }, [0, 1]);
    expect(cluster?.stages.reduce((sum, { bytes }) => sum + bytes, 0)).toBeCloseTo(8, 6);
  });
});

describe('the search for clusters', () => {
  it('puts like with like', () => {
    // Two fast links and two slow ones, each pair just able to hold the model.
    const devices = [device(5, 10), device(5, 0.1), device(5, 10), device(5, 0.1)];
    const clusters = findClusters({ devices, modelBytes: 10, activationBytes: 5, random: createRandom(1) });
    const groups = clusters.map(({ stages }) => stages.map((stage) => stage.device).sort());
    expect(groups.sort()).toEqual([
      [0, 2],
      [1, 3],
    ]);
  });

  it('uses every device once, holds the model in each cluster, and gives the same from the same seed', () => {
    const random = createRandom(2);
    const devices = Array.from({ length: 15 }, () =>
      device(1 + random.integer(4), 10 ** random.uniform(), 1 + random.uniform()),
    );
    const find = (): ReturnType<typeof findClusters> =>
      findClusters({ devices, modelBytes: 6, activationBytes: 1, random: createRandom(3) });
    const clusters = find();
    const used = clusters.flatMap(({ stages }) => stages.map((stage) => stage.device));
    expect(used.sort((a, b) => a - b)).toEqual([...devices.keys()]);
    for (const { stages } of clusters) {
      expect(stages.reduce((sum, { bytes }) => sum + bytes, 0)).toBeCloseTo(6, 6);
      for (const stage of stages) expect(stage.bytes).toBeLessThanOrEqual(devices[stage.device].memory);
    }
    expect(find()).toEqual(clusters);
    expect(updatesPerSecond(clusters)).toBeGreaterThan(0);
  });

  it('makes one cluster of what can hold the model just once, and says where it cannot', () => {
    const devices = [device(3, 1), device(3, 1), device(3, 1)];
    const random = createRandom(1);
    expect(findClusters({ devices, modelBytes: 9, activationBytes: 1, random })).toHaveLength(1);
    expect(() => findClusters({ devices, modelBytes: 10, activationBytes: 1, random })).toThrow(RangeError);
  });
});
