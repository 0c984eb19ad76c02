import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../util/random/random.ts';
import { createStatistics, type Statistics } from './statistics.ts';
import type { StatisticsMessage } from './statistics-message.ts';
import { createStatisticsNetwork, peerName, someRows, someShape } from './statistics-network.fake.ts';
import type { OwnSums } from './sums.ts';

const shape = someShape;
/** Seconds after which a peer that is gone is missed by all. */
const MISSED = 130;

function meshOf(peers: number, seed: number) {
  const network = createStatisticsNetwork({ shape, seed });
  for (let i = 0; i < peers; i++) join(network, i);
  network.mesh(6);
  return network;
}

/** Some peers have no rows. */
function join(network: ReturnType<typeof createStatisticsNetwork>, i: number): void {
  const { random } = network;
  network.join(peerName(i), someRows(random, i % 5 === 4 ? 0 : 20 + random.integer(100), `p${i}`));
}

function alone(own: OwnSums = someRows(createRandom(1), 50, 'me'), name = peerName(1)): Statistics {
  const random = createRandom(1, name);
  const randomBytes = (count: number): Uint8Array =>
    Uint8Array.from({ length: count }, () => random.integer(256));
  return createStatistics({ self: name, shape, own, random: createRandom(2, name), randomBytes });
}

const noRows = someRows(createRandom(1), 0, 'nobody');

describe('a peer alone', () => {
  it('reads its own rows', () => {
    const numbers = [
      { count: 3, sum: 6, squares: 14 },
      { count: 0, sum: 0, squares: 0 },
    ];
    const own = { rows: 4, numbers, classes: [1, 3, 0], categories: [['b', 'a']] };
    expect(alone(own).read()).toEqual({
      rows: 4,
      numbers: [{ present: 0.75, mean: 4000 + 2 * 800, deviation: 800 * Math.sqrt(14 / 3 - 4) }, null],
      classes: [0.25, 0.75, 0],
      categories: [['a', 'b']],
      settled: true,
    });
  });

  it('reads nothing without rows, and new rows at once', () => {
    const statistics = alone(noRows);
    expect(statistics.read()).toBeNull();
    statistics.setOwn(someRows(createRandom(3), 7, 'me'));
    expect(statistics.read()?.rows).toBe(7);
    expect(statistics.tick(0)).toEqual([]);
  });

  it('refuses sums of another shape', () => {
    expect(() => alone({ ...noRows, classes: [0] })).toThrow(RangeError);
    expect(() => alone({ ...noRows, rows: Number.NaN })).toThrow(RangeError);
    expect(() => alone().setOwn({ ...noRows, numbers: [] })).toThrow(RangeError);
  });
});

describe('the peers of a room', () => {
  it('come to what all rows together are, and stay there while links are swapped', () => {
    const network = meshOf(20, 1);
    expect(network.run(60, () => network.error() < 1e-6)).toBe(true);
    for (let second = 0; second < 30; second++) {
      network.swap();
      network.run(1);
      expect(network.error()).toBeLessThan(1e-6);
    }
    const categories = network.at(peerName(0)).read()?.categories;
    expect(categories?.[0]).toHaveLength(17);
    for (const name of network.names()) expect(network.at(name).read()?.categories).toEqual(categories);
  });

  it('do so from the beginning while links are swapped', () => {
    const network = meshOf(20, 2);
    const isThere = (): boolean => network.error() < 1e-6;
    let seconds = 0;
    while (!isThere() && seconds < 120) {
      network.swap();
      network.run(1);
      seconds += 1;
    }
    expect(isThere()).toBe(true);
  });

  it('forget one that leaves, with what it had', () => {
    const network = meshOf(8, 3);
    network.run(60);
    const before = network.at(peerName(1)).read();
    network.leave(peerName(0));
    network.mesh(6);
    const right = network.pooled();
    expect(right.rows).not.toBeCloseTo(before?.rows ?? 0, 1);
    network.run(MISSED);
    expect(network.error()).toBeLessThan(1e-6);
  });

  it('in two halves that know nothing of each other any more have each its own', () => {
    const network = meshOf(8, 4);
    network.run(60);
    const [left, right] = [network.names().slice(0, 4), network.names().slice(4)];
    for (const a of left) for (const b of right) network.unlink(a, b);
    for (const half of [left, right])
      for (const [i, name] of half.entries()) network.link(name, half[(i + 1) % 4]);
    network.run(MISSED);
    const rows = network.names().map((name) => network.at(name).read()?.rows ?? 0);
    expect(Math.max(...rows.slice(0, 4)) - Math.min(...rows.slice(0, 4))).toBeLessThan(1e-4);
    expect(Math.max(...rows.slice(4)) - Math.min(...rows.slice(4))).toBeLessThan(1e-4);
    expect(Math.abs(rows[0] - rows[4])).toBeGreaterThan(0.1);
    network.mesh(6);
    expect(network.run(60, () => network.error() < 1e-6)).toBe(true);
  });

  it('agree after whatever happened', () => {
    const event = fc.constantFrom('swap', 'leave', 'join', 'change', 'unlink', 'wait', 'wait');
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 3, max: 9 }),
        fc.array(event, { maxLength: 15 }),
        (seed, peers, events) => {
          const network = meshOf(peers, seed);
          const { random } = network;
          const some = (): string => network.names()[random.integer(network.names().length)];
          network.run(10 * random.uniform());
          let next = peers;
          for (const happened of events) {
            if (happened === 'swap') network.swap();
            if (happened === 'leave' && network.names().length > 2) network.leave(some());
            if (happened === 'join') {
              join(network, next);
              next += 1;
              network.mesh(4);
            }
            if (happened === 'change')
              network.setOwn(some(), someRows(random, 1 + random.integer(80), 'new'));
            if (happened === 'unlink') network.unlink(some(), some());
            network.run(happened === 'wait' ? 20 * random.uniform() : random.uniform());
          }
          network.mesh(4);
          network.run(MISSED);
          if (Number.isFinite(network.pooled().rows)) expect(network.error()).toBeLessThan(1e-6);
        },
      ),
      { numRuns: 10, seed: 1 },
    );
  });
});

