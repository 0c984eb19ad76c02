import { describe, expect, it } from 'vitest';
import { runAll } from '../experiments/run-all.ts';
import { specify } from '../experiments/specification.ts';
import { lawOf, type Run, toChart, toJson, toTable } from './report.ts';

async function runs(...specifications: Run['specification'][]): Promise<Run[]> {
  const results = await runAll(specifications);
  return specifications.map((specification, i) => ({ specification, result: results[i] }));
}

const quick = specify({ peers: 8, duration: 20, seed: 3 });

describe('a run', () => {
  it('has every key that scripts read', async () => {
    const [run] = await runs(quick);
    const json = toJson(run);
    expect(json).toMatchObject({ method: 'mitra-ulukus', peers: 8, seed: 3, virtualTime: 20 });
    for (const key of ['updates', 'exchanges', 'exchangesPerSecond', 'wallSeconds', 'bytesPerPeer']) {
      expect(json[key], key).toBeGreaterThan(0);
    }
    expect(json.traceHash).toMatch(/^[0-9a-f]{16}$/);
    expect(json.staleness).toEqual({ mean: expect.any(Number), max: expect.any(Number) });
    expect(json.loss).toEqual({ mean: expect.any(Number), worst: expect.any(Number) });
    expect(json.consensusDistance).toBeGreaterThan(0);
    expect('accuracy' in json).toBe(false);
  });

  it('has an accuracy where there are classes', async () => {
    const [run] = await runs({ ...quick, learner: 'mlp', duration: 5 });
    expect(toJson(run).accuracy).toEqual({ mean: expect.any(Number), worst: expect.any(Number) });
  });

  it('is the same in this thread and in a worker thread', async () => {
    const [alone] = await runs(quick);
    const [together] = await runs(quick, { ...quick, seed: 4 });
    const { wallSeconds: _, ...expected } = alone.result;
    expect(together.result).toMatchObject(expected);
  });

  it('has a table and a chart, and so has a sweep', async () => {
    const one = await runs(quick);
    const sweep = await runs(...[4, 8].map((peers) => ({ ...quick, peers })));
    for (const some of [one, sweep]) {
      expect(toTable(some)).toContain(some[0].result.traceHash);
      expect(toChart(some)).toMatch(/^<svg[\s\S]*<\/svg>\s*$/);
    }
    expect(toChart(await runs({ ...quick, learner: 'none' }))).toContain('Staleness');
  });
});

describe('the law', () => {
  it('is given where it holds, and only there', () => {
    expect(lawOf(quick)).toBeCloseTo(1.247, 3);
    expect(lawOf({ ...quick, exchange: 'swap' })).toBeCloseTo(0.623, 3);
    for (const other of [{ network: { latency: 1 } }, { churn: {} }, { gossipRate: 0 }, { peers: 1 }]) {
      expect(lawOf({ ...quick, ...other })).toBeNull();
    }
  });
});
