/**
 * `npm run bench -- latency`: what the way of messages leaves of the gossip rate, and makes of staleness, as rooms grow. Peers
 * of the default method and exchange, at ln n exchanges an update, on the virtual clock: the same figures on any machine.
 */
import type { ExperimentResult } from '@hearsay/shared/simulation/experiment.ts';
import { stalenessLaw } from '@hearsay/shared/theory/staleness-law.ts';
import { runAll } from '../../experiments/run-all.ts';
import { type Specification, specify } from '../../experiments/specification.ts';
import { atMost, type Bench, type BenchRow, rowOf } from '../bench.ts';

const SIZES = [8, 32, 128, 512];
/** Seconds, one way: across a continent, and across the world or by phone. */
const LATENCIES = [0.03, 0.1];
/** Of a peer, a second: what a laptop's tab makes of the default task. */
const UPDATE_RATE = 25;
/** Exchanges of a run, of all peers. */
const EXCHANGES = 400_000;
/** Shortest and longest run, in virtual seconds. */
const SHORTEST = 4;
const LONGEST = 200;
/** Peers whose updates are tracked: as many as there are, to here. */
const TRACKED = 64;

/** Of exchanges an update over ln n. */
const LEAST_SHARE = 0.95;
const MOST_SHARE = 1.05;
/** Of staleness in the largest room over that in the smallest: what it is to be, or as near as the law of ln n lets it be. */
const STALENESS_TARGET = 1.5;
const NEAR = 1.1;
const GROWTH_AT = 0.03;

export const latencyBench: Bench = {
  name: 'latency',
  summary: 'exchanges an update and staleness in rooms of 8 to 512, with messages 30 and 100 ms on their way',
  async run(onProgress) {
    const cases = LATENCIES.flatMap((latency) => SIZES.map((peers) => ({ latency, peers })));
    const results = await runAll(
      cases.map(({ latency, peers }) => specificationOf(peers, latency)),
      (done) => onProgress(done / cases.length, 'virtual rooms'),
    );
    const at = (latency: number, peers: number): ExperimentResult =>
      results[cases.findIndex((one) => one.latency === latency && one.peers === peers)];
    const rows = cases.map(({ latency, peers }) => shareRow(at(latency, peers), peers, latency));
    for (const { latency, peers } of cases) {
      const { mean } = at(latency, peers).staleness;
      const name = `latency: staleness, ${nameOf(peers, latency)}`;
      rows.push({ ...rowOf(name, mean, 'updates'), ratio: lawOf(at(latency, peers), peers, latency) / mean });
    }
    for (const latency of LATENCIES) {
      const { updates, virtualTime } = at(latency, SIZES[0]);
      const share = updates / (SIZES[0] * virtualTime * UPDATE_RATE);
      rows.push(rowOf(`latency: updates a second / ${UPDATE_RATE}, ${nameOf(SIZES[0], latency)}`, share, ''));
    }
    const [few, many] = [SIZES[0], SIZES[SIZES.length - 1]];
    const growth = at(GROWTH_AT, many).staleness.mean / at(GROWTH_AT, few).staleness.mean;
    const lawAt = (peers: number): number => lawOf(at(GROWTH_AT, peers), peers, GROWTH_AT);
    const law = lawAt(many) / lawAt(few);
    const name = `latency: staleness, ${many} peers over ${few}, ${1000 * GROWTH_AT} ms`;
    rows.push({
      ...atMost(name, growth, 'times', Math.max(STALENESS_TARGET, NEAR * law)),
      ratio: law / growth,
    });
    rows.push(rowOf(`${name}, by the law`, law, 'times'));
    return rows;
  },
};

const nameOf = (peers: number, latency: number): string => `${peers} peers, ${1000 * latency} ms`;

/** Exchanges a second. */
const gossipRateFor = (peers: number): number => UPDATE_RATE * Math.log(peers);

function specificationOf(peers: number, latency: number): Specification {
  return specify({
    peers,
    exchange: 'swap',
    gossipRate: 'ln',
    gossipPer: 'update',
    updateRate: UPDATE_RATE,
    learner: 'none',
    network: { latency },
    trackedPeers: Math.min(peers, TRACKED),
    duration: Math.min(LONGEST, Math.max(SHORTEST, EXCHANGES / (peers * gossipRateFor(peers)))),
    evaluations: 1,
  });
}

/** At the rates that peers came to: where all neighbours have an offer under way, updates are held back. */
function lawOf(
  { updates, exchanges, virtualTime }: ExperimentResult,
  peers: number,
  latency: number,
): number {
  const all = peers * virtualTime;
  const rates = { gossipRate: exchanges / all, updateRate: updates / all, latency };
  return stalenessLaw({ variant: 'relay', exchange: 'swap', peers, ...rates });
}

/** Must lie between both bounds; the lower one is shown as the target. */
function shareRow({ exchanges, updates }: ExperimentResult, peers: number, latency: number): BenchRow {
  const share = exchanges / updates / Math.log(peers);
  return {
    ...rowOf(`latency: exchanges an update / ln n, ${nameOf(peers, latency)}`, share, 'of ln n'),
    target: LEAST_SHARE,
    meets: share >= LEAST_SHARE && share <= MOST_SHARE,
  };
}