describe('messages', () => {
  const between = (network: ReturnType<typeof createStatisticsNetwork>, seconds: number): number => {
    const before = network.seen.length;
    network.run(seconds);
    return (network.seen.length - before) / network.names().length;
  };

  it('become few when there is nothing new, and many again when something changes', () => {
    const network = meshOf(6, 5);
    const first = between(network, 10);
    network.run(50);
    const quiet = between(network, 10);
    expect(quiet).toBeLessThan(first / 10);
    network.setOwn(peerName(2), someRows(network.random, 200, 'new'));
    const again = between(network, 10);
    expect(again).toBeGreaterThan(quiet * 5);
    network.run(30);
    expect(network.error()).toBeLessThan(1e-6);
  });

  it('do not depend on what a peer has before masks were exchanged, and then are masked', () => {
    const transcript = (own: OwnSums) => {
      const network = createStatisticsNetwork({ shape, seed: 6 });
      network.join(peerName(0), own);
      for (let i = 1; i < 4; i++) join(network, i);
      for (let i = 1; i < 4; i++) network.link(peerName(0), peerName(i));
      network.run(3);
      return network.seen.filter(({ from }) => from === peerName(0)).map(({ message }) => message);
    };
    const one = transcript(someRows(createRandom(1), 100, 'me'));
    const other = transcript({ ...noRows, rows: 100, classes: [100, 0, 0] });
    const masked = one.findIndex(({ sums }) => sums.some((value) => value !== 0));
    const given = one.findIndex(({ sums }) => sums[0] !== 0);
    expect(masked).toBeGreaterThanOrEqual(0);
    expect(given).toBeGreaterThan(masked);
    const sumsOf = (messages: StatisticsMessage[]): number[][] =>
      messages.slice(0, given).map(({ sums }) => sums);
    expect(sumsOf(one)).toEqual(sumsOf(other));
    // The first that says something of its rows is far from half of them.
    expect(Math.abs(one[given].sums[1])).toBeGreaterThan(500);
  });

  it('are refused where they are none, of no link, or of another room, and never throw', () => {
    const statistics = alone();
    const other = alone(noRows, peerName(2));
    other.linkUp(peerName(1));
    const [{ message }] = other.tick(0);
    expect(statistics.receive(peerName(2), message)).toBe('no-such-link');
    statistics.linkUp(peerName(2));
    const hostile = [
      { ...message, sums: message.sums.map(() => 1e16) },
      { ...message, sums: message.sums.map(() => Number.NaN) },
      { ...message, sums: message.sums.map(() => null) },
      { ...message, number: -1 },
      { ...message, alive: [['x', 1]] },
      { ...message, categories: [[0, 'x'.repeat(81)]] },
      { ...message, categories: Array.from({ length: 33 }, () => [0, 'x']) },
      { ...message, receipts: [{ by: peerName(1), of: peerName(2), number: 0.5, ledger: 0, age: 0 }] },
      null,
    ];
    for (const value of hostile) expect(statistics.receive(peerName(2), value)).toBe('malformed');
    expect(statistics.receive(peerName(2), { ...message, sums: [1] })).toBe('other-shape');
    expect(statistics.receive(peerName(2), { ...message, categories: [[100, 'x']] })).toBeNull();
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(message)), fc.jsonValue(), (key, value) => {
        statistics.receive(peerName(2), { ...message, number: 9, [key]: value });
        statistics.tick(1);
        const { rows } = statistics.read() ?? { rows: 0 };
        expect(Number.isFinite(rows)).toBe(true);
      }),
    );
  });

  it('that come again, or late, do nothing', () => {
    const [one, other] = [alone(), alone(someRows(createRandom(4), 30, 'you'), peerName(2))];
    one.linkUp(peerName(2));
    other.linkUp(peerName(1));
    const told: StatisticsMessage[] = [];
    for (let tick = 0; tick < 200; tick++) {
      for (const { message } of one.tick(tick / 10)) other.receive(peerName(1), message);
      for (const { message } of other.tick(tick / 10)) {
        told.push(message);
        one.receive(peerName(2), message);
        for (const old of told.slice(-3)) one.receive(peerName(2), old);
      }
    }
    expect(one.read()?.rows).toBeCloseTo(40, 6);
    expect(other.read()?.rows).toBeCloseTo(40, 6);
  });
});
