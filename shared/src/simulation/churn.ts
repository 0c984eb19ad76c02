/**
 * Churn: peers that arrive, leave, crash and sleep, each at random times. Who leaves says so and is nobody's neighbour
 * any more; who crashes or sleeps goes on being talked to until the others notice.
 */
import type { Random } from '../util/random/random.ts';
import type { Simulation } from './simulation.ts';

export interface ChurnOptions {
  /** Peers that arrive per second, all together. */
  readonly arrive?: number;
  /** How often each peer leaves, crashes or falls asleep, per second. */
  readonly leave?: number;
  readonly crash?: number;
  readonly sleep?: number;
  /** Mean length of a sleep, in seconds; exponential. */
  readonly sleepSeconds?: number;
  /** Seconds until the others notice a crash or a sleep. */
  readonly noticeSeconds?: number;
}

const DEFAULT_SLEEP_SECONDS = 10;
const DEFAULT_NOTICE_SECONDS = 5;

/** Starts the churn; it goes on for as long as the simulation runs. The last peer never goes. */
export function startChurn(simulation: Simulation, options: ChurnOptions, random: Random): void {
  const { arrive = 0, leave = 0, crash = 0, sleep = 0 } = options;
  const sleepRate = 1 / (options.sleepSeconds ?? DEFAULT_SLEEP_SECONDS);
  const notice = options.noticeSeconds ?? DEFAULT_NOTICE_SECONDS;
  const perPeer = leave + crash + sleep;

  const next = (): void => {
    // As if all were awake: what then befalls a sleeper does not happen.
    const wait = random.exponential(arrive + perPeer * simulation.living);
    if (wait < Number.POSITIVE_INFINITY) simulation.at(simulation.now + wait, happen);
  };
  const happen = (): void => {
    const { awake, living } = simulation;
    if (random.uniform() * (arrive + perPeer * living) < arrive) {
      simulation.arrive();
    } else if (awake.count > 1 && random.uniform() * living < awake.count) {
      const peer = awake.at(random.integer(awake.count));
      const which = random.uniform() * perPeer;
      if (which < leave) simulation.leave(peer);
      else if (which < leave + crash) simulation.crash(peer, notice);
      else simulation.sleep(peer, random.exponential(sleepRate), notice);
    }
    next();
  };
  next();
}
