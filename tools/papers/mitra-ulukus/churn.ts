/** What the paper leaves out: peers that come, go, crash and sleep. */
import { type GossipRate, gossipRateOf } from '@hearsay/shared/gossip/schedule/gossip-rate.ts';
import { stalenessLaw } from '@hearsay/shared/theory/staleness-law.ts';
import { mean } from '@hearsay/shared/util/numbers.ts';
import { specify } from '../../experiments/specification.ts';
import { lateMean } from '../averages.ts';
import { type Interval, ratioOf } from '../interval.ts';
import { claimsOf, type Form, type SimulationStudy } from '../paper.ts';

const RATES = [1, 'ln'] as const;
const ALONE = 0;
/** A peer stays 100 seconds on average, that is for 100 updates; one in nine or so is asleep. */
const CHURN = { leave: 0.005, crash: 0.005, sleep: 0.01, sleepSeconds: 10, noticeSeconds: 5 };

/** Pairs that a run's staleness is the mean of, over its moments. */
const PAIRS = 2 ** 23;

interface Case {
  readonly churning: boolean;
  readonly rate: (typeof RATES)[number] | typeof ALONE;
  readonly peers: number;
}

/** Few peers are few draws of a problem: they cost little, and take more runs. */
const seedsOf = (peers: number, form: Form): number[] =>
  Array.from({ length: peers > 32 ? 5 : form === 'quick' ? 10 : 20 }, (_, k) => k + 1);

const lawOf = (rate: GossipRate, peers: number): number =>
  stalenessLaw({
    variant: 'relay',
    exchange: 'push',
    peers,
    gossipRate: gossipRateOf(rate, peers),
    updateRate: 1,
  });

export function churn(form: Form): SimulationStudy {
  const counts = form === 'quick' ? [32, 256] : [32, 128, 512, 2048];
  const most = counts[counts.length - 1];
  const cases: Case[] = [
    ...RATES.flatMap((rate) => counts.map((peers) => ({ churning: true, rate, peers }))),
    { churning: false, rate: 'ln', peers: most },
    { churning: true, rate: ALONE, peers: most },
  ];
  const runs = cases.flatMap((one) => seedsOf(one.peers, form).map((seed) => ({ ...one, seed })));
  return {
    specifications: runs.map(({ churning, rate, peers, seed }) =>
      specify({
        driftCorrection: [],
        peers,
        seed,
        gossipRate: rate,
        rate: 0.02,
        duration: form === 'quick' ? 200 : 300,
        ...(rate === ALONE ? { trackedPeers: 0 } : { stalenessPairs: PAIRS }),
        evaluations: 20,
        churn: churning ? { ...CHURN, arrive: peers * (CHURN.leave + CHURN.crash) } : null,
      }),
    ),
    report(results) {
      const { atMost, atLeast } = claimsOf('mitra-ulukus');
      const measured = cases.map((one) => {
        const of = results.filter(
          (_, i) =>
            runs[i].churning === one.churning && runs[i].rate === one.rate && runs[i].peers === one.peers,
        );
        return {
          ...one,
          /** By seed. */
          staleness: of.map((run) => run.staleness.mean),
          error: of.map((run) => lateMean([run], ({ loss }) => loss.mean)),
        };
      });
      type Measured = (typeof measured)[number];
      const at = (rate: Measured['rate'], churning: boolean, peers: number): Measured =>
        measured.find((one) => one.rate === rate && one.churning === churning && one.peers === peers) ??
        measured[0];
      const ratio = (what: 'staleness' | 'error', of: Measured, over: Measured): Interval =>
        ratioOf(of[what], over[what]);
      const growth = (rate: Measured['rate'], what: 'staleness' | 'error'): Interval =>
        ratio(what, at(rate, true, most), at(rate, true, counts[0]));
      const sizes = `${most} peers over ${counts[0]}`;
      const churned = at('ln', true, most);
      return {
        rows: [
          atLeast(`churn: staleness at lambda = 1, ${sizes}`, 1.2, growth(1, 'staleness')),
          atMost(`churn: staleness at lambda = ln n, ${sizes}`, 1.05, growth('ln', 'staleness')),
          atMost(`churn: mean error at lambda = ln n, ${sizes}`, 1.1, growth('ln', 'error')),
          atMost(
            `churn: staleness at lambda = ln n, with churn over without, ${most} peers`,
            2,
            ratio('staleness', churned, at('ln', false, most)),
          ),
          atMost(
            `churn: mean error at lambda = ln n over that of peers alone, who come and go alike, ${most} peers`,
            0.5,
            ratio('error', churned, at(ALONE, true, most)),
          ),
        ],
        charts: [
          {
            title: 'Staleness under churn',
            subtitle: 'a peer stays for 100 updates on average',
            x: { label: 'peers', scale: 'log' },
            y: { label: 'mean staleness, in updates', scale: 'log' },
            series: RATES.flatMap((rate) => [
              {
                name: `lambda = ${rate}, churn`,
                markers: true,
                points: counts.map((peers) => [peers, mean(at(rate, true, peers).staleness)] as const),
              },
              {
                name: `lambda = ${rate}, law without`,
                dashed: true,
                colorOf: `lambda = ${rate}, churn`,
                points: counts.map((peers) => [peers, lawOf(rate, peers)] as const),
              },
            ]),
          },
        ],
      };
    },
  };
}
