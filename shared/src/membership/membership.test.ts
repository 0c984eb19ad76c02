import { describe, expect, it } from 'vitest';
import { createRandom } from '../util/random/random.ts';
import type { Action } from './action.ts';
import { MAX_AVOIDED } from './avoided.ts';
import { fewestLinks, MAX_LINKS, mostLinks, sampleOfRoom, wantedLinks, wholeRoom } from './degree.ts';
import { Membership } from './membership.ts';
import { MAX_VIEW_ENTRIES } from './view.ts';

const LONG = 1000;

function member(size: number, neighbours: readonly number[] = [], seed = 1): Membership<number> {
  const membership = new Membership<number>({ self: 0, random: createRandom(seed), silence: () => 0 });
  membership.onRoomSize(size, 0);
  for (const id of neighbours) membership.onOpened(id, 0);
  return membership;
}

function from(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, place) => first + place);
}

function ofKind<K extends Action<number>['kind']>(
  actions: readonly Action<number>[],
  kind: K,
): Extract<Action<number>, { kind: K }>[] {
  return actions.filter((action): action is Extract<Action<number>, { kind: K }> => action.kind === kind);
}

/** All actions of so many seconds, a tick each. */
function pass(membership: Membership<number>, first: number, seconds: number): Action<number>[] {
  return from(first, seconds).flatMap((now) => membership.tick(now));
}

describe('how many links', () => {
  it('is about 2 ln n, all others where there are few, and never more than the cap', () => {
    expect([1, 2, 4, 5, 40, 1000, 10_000].map(wantedLinks)).toEqual([0, 1, 3, 4, 8, 14, 19]);
    expect(mostLinks(1e9)).toBe(MAX_LINKS);
    for (const size of from(2, 200)) {
      expect(fewestLinks(size)).toBeLessThanOrEqual(wantedLinks(size));
      expect(wantedLinks(size)).toBeLessThan(mostLinks(size));
      expect(fewestLinks(size)).toBeGreaterThanOrEqual(Math.min(4, size - 1));
    }
  });
});

