import { describe, expect, it } from 'vitest';
import { runAll } from '../experiments/run-all.ts';
import { specify } from '../experiments/specification.ts';
import { readSimulateFlags } from './flags.ts';
import { lawOf, type Run, toChart, toJson, toSummary, toTable } from './report.ts';

/** Several run in threads of their own, which take a second to start. */
async function runsTogether(...specifications: Run['specification'][]): Promise<Run[]> {
  const results = await runAll(specifications);
  return specifications.map((specification, i) => ({ specification, result: results[i] }));
}

/** One after the other, in this thread. */
async function runs(...specifications: Run['specification'][]): Promise<Run[]> {
  const all: Run[] = [];
  for (const specification of specifications) all.push(...(await runsTogether(specification)));
  return all;
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
    expect('roomAccuracy' in toJson(run)).toBe(false);
    expect(toTable([run])).not.toContain('room');
  });

  it('has the accuracy of the room’s model where it is asked for, and the same trace', async () => {
    const alone = { ...quick, learner: 'mlp' as const, duration: 5, gossipRate: 4 };
    const [without, run] = await runs(alone, { ...alone, roomModel: true });
    const { accuracy, roomAccuracy } = run.result;
    expect(toJson(run).roomAccuracy).toEqual(roomAccuracy);
    expect(roomAccuracy?.worst).toBeGreaterThan(accuracy?.worst ?? 1);
    expect(toTable([run])).toContain('worst of room’s');
    expect(toChart([run])).toContain('worst of the room’s model');
    expect(run.result.traceHash).toBe(without.result.traceHash);
    expect(accuracy).toEqual(without.result.accuracy);
  });

  it('is the same in this thread and in a worker thread', async () => {
    const [alone] = await runs(quick);
    const [together] = await runsTogether(quick, { ...quick, seed: 4 });
    const { wallSeconds: _, ...expected } = alone.result;
    expect(together.result).toMatchObject(expected);
  });

  it('has exchanges per update, all peers together, where there are updates', async () => {
    const [steady] = await runs({
      ...quick,
      gossipRate: 3,
      duration: 400,
      speedSpread: 0.5,
      learner: 'none',
    });
    const { exchangesPerUpdate, exchanges, updates } = steady.result;
    expect(toJson(steady).exchangesPerUpdate).toBe(exchangesPerUpdate);
    expect(Math.abs((exchangesPerUpdate ?? 0) - 3)).toBeLessThan(0.3);
    // Of three quarters of the time, not of all of it.
    expect(exchangesPerUpdate).not.toBe(exchanges / updates);
    expect(toSummary([steady], 2)).toMatch(/^[\d,]+ exchanges \(\d[.\d]* per update\) in 2 s\.$/);
    const [never] = await runs({ ...quick, updateRate: 1e-9 });
    expect(toJson(never).exchangesPerUpdate).toBeNull();
    expect(toSummary([never, never], 2)).toMatch(/^[\d,]+ exchanges in 2 s\.$/);
    const other = { ...steady, result: { ...steady.result, exchangesPerUpdate: 5 } };
    expect(toSummary([other, steady, never], 2)).toMatch(/\(\d[.\d]* to 5 per update\)/);
  });

  it('has links as the flags say, in a worker thread too, and clocks that wait for none of them', async () => {
    const flags = '--latency lognormal:0.05:0.6 --bandwidth shared:1e5 --slow-links 4:5';
    const of = (line: string): Run['specification'][] =>
      readSimulateFlags(`--peers 8 --duration 20 --seeds 1,2 ${line}`.split(' ')).specifications.slice();
    const late = await runsTogether(...of(flags));
    const [again] = await runs(of(flags)[0]);
    const ideal = await runs(...of('--latency 0'));
    expect(again.result.traceHash).toBe(late[0].result.traceHash);
    late.forEach(({ specification, result }, i) => {
      expect(result.staleness.mean).toBeGreaterThan(ideal[i].result.staleness.mean);
      expect(result.exchanges).toBeGreaterThan(0.8 * ideal[i].result.exchanges);
      expect(lawOf(specification)).toBeNull();
      expect(lawOf(ideal[i].specification)).not.toBeNull();
    });
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
    const byUpdate = { ...quick, updateRate: 25, gossipPer: 'update' as const };
    expect(lawOf(byUpdate)).toBeCloseTo(1.247, 3);
    const late = lawOf({ ...quick, network: { latency: 1 } }) ?? 0;
    expect(late).toBeCloseTo(2.863, 2);
    // News finds the quick ways, where messages are not all on their way for as long.
    const drawn = { kind: 'uniform', from: 0, to: 2 } as const;
    expect(lawOf({ ...quick, network: { latency: drawn } })).toBeLessThan(0.95 * late);
    for (const other of [{ network: { loss: 0.1 } }, { churn: {} }, { gossipRate: 0 }, { peers: 1 }]) {
      expect(lawOf({ ...quick, ...other })).toBeNull();
    }
  });

  it('is that of runs whose messages take time, at the rates that they came to', async () => {
    const flags = '--exchange swap --gossip-per update --update-rate 25 --learner none --duration';
    for (const line of [
      `${flags} 40 --peers 8 --latency 0.1`,
      `${flags} 8 --peers 64 --latency lognormal:0.05:0.8`,
    ]) {
      const [run] = await runs(...readSimulateFlags(line.split(' ')).specifications);
      const { stalenessLaw } = toJson(run);
      expect(Math.abs(run.result.staleness.mean / Number(stalenessLaw) - 1), line).toBeLessThan(0.1);
    }
  });
});
