/** What the paper leaves out: peers that come, go, crash and sleep. */
import { specify } from '../../experiments/specification.ts';
import { lateMean, mean } from '../averages.ts';
import { claimsOf, type Form, type SimulationStudy } from '../paper.ts';

const RATES = [1, 'ln'] as const;
/** A peer stays 100 seconds on average, that is for 100 updates; one in nine or so is asleep. */
const CHURN = { leave: 0.005, crash: 0.005, sleep: 0.01, sleepSeconds: 10, noticeSeconds: 5 };

export function churn(form: Form): SimulationStudy {
  const counts = form === 'quick' ? [32, 256] : [32, 128, 512, 2048];
  const seeds = form === 'quick' ? [1, 2, 3] : [1, 2, 3, 4, 5];
  const cases = [false, true].flatMap((churning) =>
    RATES.flatMap((rate) => counts.map((peers) => ({ churning, rate, peers }))),
  );
  return {
    specifications: cases.flatMap(({ churning, rate, peers }) =>
      seeds.map((seed) =>
        specify({
          peers,
          seed,
          gossipRate: rate,
          rate: 0.02,
          duration: 300,
          evaluations: 20,
          churn: churning ? { ...CHURN, arrive: peers * (CHURN.leave + CHURN.crash) } : null,
        }),
      ),
    ),
    report(results) {
      const { atMost, atLeast } = claimsOf('mitra-ulukus');
      const measured = cases.map((one, i) => {
        const runs = results.slice(i * seeds.length, (i + 1) * seeds.length);
        return {
          ...one,
          staleness: mean(runs.map((run) => run.staleness.mean)),
          error: lateMean(runs, ({ loss }) => loss.mean),
        };
      });
      type Measured = (typeof measured)[number];
      const at = (rate: Measured['rate'], churning: boolean, last: boolean): Measured => {
        const line = measured.filter((one) => one.rate === rate && one.churning === churning);
        return last ? line[line.length - 1] : line[0];
      };
      const growth = (rate: Measured['rate'], what: 'staleness' | 'error'): number =>
        at(rate, true, true)[what] / at(rate, true, false)[what];
      const most = counts[counts.length - 1];
      const sizes = `${most} peers over ${counts[0]}`;
      return {
        rows: [
          atLeast(`churn: staleness at lambda = 1, ${sizes}`, 1.2, growth(1, 'staleness')),
          atMost(`churn: staleness at lambda = ln n, ${sizes}`, 1.05, growth('ln', 'staleness')),
          atMost(`churn: mean error at lambda = ln n, ${sizes}`, 1.1, growth('ln', 'error')),
          atMost(
            `churn: staleness at lambda = ln n, with churn over without, ${most} peers`,
            2,
            at('ln', true, true).staleness / at('ln', false, true).staleness,
          ),
          atMost(
            `churn: mean error at lambda = ln n, with churn over without, ${most} peers (newcomers begin anew)`,
            10,
            at('ln', true, true).error / at('ln', false, true).error,
          ),
        ],
        charts: [
          {
            title: 'Staleness under churn',
            subtitle: 'a peer stays for 100 updates on average',
            x: { label: 'peers', scale: 'log' },
            y: { label: 'mean staleness, in updates', scale: 'log' },
            series: RATES.flatMap((rate) =>
              [true, false].map((churning) => ({
                name: `lambda = ${rate}${churning ? ', churn' : ''}`,
                markers: true,
                dashed: !churning,
                ...(churning ? {} : { colorOf: `lambda = ${rate}, churn` }),
                points: measured
                  .filter((one) => one.rate === rate && one.churning === churning)
                  .map((one) => [one.peers, one.staleness] as const),
              })),
            ),
          },
        ],
      };
    },
  };
}
