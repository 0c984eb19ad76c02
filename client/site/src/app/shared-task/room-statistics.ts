/** Agrees with the neighbours on what all rows of the room come to, beside training: messages and time for `shared/src/statistics`. */

import { createStatistics, type RoomStatistics } from '@hearsay/shared/statistics/statistics.ts';
import type { OwnSums, StatisticsShape } from '@hearsay/shared/statistics/sums.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Session, SessionOptions } from 'hearsay';
import { randomBytes } from 'hearsay/basics';

/** Milliseconds between two looks at what is to be sent. */
const TICK_MS = 100;
/** After so many of these, what is known by then is shown. */
const SHOWN_TICKS = 10;

type MakeAside = NonNullable<SessionOptions['aside']>;
type Aside = ReturnType<MakeAside>;

export interface StatisticsInRoom {
  /** Null before there is anything to go by. */
  readonly known: ReadonlySignal<RoomStatistics | null>;
  /** What this device's rows come to. */
  setOwn(own: OwnSums): void;
  /** @param self this peer's id, known from the first neighbour on */
  readonly aside: (tell: Parameters<MakeAside>[0], self: () => string) => StatisticsAside;
}

export interface StatisticsAside extends Pick<Aside, 'setNeighbours' | 'close'> {
  /** @param statistics as they came */
  receive(from: string, statistics: unknown): void;
}

/** @param own at the beginning @param now seconds */
export function createStatisticsInRoom(
  shape: StatisticsShape,
  own: OwnSums,
  now: () => number = () => performance.now() / 1000,
): StatisticsInRoom {
  const known = signal<RoomStatistics | null>(null);
  let current = own;
  let statistics: ReturnType<typeof createStatistics> | null = null;
  const begin = (self: string): ReturnType<typeof createStatistics> =>
    createStatistics({
      ...{ self, shape, own: current, randomBytes },
      random: createRandom(crypto.getRandomValues(new Uint32Array(1))[0], 'statistics'),
    });
  const show = (): void => {
    const read = statistics?.read() ?? null;
    if (read !== null && JSON.stringify(read) !== JSON.stringify(known.peek())) known.value = read;
  };
  return {
    known,
    setOwn(changed) {
      current = changed;
      statistics?.setOwn(changed);
      show();
    },
    aside(tell, self) {
      let linked: readonly string[] = [];
      let ticks = 0;
      const timer = setInterval(() => {
        if (self() === '') return;
        statistics ??= begin(self());
        for (const { to, message } of statistics.tick(now()))
          tell(to, { type: 'statistics', statistics: message });
        ticks += 1;
        if (ticks % SHOWN_TICKS === 0) show();
      }, TICK_MS);
      return {
        receive: (from, told) => statistics?.receive(from, told),
        setNeighbours(connected) {
          statistics ??= begin(self());
          for (const id of linked) if (!connected.includes(id)) statistics.linkDown(id);
          for (const id of connected) if (!linked.includes(id)) statistics.linkUp(id);
          linked = connected;
        },
        close: () => clearInterval(timer),
      };
    },
  };
}

/** A session's own id, as it is called in the room; empty before it has joined. */
export const idOf = (session: Pick<Session, 'status'> | null): string => session?.status.peek().peerId ?? '';
