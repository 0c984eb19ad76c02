import { expect, it } from 'vitest';
import { lonePeer, neighbourhoodOf } from '../peer-context.fake.ts';
import type { Mixing } from './mixing.ts';
import { pushAverage } from './push-average.ts';
import { withUnification } from './unification.ts';

const NO_REPLY = new Float32Array();
const SECONDS = 10;

interface Room {
  now: number;
  readonly states: readonly Float32Array[];
  readonly rules: readonly Mixing[];
  /** Who sent notices, in order, and their numbers. */
  readonly sent: { readonly from: number; readonly number: number }[];
  /** Peers that hear nothing. */
  readonly deaf: Set<number>;
  /** Peers do as if an update began, the last first. */
  update(...peers: readonly number[]): void;
}

/** Peers on links that take no time; peer k, at place k, has the model [k, k]. */
function roomOf(size: number): Room {
  const all = Array.from({ length: size }, (_, k) => k);
  const states = all.map((k) => Float32Array.of(k, k));
  const rules: Mixing[] = [];
  const room: Room = {
    now: 0,
    states,
    rules,
    sent: [],
    deaf: new Set(),
    update(...peers) {
      for (const peer of peers) rules[peer].settle?.(states[peer]);
    },
  };
  for (const self of all) {
    const peer = lonePeer({
      self,
      neighbours: neighbourhoodOf(
        all.filter((k) => k !== self),
        self,
      ),
      send(to, kind, vector) {
        if (room.sent.at(-1)?.number !== vector[2]) room.sent.push({ from: self, number: vector[2] });
        if (!room.deaf.has(to)) rules[to].receive(kind, vector, 1, states[to], NO_REPLY, self);
      },
    });
    Object.defineProperty(peer, 'now', { get: () => room.now });
    rules.push(withUnification(peer, pushAverage, { seconds: SECONDS }));
  }
  return room;
}

it('the first unifies when the time has come, and all have its model to the bit', () => {
  const room = roomOf(3);
  room.now = 9.9;
  room.update(2, 1, 0);
  expect(room.sent).toEqual([]);
  room.now = 10.1;
  room.update(2, 1, 0);
  expect(room.sent).toEqual([{ from: 0, number: 1 }]);
  for (const state of room.states) expect([...state]).toEqual([0, 0]);
  room.now = 20;
  room.update(0);
  expect(room.sent.length).toBe(1);
  room.now = 20.2;
  room.update(0);
  expect(room.sent.length).toBe(2);
});

it('where the first is silent, the next does it a while later', () => {
  const room = roomOf(3);
  room.now = 12;
  room.update(2, 1);
  expect(room.sent).toEqual([]);
  room.now = 12.6;
  room.update(2, 1);
  expect(room.sent).toEqual([{ from: 1, number: 1 }]);
  expect([...room.states[0]]).toEqual([1, 1]);
});

it('who has missed unifications cannot put the others back, even if it is first', () => {
  const room = roomOf(3);
  room.deaf.add(0);
  for (const now of [12.6, 25.2, 37.8]) {
    room.now = now;
    room.update(1);
  }
  room.states[0].fill(7);
  room.update(0);
  expect([...room.states[1]]).toEqual([1, 1]);
  expect([...room.states[2]]).toEqual([1, 1]);
  // Its next one is of a number that the others know; theirs is not.
  room.deaf.clear();
  room.now = 50.4;
  room.update(0, 1);
  expect(room.states.map((state) => [...state])).toEqual([
    [1, 1],
    [1, 1],
    [1, 1],
  ]);
  // From now on it is as good as any.
  room.now = 60.5;
  room.update(2, 1, 0);
  expect(room.sent.at(-1)).toEqual({ from: 0, number: 5 });
});

it('a unification that comes twice, late or without a sensible number changes nothing', () => {
  const room = roomOf(2);
  const state = room.states[1];
  const receive = (...values: number[]): void => {
    room.rules[1].receive('notice', Float32Array.from(values), 1, state, NO_REPLY, 0);
  };
  receive(5, 5, 3);
  expect([...state]).toEqual([5, 5]);
  state.fill(6);
  for (const number of [3, 2, 0, -1, 4.5, 1e30]) receive(5, 5, number);
  receive(9);
  expect([...state]).toEqual([6, 6]);
});

it('other messages are the rule’s own, without the number', () => {
  const room = roomOf(2);
  const offer = room.rules[0].offer(room.states[0], 1);
  expect([...(offer ?? [])]).toEqual([0, 0, 0]);
  room.rules[1].receive('offer', Float32Array.of(3, 5, 0), 1, room.states[1], NO_REPLY, 0);
  expect([...room.states[1]]).toEqual([2, 3]);
});

it('never, where its period has no end', () => {
  const send = (): void => {
    throw new Error('sent');
  };
  const peer = lonePeer({ neighbours: neighbourhoodOf([1]), send });
  const rule = withUnification(peer, pushAverage, { seconds: Number.POSITIVE_INFINITY });
  rule.settle?.(new Float32Array(2));
});
