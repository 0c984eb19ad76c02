import { describe, expect, it } from 'vitest';
import { lonePeer, neighbourhoodOf } from '../peer-context.fake.ts';
import { hubRoom } from './hub.fake.ts';
import { hubAverage } from './hub-average.ts';

const none = new Float32Array();

describe('hubAverage', () => {
  it('averages who was heard, and nobody else', () => {
    const room = hubRoom([[0], [3], [6], [100]], hubAverage, (from, to) => from !== 3 && to !== 3);
    for (const peer of [1, 2, 3, 0]) room.ring(peer);
    expect(room.states.map(([value]) => value)).toEqual([3, 3, 3, 100]);
    // What was heard in one round does not count in the next.
    room.states[0][0] = 7;
    room.ring(0);
    expect(room.states.map(([value]) => value)).toEqual([7, 3, 3, 100]);
  });

  it('moves who has changed meanwhile as far as it would have, so that the mean stays', () => {
    const room = hubRoom([[0], [4]], hubAverage);
    room.ring(1);
    room.states[1][0] = 5;
    room.ring(0);
    expect(room.states.map(([value]) => value)).toEqual([2, 3]);
  });

  it('counts the newest of several offers, and none twice', () => {
    const room = hubRoom([[0], [2]], hubAverage);
    room.ring(1);
    room.states[1][0] = 4;
    room.ring(1);
    room.ring(0);
    expect(room.states.map(([value]) => value)).toEqual([2, 2]);
  });

  it('moves once for all offers that were under way', () => {
    const rule = hubAverage(lonePeer({ self: 1, neighbours: neighbourhoodOf([0], 1) }));
    const state = Float32Array.of(10);
    const numbers = [0, 1, 2].map(() => rule.offer(state, 0)?.[1] ?? Number.NaN);
    const move = (number: number): void => {
      rule.receive('notice', Float32Array.of(-4, number), 1, state, none, 0);
    };
    move(numbers[1]);
    move(numbers[1]);
    move(numbers[0]);
    move(numbers[2]);
    expect(state[0]).toBe(6);
    move(rule.offer(state, 0)?.[1] ?? Number.NaN);
    expect(state[0]).toBe(2);
  });

  it('ignores what is odd', () => {
    const worker = hubAverage(lonePeer({ self: 1, neighbours: neighbourhoodOf([0, 2], 1) }));
    const state = Float32Array.of(10);
    const number = worker.offer(state, 0)?.[1] ?? Number.NaN;
    worker.receive('notice', Float32Array.of(1, number), 1, state, none, 2);
    worker.receive('notice', Float32Array.of(1, number + 1), 1, state, none, 0);
    worker.receive('notice', Float32Array.of(1, Number.NaN), 1, state, none, 0);
    worker.receive('notice', Float32Array.of(1), 1, state, none, 0);
    worker.receive('reply', Float32Array.of(1, number), 1, state, none, 0);
    worker.receive('offer', Float32Array.of(1, 1), 1, state, none, 2);
    expect([...state]).toEqual([10]);
  });
});
