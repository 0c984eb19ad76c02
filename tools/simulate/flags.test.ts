import { isIdeal } from '@hearsay/shared/simulation/network.ts';
import { describe, expect, it } from 'vitest';
import { readSimulateFlags } from './flags.ts';

const read = (line: string): ReturnType<typeof readSimulateFlags> => readSimulateFlags(line.split(' '));

describe('npm run simulate', () => {
  it('reads a run', () => {
    const { specifications, json, chart } = read(
      '--method mitra-ulukus --peers 1024 --gossip-rate ln --update-rate 1 --learner quadratic --duration 200 --seed 1 --json',
    );
    expect(specifications).toHaveLength(1);
    expect(specifications[0]).toMatchObject({
      method: 'mitra-ulukus',
      peers: 1024,
      gossipRate: 'ln',
      updateRate: 1,
      learner: 'quadratic',
      duration: 200,
      seed: 1,
      dimension: 10,
      trackedPeers: 1024,
    });
    expect({ json, chart }).toEqual({ json: true, chart: null });
  });

  it('reads a sweep: every number of peers, rate and seed', () => {
    const { specifications } = read('--peers 8,64 --seeds 1..3 --gossip-rate 1,ln');
    expect(specifications).toHaveLength(12);
    expect(new Set(specifications.map((one) => JSON.stringify(one))).size).toBe(12);
  });

  it('reads faults', () => {
    const { specifications } = read(
      '--churn arrive=1,leave=0.01,crash=0.02,sleep=0.03:10 --loss 0.1 --latency 0.05 --network-partition 50..100:3',
    );
    expect(specifications[0].churn).toEqual({
      arrive: 1,
      leave: 0.01,
      crash: 0.02,
      sleep: 0.03,
      sleepSeconds: 10,
    });
    expect(specifications[0].network).toMatchObject({
      loss: 0.1,
      latency: 0.05,
      partitions: [{ from: 50, until: 100, groups: 3 }],
    });
  });

  it('reads what links are like', () => {
    const { network } = read(
      '--latency lognormal:0.05:0.6 --latency-per message --bandwidth 1e5:1e6 --slow-links 10:2',
    ).specifications[0];
    expect(network).toMatchObject({
      latency: { kind: 'lognormal', median: 0.05, sigma: 0.6 },
      latencyPer: 'message',
      bandwidth: { up: 1e5, down: 1e6 },
      slowLinks: { oneIn: 10, seconds: 2 },
    });
    expect(isIdeal(read('--peers 8').specifications[0].network)).toBe(true);
  });

  it('reads what of privacy each peer may spend', () => {
    expect(read('--learner mlp --privacy 3:1e-5').specifications[0].privacy).toEqual({
      epsilon: 3,
      delta: 1e-5,
    });
    expect(read('--learner mlp').specifications[0].privacy).toBeNull();
  });

  it('evaluates the room’s model of small rooms of networks, and of others where asked', () => {
    const keeps = (line: string): boolean[] => read(line).specifications.map(({ roomModel }) => roomModel);
    expect(keeps('--peers 8,32,33 --learner mlp')).toEqual([true, true, false]);
    expect(keeps('--peers 8')).toEqual([false]);
    expect(keeps('--peers 33 --learner mlp --room-model')).toEqual([true]);
  });

  it('tracks a sample of the peers where all would take too much memory', () => {
    expect(read('--peers 100000').specifications[0].trackedPeers).toBe(41);
    expect(read('--peers 100000 --track 0').specifications[0].trackedPeers).toBe(0);
  });

  it.each([
    ['--peers none', '--peers none: must be a whole number'],
    ['--gossip-rate often', '--gossip-rate often: must be ln, n, or a number'],
    ['--churn leave', '--churn leave: must be rates per second'],
    ['--network-partition 9..3', '--network-partition 9..3: must be FROM..UNTIL'],
    ['--partition labels:11', '--partition labels:11: must be iid, labels:K'],
    ['--drift-correction some', '--drift-correction some: must be auto, none, best, or some of momentum'],
    ['--method savic --drift-correction best', '--drift-correction best: must be auto or none with savic'],
    ['--learner mlp --privacy 3', '--privacy 3: must be EPSILON:DELTA, as in 3:1e-5'],
    ['--privacy 3:1e-5', '--privacy: is for a --learner that has examples, not quadratic'],
    ['--learner mlp --method centralised --privacy 3:1e-5', '--privacy: is for peers with examples'],
    ['--latency soon', '--latency soon: must be seconds from 0 to 10000, uniform:FROM:TO'],
    ['--latency trace:/no/such.csv', '--latency trace:/no/such.csv: there is no such file'],
    ['--latency-per peer', '--latency-per peer: must be one of pair, message'],
    ['--bandwidth shared', '--bandwidth shared: must be bytes a second from 0 (any)'],
    ['--slow-links 3', '--slow-links 3: must be ONE_IN:SECONDS'],
    ['--loss 2', '--loss 2: must be a number from 0 to 1'],
    ['--learner quadratic --data mnist', '--data mnist: is for --learner logistic or mlp, not quadratic'],
    ['--data mnist --learner mlp --peers 5000', '--peers 5000: must be at most 2000 with --data mnist'],
    ['--learner linear --dimension 1', '--dimension 1: must be 2 or more with --learner linear'],
    ['--peers 1000000 --dimension 10000', '--peers 1000000: with --dimension 10000 makes'],
    ['--peers 8,16 --seeds 1..9999', '--seeds: makes 19998 runs in all'],
    ['--pears 8', '--pears: no such flag, did you mean --peers?'],
  ])('%s is refused in one line that says what is allowed', (line, message) => {
    expect(() => read(line)).toThrow(message);
    expect(() => read(line)).toThrow(/^[^\n]*$/);
  });
});
