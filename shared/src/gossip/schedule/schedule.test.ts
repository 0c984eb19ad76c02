import { describe, expect, it } from 'vitest';
import { createRandom } from '../../util/random/random.ts';
import { lonePeer } from '../peer-context.fake.ts';
import { independentClocks } from './independent-clocks.ts';
import { onReply } from './on-reply.ts';
import { opportunistic } from './opportunistic.ts';
import type { Schedule, ScheduleContext } from './schedule.ts';

/** Every schedule passes this suite: how it is made, and the rates that peer 0 of 20 is to have. */
const schedules: Record<
  string,
  { readonly create: () => Schedule; readonly updates: number; readonly gossips: number }
> = {
  'independent clocks, per second': {
    create: () => independentClocks({ gossip: 'ln', per: 'second', update: { rateOf: () => 2 } }),
    updates: 2,
    gossips: Math.log(20),
  },
  'independent clocks, per update': {
    create: () => independentClocks({ gossip: 3, per: 'update', update: { rateOf: (peer) => 2 + peer } }),
    updates: 2,
    gossips: 6,
  },
  'independent clocks, mostly constant': {
    create: () =>
      independentClocks({ gossip: 'n', per: 'second', update: { rateOf: () => 2, constantShare: 0.8 } }),
    updates: 2,
    gossips: 20,
  },
  'independent clocks, as fast as the device goes': {
    create: () => independentClocks({ gossip: 3, per: 'update', update: 'device' }),
    updates: Number.POSITIVE_INFINITY,
    gossips: 3 * 4,
  },
  opportunistic: {
    create: () => opportunistic({ gossip: 3, per: 'second', update: { rateOf: () => 2 } }),
    updates: 2,
    gossips: 20 * 3,
  },
  'on reply': {
    create: () => onReply({ update: { rateOf: () => 2 }, patience: 5 }),
    updates: 2,
    gossips: 0,
  },
};

function contextOf(seed: number, changes: Partial<ScheduleContext> = {}): ScheduleContext {
  return lonePeer({ random: createRandom(seed), roomSize: 20, updateRate: 4, ...changes });
}

const draw = (next: () => number, count = 4000): number[] => Array.from({ length: count }, next);
const rateOf = (waits: number[]): number => waits.length / waits.reduce((sum, wait) => sum + wait, 0);

describe.each(Object.entries(schedules))('schedule: %s', (_, { create, updates, gossips }) => {
  it('has the rates it promises', () => {
    const schedule = create();
    const context = contextOf(1);
    schedule.afterUpdate?.(context);
    const near = (value: number, expected: number): boolean =>
      value === expected || Math.abs(value / expected - 1) < 0.05;
    expect(near(rateOf(draw(() => schedule.untilUpdate(context))), updates)).toBe(true);
    expect(near(rateOf(draw(() => schedule.untilGossip(context))), gossips)).toBe(true);
  });

  it('never waits less than no time, whatever the room', () => {
    const schedule = create();
    for (const changes of [{ roomSize: 1 }, { updateRate: 0 }, { roomSize: 1_000_000 }, { self: 7 }]) {
      const context = contextOf(2, changes);
      const waits = draw(() => schedule.untilUpdate(context), 50).concat(
        draw(() => schedule.untilGossip(context), 50),
        draw(() => schedule.afterUpdate?.(context) ?? 0, 50),
      );
      expect(waits.every((wait) => wait >= 0)).toBe(true);
    }
  });

  it('takes its chances from the random that is handed in, and from nowhere else', () => {
    const run = (seed: number): number[] => {
      const schedule = create();
      const context = contextOf(seed);
      schedule.afterUpdate?.(context);
      return draw(() => schedule.untilUpdate(context), 20).concat(
        draw(() => schedule.untilGossip(context), 20),
      );
    };
    expect(run(3)).toEqual(run(3));
    expect(run(3)).not.toEqual(run(4));
  });
});

it('a schedule at rate 0 never gossips, and at ln n a lone peer does not', () => {
  const waitOf = (gossip: 0 | 'ln', roomSize: number): number =>
    independentClocks({ gossip, per: 'second', update: { rateOf: () => 1 } }).untilGossip(
      contextOf(1, { roomSize }),
    );
  expect(waitOf(0, 20)).toBe(Number.POSITIVE_INFINITY);
  expect(waitOf('ln', 1)).toBe(Number.POSITIVE_INFINITY);
  expect(waitOf('ln', 2)).toBeLessThan(Number.POSITIVE_INFINITY);
});

it('a peer whose update rate is 0 never updates', () => {
  for (const constantShare of [0, 0.5, 1]) {
    const update = { rateOf: () => 0, constantShare };
    const { untilUpdate } = independentClocks({ gossip: 1, per: 'second', update });
    expect(untilUpdate(contextOf(1))).toBe(Number.POSITIVE_INFINITY);
  }
});

it('a clock that is wholly constant ticks regularly, and a shifted one never earlier than its constant', () => {
  const waits = (constantShare: number): number[] => {
    const { untilUpdate } = independentClocks({
      gossip: 1,
      per: 'second',
      update: { rateOf: () => 2, constantShare },
    });
    const context = contextOf(5);
    return draw(() => untilUpdate(context), 500);
  };
  expect(new Set(waits(1))).toEqual(new Set([0.5]));
  expect(Math.min(...waits(0.8))).toBeGreaterThanOrEqual(0.4);
});

it('the opportunistic schedule serves whoever updated last, and nobody else', () => {
  const schedule = opportunistic({ gossip: 1, per: 'second', update: { rateOf: () => 1 } });
  const [a, b] = [0, 1].map((self) => contextOf(self, { self }));
  expect(schedule.untilGossip(a)).toBe(Number.POSITIVE_INFINITY);
  expect(schedule.afterUpdate?.(a)).toBeLessThan(Number.POSITIVE_INFINITY);
  expect(schedule.rings?.(a)).toBe(true);
  schedule.afterUpdate?.(b);
  expect([schedule.rings?.(a), schedule.rings?.(b)]).toEqual([false, true]);
  expect(schedule.untilGossip(a)).toBe(Number.POSITIVE_INFINITY);
});
