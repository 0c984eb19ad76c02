/** Two tabs behind symmetric NATs, with all that a relay can be. */
import type { Status } from 'hearsay/internal/session/status.ts';
import type { Page } from 'puppeteer-core';
import { statusesOf, until } from '../../browsers/tabs.ts';
import type { Step } from '../hosts/scenario.ts';
import type { Homes } from './homes.ts';
import type { NatNetwork } from './network.ts';
import { relayUrl, startRelay } from './relay.ts';

/** Five of the ten digits a tab: alone none passes 0.5. */
export const RUN = 'room=nat&partition=labels:5&samples=1000&seed=7&steps=5&updateRate=3&auto=1';
const ACCURACY = 0.8;
const SECRET = 'right-secret';
/** Seconds in which it must be said why there is no link: an attempt takes fifteen. */
const TOLD_SECONDS = 60;
/** The second tab asked for the link, so that its home is the one that has to ask again. */
const MOVES = 1;
const HEALED_SECONDS = 30;
/** Models that come at the new address before the link counts as healed. */
const LEAST_MODELS = 10;

/** In their order; the last goes on from where the one before ended. */
export function stepsOf(network: NatNetwork, homes: Homes): Step[] {
  const { server } = network;
  const withSecret = (secret: string): string[] => [
    ...['--turn-url', relayUrl(server)],
    ...['--turn-secret-file', homes.secretFile(secret)],
  ];
  let pages: readonly Page[] = [];
  let endRelay = async (): Promise<void> => {};
  const statuses = (): Promise<Status[]> => statusesOf(pages);

  /** Both tabs say that, and are not connected. */
  async function told(options: readonly string[], code: string): Promise<string> {
    pages = await homes.open(options);
    try {
      const began = performance.now();
      await until(
        statuses,
        (all) => all.every((status) => saysOnly(status, code)),
        TOLD_SECONDS,
        `both say ${code}`,
      );
      return `after ${secondsSince(began)} s`;
    } finally {
      await homes.close();
    }
  }

  return [
    {
      claim: 'without a relay both are told that there is none',
      check: () => told([], 'no-relay'),
    },
    {
      claim: 'where the relay is down, both are told that it does not answer',
      check: () => told(withSecret(SECRET), 'relay-silent'),
    },
    {
      claim: 'where the relay has another secret, both are told that it refuses them',
      async check() {
        const end = await startRelay(server, 'another-secret');
        try {
          return await told(withSecret(SECRET), 'relay-refused');
        } finally {
          await end();
        }
      },
    },
    {
      claim: `by coturn they meet, say so, and learn all ten digits: ${ACCURACY}`,
      async check() {
        endRelay = await startRelay(server, SECRET);
        pages = await homes.open(withSecret(SECRET));
        const all = await until(
          statuses,
          (now) => now.every(isRelayed),
          60,
          'both are connected over the relay',
        );
        const best = pages.map(() => 0);
        const reached = await until(
          async () => {
            for (const [place, { roomAccuracy }] of (await statuses()).entries()) {
              best[place] = Math.max(best[place], roomAccuracy ?? 0);
            }
            return best;
          },
          (now) => Math.min(...now) >= ACCURACY,
          180,
          `both reached ${ACCURACY}`,
        );
        return `${reached.map((accuracy) => accuracy.toFixed(2)).join(', ')}; errors: ${all.flatMap(({ errors }) => errors).length}`;
      },
    },
    {
      claim: 'a home gets another address in mid-run, and the same connection goes on',
      async check() {
        const made = await connectionsOf(pages);
        network.changeAddress(MOVES);
        const began = performance.now();
        // What was under way may still come: until then it is as if nothing was.
        await new Promise((resolve) => setTimeout(resolve, 1000));
        const before = await statuses();
        const heals = (all: Status[]): boolean =>
          all.every(
            (status, place) =>
              isRelayed(status) && modelsOf(status) >= modelsOf(before[place]) + LEAST_MODELS,
          );
        await until(statuses, heals, HEALED_SECONDS, 'both hear models again, over the relay');
        const after = await connectionsOf(pages);
        if (after.join() !== made.join()) {
          throw new Error(
            `Connections were made anew: ${made.join(', ')} before, ${after.join(', ')} after.`,
          );
        }
        const seconds = secondsSince(began);
        await homes.close();
        await endRelay();
        return `after ${seconds} s, with ${after.join(' and ')} connections made in all`;
      },
    },
  ];
}

const saysOnly = ({ neighbours, problems }: Status, code: string): boolean =>
  problems.some((problem) => problem.code === code) && !neighbours.some(({ state }) => state === 'connected');

const isRelayed = ({ neighbours }: Status): boolean =>
  neighbours.some(({ state, path }) => state === 'connected' && path === 'relayed');

const modelsOf = ({ received }: Status): number => received.models;

const connectionsOf = (pages: readonly Page[]): Promise<number[]> =>
  Promise.all(pages.map((page) => page.evaluate(() => window.connectionsMade ?? 0)));

const secondsSince = (began: number): string => ((performance.now() - began) / 1000).toFixed(1);
