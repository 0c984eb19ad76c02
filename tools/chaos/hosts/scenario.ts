/** Four machines learn together; one of them is cut off in the middle, and comes back. */
import type { Status } from 'hearsay/internal/session/status.ts';
import type { Page } from 'puppeteer-core';
import { statusesOf, until } from '../../browsers/tabs.ts';
import type { Network } from './network.ts';

export const PEERS = 4;
/** Three of the ten digits a machine: alone none passes 0.33, together they have all. */
export const RUN = 'room=hosts&partition=labels:3&samples=1000&seed=7&steps=5&updateRate=3&auto=1';
const ACCURACY = 0.85;
/** From where on all pause: one test of a model is 0.01 off, and what was just reached may be lost again in a moment. */
const ACCURACY_BEFORE_PAUSE = 0.87;
/** The machine that is cut off. */
const CUT = 2;
const CUT_SECONDS = 20;
/** Until what was on its way when the cable was pulled has arrived. */
const SETTLING_SECONDS = 2;
/** Models that whoever is connected has had in the time that one is cut off, at least. */
const LEAST_MODELS = 10;
/** Length of the difference of two models by that of one: they agree. */
const AGREEMENT = 0.01;

export interface Step {
  /** What must hold, as a sentence. */
  readonly claim: string;
  /** @returns figures to show @throws Error where it does not hold */
  check(): Promise<string>;
}

/** In their order; each goes on from where the one before ended. */
export function stepsOf(network: Network, pages: readonly Page[]): Step[] {
  const statuses = (): Promise<Status[]> => statusesOf(pages);
  let before: Status[] = [];
  return [
    {
      claim: 'four machines connect to each other, with no STUN server',
      async check() {
        const all = await until(
          statuses,
          areAllConnected,
          60,
          'every machine trains, and is connected to all',
        );
        return `slots ${all.map(({ slot }) => slot).join(', ')}`;
      },
    },
    {
      claim: `every machine learns all ten digits: ${ACCURACY}`,
      async check() {
        const best = pages.map(() => 0);
        const look = async (): Promise<number[]> => {
          for (const [peer, { accuracy }] of (await statuses()).entries()) {
            best[peer] = Math.max(best[peer], accuracy ?? 0);
          }
          return best;
        };
        const reached = await until(
          look,
          (all) => Math.min(...all) >= ACCURACY,
          180,
          `all reached ${ACCURACY}`,
        );
        return reached.map((accuracy) => accuracy.toFixed(2)).join(', ');
      },
    },
    {
      claim: `one is cut off for ${CUT_SECONDS} s: it trains alone, and the others go on without it`,
      async check() {
        const initial = await statuses();
        network.cut(CUT);
        try {
          await seconds(SETTLING_SECONDS);
          before = await statuses();
          await seconds(CUT_SECONDS - SETTLING_SECONDS);
        } finally {
          network.mend(CUT);
        }
        const after = await statuses();
        for (const [peer, { phase, updates, received }] of after.entries()) {
          ensure(phase === 'training', `machine ${peer} is ${phase}`);
          ensure(updates > before[peer].updates + LEAST_MODELS, `machine ${peer} trains`);
          const models = received.models - before[peer].received.models;
          if (peer === CUT) ensure(models === 0, `the one cut off gets nothing, not ${models} models`);
          else ensure(models >= LEAST_MODELS, `machine ${peer} gets ${LEAST_MODELS} models, not ${models}`);
        }
        before = initial;
        return `updates ${after.map(({ updates }, peer) => updates - initial[peer].updates).join(', ')}`;
      },
    },
    {
      claim: 'it comes back by itself, as the same peer: all are connected to all again, and it hears models',
      async check() {
        const mended = await statuses();
        const began = performance.now();
        const heard = mended[CUT].received.models + LEAST_MODELS;
        const holds = (all: Status[]): boolean =>
          areAllConnected(all) && all[CUT].errors.length === 0 && all[CUT].received.models >= heard;
        const all = await until(statuses, holds, 90, 'every machine is connected to all again');
        for (const [peer, { peerId, slot }] of all.entries()) {
          ensure(peerId === before[peer].peerId, `machine ${peer} kept its id`);
          ensure(slot === before[peer].slot, `machine ${peer} kept its slot`);
        }
        return `after ${((performance.now() - began) / 1000).toFixed(1)} s`;
      },
    },
    {
      claim: `every machine is at ${ACCURACY} again`,
      async check() {
        const began = performance.now();
        const reached = await until(
          () => accuraciesOf(pages),
          (all) => Math.min(...all) >= ACCURACY,
          60,
          `all are at ${ACCURACY} again`,
        );
        return `${reached.join(', ')}, after ${((performance.now() - began) / 1000).toFixed(1)} s`;
      },
    },
    {
      claim: `all come to agree on one model when they pause, and it reaches ${ACCURACY}`,
      async check() {
        await until(
          () => accuraciesOf(pages),
          (all) => Math.min(...all) >= ACCURACY_BEFORE_PAUSE,
          60,
          `all are at ${ACCURACY_BEFORE_PAUSE}`,
        );
        await Promise.all(pages.map((page) => page.evaluate(() => window.hearsay.pause())));
        // Each tab's own model, and the room's as that tab knows it, which also has what its neighbours sent last.
        const apart = await until(
          async () => {
            const models = await Promise.all([...pages.map(parametersOf), ...pages.map(roomParametersOf)]);
            return Math.max(...models.map((model) => distance(models[0], model) / length(models[0])));
          },
          (furthest) => furthest < AGREEMENT,
          60,
          'they agree',
        );
        const accuracies = await accuraciesOf(pages);
        ensure(Math.min(...accuracies) >= ACCURACY, `all reach ${ACCURACY}, not ${accuracies.join(', ')}`);
        return `${accuracies.join(', ')}; apart by ${apart.toFixed(4)}`;
      },
    },
  ];
}

function areAllConnected(statuses: readonly Status[]): boolean {
  return statuses.every(
    ({ size, updates, neighbours }) =>
      size === PEERS &&
      updates > 0 &&
      neighbours.filter(({ state }) => state === 'connected').length === PEERS - 1,
  );
}

const parametersOf = (page: Page): Promise<number[]> =>
  page.evaluate(async () => [...(await window.hearsay.parameters())]);

const roomParametersOf = (page: Page): Promise<number[]> =>
  page.evaluate(async () => [...(await window.hearsay.roomParameters())]);

/** Of the room's model as each tab knows it now. */
const accuraciesOf = async (pages: readonly Page[]): Promise<number[]> => {
  const evaluations = await Promise.all(pages.map((page) => page.evaluate(() => window.hearsay.evaluate())));
  return evaluations.map(({ accuracy }) => accuracy);
};

const length = (vector: readonly number[]): number =>
  Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
const distance = (a: readonly number[], b: readonly number[]): number =>
  length(a.map((value, i) => value - b[i]));

const seconds = (count: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, count * 1000));

function ensure(holds: boolean, what: string): void {
  if (!holds) throw new Error(`This does not hold: ${what}.`);
}
