/** `npm run bench -- simulator`: exchanges a second, memory a peer, and how both grow with the number of peers. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { atLeast, atMost, type Bench, type BenchRow, median } from '../bench.ts';
import type { Case, CaseResult } from './case.ts';

const CASE_FILE = fileURLToPath(new URL('./case.ts', import.meta.url));
const REPETITIONS = 3;
const SIZES = [10, 100, 1000, 10_000, 100_000, 1_000_000];
const GIGABYTE = 2 ** 30;

const TARGET_EXCHANGES_PER_SECOND = 1_000_000;
const TARGET_BYTES = 8 * GIGABYTE;

const logistic: Case = {
  engine: 'simulator',
  learner: 'logistic',
  exchange: 'push',
  peers: 10_000,
  dimension: 58,
  exchanges: 3_000_000,
};

export const simulatorBench: Bench = {
  name: 'simulator',
  summary: 'exchanges a second on one core, memory a peer, and how they grow with the number of peers',
  async run(onProgress) {
    const total = 3 * REPETITIONS + 2 * SIZES.length;
    let done = 0;
    const measure = async (one: Case): Promise<CaseResult> => {
      onProgress(done / total, `${one.engine}, ${one.peers} peers`);
      const result = await runCase(one);
      done += 1;
      return result;
    };
    return [...(await measureSpeed(measure)), ...(await measureGrowth(measure))];
  },
};

type Measure = (one: Case) => Promise<CaseResult>;

/** Simulator and prototype in turn, so that what else the machine does meets both. */
async function measureSpeed(measure: Measure): Promise<BenchRow[]> {
  const push: number[] = [];
  const swap: number[] = [];
  const prototype: number[] = [];
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    push.push((await measure(logistic)).exchangesPerSecond);
    prototype.push((await measure({ ...logistic, engine: 'prototype' })).exchangesPerSecond);
    swap.push((await measure({ ...logistic, exchange: 'swap' })).exchangesPerSecond);
  }
  const bare = median(prototype);
  const rate = 'exchanges/s';
  return [
    {
      ...atLeast('logistic regression, 10,000 peers, push', median(push), rate, TARGET_EXCHANGES_PER_SECOND),
      ratio: median(push) / bare,
    },
    {
      name: 'logistic regression, 10,000 peers, swap',
      value: median(swap),
      unit: rate,
      ratio: median(swap) / bare,
    },
    { name: 'bare prototype, 10,000 peers, push', value: bare, unit: rate, ratio: 1 },
  ];
}

/** With the prototype beside it: what reaching more memory costs, no simulator is spared. */
async function measureGrowth(measure: Measure): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  const first = { simulator: 0, prototype: 0 };
  for (const peers of SIZES) {
    const one: Omit<Case, 'engine'> = {
      learner: 'quadratic',
      exchange: 'push',
      dimension: 10,
      peers,
      exchanges: 2_000_000,
    };
    const result = await measure({ ...one, engine: 'simulator' });
    const bare = await measure({ ...one, engine: 'prototype' });
    const nanoseconds = 1e9 / result.exchangesPerSecond;
    const bareNanoseconds = 1e9 / bare.exchangesPerSecond;
    const size = `${peers.toLocaleString('en')} peers`;
    rows.push(
      { name: `events, ${size}`, value: result.eventsPerSecond, unit: 'events/s' },
      { name: `an exchange, ${size}`, value: nanoseconds, unit: 'ns' },
      { name: `memory a peer, ${size}`, value: result.bytesPerPeer, unit: 'bytes' },
    );
    if (first.simulator === 0) {
      first.simulator = nanoseconds;
      first.prototype = bareNanoseconds;
    } else {
      const logarithmic = Math.log(peers) / Math.log(SIZES[0]);
      rows.push(
        atMost(`growth of its cost since 10 peers, ${size}`, nanoseconds / first.simulator, '', logarithmic),
        {
          name: `growth of the bare prototype's cost, ${size}`,
          value: bareNanoseconds / first.prototype,
          unit: '',
        },
      );
    }
    if (peers === 1_000_000) rows.push(atMost(`memory, ${size}`, result.peakBytes, 'bytes', TARGET_BYTES));
  }
  return rows;
}

async function runCase(one: Case): Promise<CaseResult> {
  const args = ['--import', import.meta.resolve('tsx'), CASE_FILE, JSON.stringify(one)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout);
}
