/** One member closes without a word. The published averaging is a barrier that all wait at; here nobody waits. */
import { quadratic } from '@hearsay/shared/simulation/learners/quadratic.ts';
import { consensusDistance } from '@hearsay/shared/simulation/measurements.ts';
import { Simulation } from '@hearsay/shared/simulation/simulation.ts';
import { measurement } from '../../experiments/measurement.ts';
import { claimsOf, type Form, type Study, studyOf } from '../paper.ts';
import { methodOf } from './method.ts';

const CLOSES_AT = 60;
/** Seconds until the others notice. */
const NOTICE = 20;
const EVERY = 4;

interface Input {
  readonly method: 'ravnest' | 'synchronous-all-to-all';
  readonly clusters: number;
}

interface Moment {
  readonly time: number;
  /** Of all that stay. */
  readonly updates: number;
  readonly distance: number;
}

export default measurement(({ method, clusters }: Input): Moment[] => {
  const simulation = new Simulation({
    peers: clusters,
    seed: 1,
    method: methodOf({ name: method, rate: 0.05, stages: 2, every: EVERY }),
    objective: quadratic({ peers: clusters, seed: 1, dimension: 16 }),
    network: { latency: 0.01 },
    trackedPeers: 0,
  });
  const closing = clusters - 1;
  simulation.at(CLOSES_AT, () => simulation.crash(closing, NOTICE));
  const moments: Moment[] = [];
  for (let time = 1; time <= 2 * CLOSES_AT + NOTICE; time++) {
    simulation.runUntil(time + 0.9);
    const staying = simulation.peers.filter(({ self }) => self !== closing);
    const updates = staying.reduce((sum, peer) => sum + peer.updates, 0);
    moments.push({ time, updates, distance: consensusDistance(simulation) });
  }
  return moments;
});

export function lostMember(form: Form): Study {
  const counts = form === 'quick' ? [8] : [8, 16];
  const methods = ['ravnest', 'synchronous-all-to-all'] as const;
  const inputs = counts.flatMap((clusters) => methods.map((method) => ({ method, clusters })));
  return studyOf<Input, Moment[]>(import.meta.url, inputs, (results) => {
    const { atMost, atLeast } = claimsOf('ravnest');
    const done = (moments: readonly Moment[], from: number, until: number): number =>
      (moments[until - 1].updates - moments[from - 1].updates) / (until - from);
    const pace = (moments: readonly Moment[]): number =>
      done(moments, CLOSES_AT, CLOSES_AT + NOTICE) / done(moments, CLOSES_AT - NOTICE, CLOSES_AT);
    const widest = (moments: readonly Moment[], from: number): number =>
      Math.max(...moments.slice(from - NOTICE, from).map(({ distance }) => distance));
    const found = inputs.map((input, i) => ({ ...input, moments: results[i] }));
    const ours = found.filter(({ method }) => method === 'ravnest');
    const barrier = found.filter(({ method }) => method !== 'ravnest');
    return {
      rows: [
        ...ours.map(({ clusters, moments }) =>
          atLeast(`updates of ${clusters - 1} while one is gone unnoticed, over before`, 1, pace(moments)),
        ),
        ...barrier.map(({ clusters, moments }) =>
          atMost(`the same where all wait for all, ${clusters} clusters`, 0.1, pace(moments)),
        ),
        ...ours.map(({ clusters, moments }) =>
          atMost(
            `consensus distance at the end over that before one closed, ${clusters} clusters`,
            1.2,
            widest(moments, moments.length) / widest(moments, CLOSES_AT),
          ),
        ),
      ],
      charts: [
        {
          title: 'Averaging goes on without the member that closed',
          subtitle: `${counts[0]} clusters, one closes after ${CLOSES_AT} s, noticed ${NOTICE} s later`,
          x: { label: 'virtual seconds', scale: 'linear' },
          y: { label: 'consensus distance', scale: 'linear', min: 0 },
          series: [
            { name: 'ravnest', points: ours[0].moments.map(({ time, distance }) => [time, distance]) },
          ],
        },
        {
          title: 'Updates while nobody has noticed',
          subtitle: 'all that stay, together',
          x: { label: 'virtual seconds', scale: 'linear' },
          y: { label: 'updates', scale: 'linear' },
          series: found
            .filter(({ clusters }) => clusters === counts[0])
            .map(({ method, moments }) => ({
              name: method,
              points: moments.map(({ time, updates }) => [time, updates] as const),
            })),
        },
      ],
    };
  });
}