describe('a membership', () => {
  it('connects to those whom the server introduces, as many as it wants', () => {
    const membership = member(40);
    const connects = ofKind(membership.onIntroduced(from(1, 20), true, 0), 'connect');
    expect(connects.map(({ id }) => id)).toEqual(from(1, 8));
    expect(connects.every(({ via }) => via === null)).toBe(true);
  });

  it('replaces a lost neighbour by a neighbour’s neighbour, without the server', () => {
    const membership = member(40, from(1, 8));
    membership.onView(3, { degree: 8, entries: [{ id: 30, age: 0 }] }, 0);
    membership.onLost(5, 1);
    membership.onLost(6, 1);
    expect(ofKind(membership.tick(1), 'connect')).toEqual([{ kind: 'connect', id: 30, via: 3 }]);
  });

  it('asks the server where neighbours know nobody, less often the longer nothing comes of it', () => {
    const membership = member(40);
    expect(ofKind(pass(membership, 0, 60), 'ask-server')).toEqual([]);
    membership.onServer(true, 60);
    const times = from(60, LONG).filter((now) => ofKind(membership.tick(now), 'ask-server').length > 0);
    expect(times[0]).toBeLessThan(63);
    expect(times.length).toBeGreaterThan(LONG / 100);
    expect(times.length).toBeLessThan(LONG / 20);
  });

  it('tells each neighbour of some others now and then, never of itself or of the silent', () => {
    const membership = new Membership<number>({
      self: 0,
      random: createRandom(2),
      silence: (id) => (id === 7 ? 20 : 0),
    });
    membership.onRoomSize(1000, 0);
    for (const id of from(1, 14)) membership.onOpened(id, 0);
    const views = ofKind(pass(membership, 0, 100), 'send-view');
    for (const id of from(1, 14)) {
      const told = views.filter(({ to }) => to === id);
      expect(told.length).toBeGreaterThanOrEqual(3);
      expect(told.length).toBeLessThanOrEqual(11);
    }
    const named = views.map(({ view }) => view.entries.map(({ id }) => id));
    expect(named.every((ids) => ids.length === MAX_VIEW_ENTRIES && new Set(ids).size === ids.length)).toBe(
      true,
    );
    expect(views.every(({ to }, place) => !named[place].includes(to))).toBe(true);
    expect(new Set(named.flat())).toEqual(new Set(from(1, 14).filter((id) => id !== 7)));
  });

  it('swaps a neighbour for one of its neighbours once that link is open, and only where it can spare one', () => {
    for (const spare of [true, false]) {
      const membership = member(40, from(1, 8));
      const view = { degree: spare ? 8 : 7, entries: from(20, 5).map((id) => ({ id, age: 0 })) };
      const connects: Action<number>[] = [];
      for (let now = 1; now < 200 && connects.length === 0; now++) {
        if (now % 20 === 1) for (const id of from(1, 8)) membership.onView(id, view, now);
        connects.push(...ofKind(membership.tick(now), 'connect'));
      }
      const [connect] = ofKind(connects, 'connect');
      if (!spare) {
        expect(connect).toBeUndefined();
        continue;
      }
      expect([...membership.neighbours()]).toEqual(from(1, 8));
      expect(membership.onOpened(connect.id, 200)).toEqual([{ kind: 'disconnect', id: connect.via }]);
      expect(membership.degree).toBe(8);
    }
  });

  it('declines who comes when it has all the links it may have', () => {
    const membership = member(40, from(1, mostLinks(40)));
    expect(membership.onInvited(30, 1)).toBe(false);
    expect(membership.onIntroduced([31], false, 1)).toEqual([{ kind: 'decline', id: 31 }]);
    expect(membership.onOpened(32, 1)).toEqual([{ kind: 'disconnect', id: 32 }]);
    membership.onGoodbye(1, 1);
    expect(membership.onInvited(30, 1)).toBe(true);
  });

  it('gives an attempt up that nothing comes of, and tries that peer again later and later', () => {
    const membership = member(40, [1]);
    const times: number[] = [];
    let gaveUp = 0;
    for (const now of from(0, LONG)) {
      if (now % 20 === 0) membership.onView(1, { degree: 8, entries: [{ id: 9, age: 0 }] }, now);
      const actions = membership.tick(now);
      if (ofKind(actions, 'connect').length > 0) times.push(now);
      gaveUp += ofKind(actions, 'disconnect').length;
    }
    const waits = times.slice(1).map((time, place) => time - times[place]);
    expect(gaveUp).toBeGreaterThanOrEqual(times.length - 1);
    expect(waits.slice(0, 3).every((wait, place) => place === 0 || wait > waits[place - 1])).toBe(true);
    expect(Math.max(...waits)).toBeLessThan(100);
    expect(membership.attempts).toBeLessThanOrEqual(1);
  });

  it('takes an invitation that crossed its own for what it is', () => {
    const membership = member(40);
    membership.onIntroduced([1], true, 0);
    expect(membership.onInvited(1, 0.1)).toBe(true);
    membership.onOpened(1, 1);
    expect(membership.onInvited(1, 1.1)).toBe(false);
    expect([...membership.neighbours()]).toEqual([1]);
    // Much later, the other must have lost it.
    expect(membership.onInvited(1, 100)).toBe(true);
    expect(membership.degree).toBe(0);
  });

  it('keeps its links when a server that was restarted counts from 1, and gives some up when the room stays small', () => {
    const membership = member(1000, from(1, 14));
    for (const id of from(1, 14)) membership.onView(id, { degree: 14, entries: [] }, 0);
    for (const now of from(1, 50)) {
      membership.onRoomSize(now, now);
      membership.tick(now);
    }
    expect(membership.degree).toBe(14);
    for (const now of from(50, LONG)) {
      membership.onRoomSize(10, now);
      membership.tick(now);
    }
    expect(membership.degree).toBe(wantedLinks(10) + 1);
  });

  it('goes over to all others, and back to a few, one link a second at most', () => {
    const membership = member(30, from(1, 8));
    membership.setDegrees(wholeRoom);
    membership.onServer(true, 0);
    const asked = ofKind(pass(membership, 1, 5), 'ask-server');
    expect(asked[0]?.count).toBe(29 - 8);
    for (const { id } of ofKind(membership.onIntroduced(from(1, 29), true, 6), 'connect')) {
      membership.onOpened(id, 6);
    }
    expect(membership.degree).toBe(29);
    for (const id of from(1, 29)) membership.onView(id, { degree: 29, entries: [] }, 6);
    expect(ofKind(pass(membership, 7, 20), 'disconnect')).toEqual([]);
    membership.setDegrees(sampleOfRoom);
    const ended = from(27, 25).map((now) => ofKind(membership.tick(now), 'disconnect').length);
    expect(Math.max(...ended)).toBeLessThanOrEqual(2);
    expect(membership.degree).toBeLessThanOrEqual(mostLinks(30));
    expect(membership.degree).toBeGreaterThanOrEqual(wantedLinks(30));
  });

  it('forgets whom it failed to reach, and holds a bounded number of them', () => {
    const membership = member(1e6);
    for (const id of from(1, 500)) {
      membership.onInvited(id, 0);
      membership.onFailed(id, 0);
    }
    expect([...membership.known()].length).toBe(MAX_AVOIDED);
    pass(membership, 1, 200);
    expect([...membership.known()]).toEqual([]);
  });
});
