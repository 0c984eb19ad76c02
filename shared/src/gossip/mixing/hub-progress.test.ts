import { describe, expect, it } from 'vitest';
import { hubRoom } from './hub.fake.ts';
import { hubProgress } from './hub-progress.ts';

const none = new Float32Array();
const values = (states: readonly Float32Array[]): number[] => states.map(([value]) => value);

describe('hubProgress', () => {
  it('takes the mean progress of those who are reached', () => {
    const room = hubRoom([[1], [1], [1]], hubProgress, (from, to) => from !== 2 && to !== 2);
    room.rules.forEach((rule, peer) => {
      rule.settle?.(room.states[peer]);
    });
    room.ring(0);
    room.states.forEach((state, peer) => {
      state[0] += 10 * peer;
      room.updates[peer] += 1;
    });
    for (const peer of [1, 2, 0]) room.ring(peer);
    // The hub made no progress, the first worker 10, and the second was not heard.
    expect(values(room.states)).toEqual([6, 6, 21]);
  });

  it('hears a worker once for each model that it is told', () => {
    const room = hubRoom([[0], [0]], hubProgress);
    room.ring(0);
    room.ring(1);
    room.states[1][0] = 4;
    room.updates[1] += 1;
    room.ring(1);
    room.ring(1);
    room.rules[0].receive('offer', Float32Array.of(4, 1), 1, room.states[0], none, 1);
    room.ring(0);
    expect(values(room.states)).toEqual([2, 2]);
  });

  it('sends what it found before it takes over a newer model', () => {
    const room = hubRoom([[0], [0]], hubProgress);
    room.ring(0);
    // The hub's clock happens to ring between the worker's update and its own clock, every time.
    for (let round = 0; round < 3; round++) {
      room.states[1][0] += 4;
      room.updates[1] += 1;
      room.ring(0);
    }
    expect(room.states[0][0]).toBeGreaterThan(2);
  });

  it('lets a hub that knows less have what others know', () => {
    const room = hubRoom([[0], [0]], hubProgress);
    room.rules[1].receive('notice', Float32Array.of(8, 30), 1, room.states[1], none, 0);
    expect(values(room.states)).toEqual([0, 8]);
    room.ring(0);
    expect(values(room.states)).toEqual([8, 8]);
    room.ring(0);
    expect(values(room.states)).toEqual([8, 8]);
  });

  it('ignores what is odd', () => {
    const room = hubRoom([[1], [1], [1]], hubProgress);
    const tell = (peer: number, kind: 'offer' | 'reply' | 'notice', vector: number[], from: number): void => {
      room.rules[peer].receive(kind, Float32Array.from(vector), 1, room.states[peer], none, from);
    };
    tell(1, 'notice', [5, 3], 2);
    tell(1, 'notice', [5, 0.5], 0);
    tell(1, 'notice', [5, -1], 0);
    tell(1, 'notice', [5, 1e12], 0);
    tell(1, 'notice', [5], 0);
    tell(1, 'reply', [5, 3], 0);
    tell(1, 'offer', [5, 0], 2);
    tell(0, 'offer', [5, 7], 2);
    for (const peer of [1, 2, 0]) room.ring(peer);
    expect(values(room.states)).toEqual([1, 1, 1]);
  });
});
