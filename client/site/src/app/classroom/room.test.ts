/** What is said of a room, from its reports. */
import { describe, expect, it } from 'vitest';
import { classroom as german } from '../words/de.ts';
import { classroom as english } from '../words/en.ts';
import { following } from './following.ts';
import { linksOf } from './links.ts';
import { appendMoment, MAX_MOMENTS, type Moment } from './moments.ts';
import { newsOf, type Situation } from './news.ts';
import { inOrder, orderAfter } from './peer-order.ts';
import { heldOf, peersOf } from './peers.ts';
import { readingOf } from './reading.ts';
import { reportWith } from './report.fake.ts';

const SETTINGS = { task: 'mnist-mlp', method: 'mitra-ulukus', exchange: 'swap', gossip: 'ln' } as const;
const inEnglish = (...parts: Parameters<typeof readingOf>): string => english.reading(readingOf(...parts));

describe('peers', () => {
  it('are in the order of their slots, with their labels', () => {
    const peers = peersOf([
      reportWith({ id: 'b', slot: 3, labels: 0b10_0000_0100 }),
      reportWith({ slot: 1 }),
    ]);
    expect(peers.map(({ slot, held }) => [slot, held])).toEqual([
      [1, [0, 1]],
      [3, [2, 9]],
    ]);
    expect(heldOf(0)).toEqual([]);
  });

  it('can be put in another order, and back', () => {
    const peers = peersOf([
      reportWith({ slot: 0, accuracy: 0.5 }),
      reportWith({ slot: 1, accuracy: null }),
      reportWith({ slot: 2, accuracy: 0.2 }),
    ]);
    const slotsBy = (order: Parameters<typeof inOrder>[1]) => inOrder(peers, order).map(({ slot }) => slot);
    const first = orderAfter({ column: 'slot', descending: false }, 'accuracy');
    expect(slotsBy(first)).toEqual([1, 2, 0]);
    expect(slotsBy(orderAfter(first, 'accuracy'))).toEqual([0, 2, 1]);
  });

  it('are linked once, however many of them say so, with the exchanges of both', () => {
    const links = linksOf([
      reportWith({ id: 'a', neighbours: ['b', 'gone'], exchanges: [2, 5] }),
      reportWith({ id: 'b', neighbours: ['a'], exchanges: [1] }),
    ]);
    expect(links).toEqual([{ a: 'a', b: 'b', exchanges: 3 }]);
  });

  it('follow a command, or a newer one', () => {
    const reports = [2, 3, 4].map((command) => reportWith({ command }));
    expect(following(reports, 3)).toBe(2);
  });
});

describe('the sentence on the room', () => {
  const twelve = Array.from({ length: 12 }, (_, slot) =>
    reportWith({ id: String(slot), slot, accuracy: 0.78 }),
  );

  it('says what is remarkable: everybody knows what nobody has', () => {
    expect(inEnglish(twelve, SETTINGS, 12, 10)).toBe(
      '12 devices. Nobody has examples of more than 2 digits, and yet even the worst recognises 78% of all ten.',
    );
    expect(german.reading(readingOf(twelve, SETTINGS, 12, 10))).toContain('78\u00a0% aller zehn');
  });

  it('does not call it learning from others before it is', () => {
    const early = [...twelve, reportWith({ accuracy: 0.2 })];
    expect(inEnglish(early, SETTINGS, 13, 10)).toContain('; the worst recognises 20% of all ten so far.');
    expect(inEnglish(early, { ...SETTINGS, gossip: 0 }, 13, 10)).toContain('the gossip rate is 0');
  });

  it('is of what is there: nobody else, no reports, no test, a pause', () => {
    expect(inEnglish([], SETTINGS, 1, 10)).toBe('Only this device is here yet.');
    expect(inEnglish([], SETTINGS, 3, 10)).toContain('first reports are on the way');
    expect(inEnglish([reportWith({ accuracy: null })], SETTINGS, 3, 10)).toContain(
      'first tests are under way',
    );
    expect(inEnglish([reportWith({ labels: 0, accuracy: null })], SETTINGS, 3, 10)).toBe('3 devices.');
    expect(inEnglish([reportWith({ phase: 'paused' })], SETTINGS, 3, 10)).toContain(
      '3 devices, all of them paused.',
    );
  });
});

describe('the news of the room', () => {
  const before: Situation = { size: 3, run: 'training', command: 1, followed: true };
  const news = (change: Partial<Situation>, since = before): string =>
    newsOf(since, { ...since, ...change }, english.news);

  it('is who comes and goes and what the host does, and nothing else', () => {
    expect(news({})).toBe('');
    expect(news({ size: 5 })).toBe('2 devices have joined; 5 are here.');
    expect(news({ size: 1 })).toBe('2 devices have left; 1 is here.');
    expect(news({ run: 'paused', command: 2, followed: false })).toBe('The host has paused everybody.');
    expect(news({ followed: true }, { ...before, command: 2, followed: false })).toBe(
      'All devices follow what the host has set.',
    );
  });
});

it('the figures over time have a bound, and keep both ends', () => {
  const at = (seconds: number): Moment => ({
    seconds,
    mean: null,
    worst: null,
    consensus: null,
    staleness: null,
    law: null,
  });
  let moments: readonly Moment[] = [];
  for (let second = 0; second < 5 * MAX_MOMENTS; second++) moments = appendMoment(moments, at(second));
  expect(moments.length).toBeLessThanOrEqual(MAX_MOMENTS);
  expect([moments[0].seconds, moments.at(-1)?.seconds]).toEqual([0, 5 * MAX_MOMENTS - 1]);
});
