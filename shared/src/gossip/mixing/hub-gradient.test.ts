import { describe, expect, it } from 'vitest';
import { hubRoom } from './hub.fake.ts';
import { hubGradient } from './hub-gradient.ts';

const none = new Float32Array();
const RATE = 0.5;

/** A room in which each peer has the gradients of its list to give, one after the other. */
const roomOf = (initial: number[], gradients: number[][]) =>
  hubRoom(
    initial.map((value) => [value]),
    (peer) =>
      hubGradient(peer, {
        rate: RATE,
        update: {
          take() {
            const next = gradients[peer.self].shift();
            return next === undefined ? null : Float32Array.of(next);
          },
        },
      }),
  );
const values = (states: readonly Float32Array[]): number[] => states.map(([value]) => value);

describe('hubGradient', () => {
  it('lets the hub take a step, and the worker adopt what came of it', () => {
    const room = roomOf([1, 7, 7], [[], [2], [4]]);
    room.ring(1);
    expect(values(room.states)).toEqual([0, 0, 7]);
    room.ring(2);
    expect(values(room.states)).toEqual([-2, 0, -2]);
  });

  it('sends no gradient twice', () => {
    const room = roomOf([1, 1], [[], [2]]);
    room.ring(1);
    room.ring(1);
    expect(values(room.states)).toEqual([0, 0]);
    expect(room.rules[1].offer(room.states[1], 0)).toBeNull();
  });

  it('lets the hub be its own worker', () => {
    const room = roomOf([1, 1], [[2], []]);
    room.ring(0);
    expect(values(room.states)).toEqual([0, 1]);
  });

  it('lets a hub that knows less have what others know', () => {
    const room = roomOf([1, 1], [[], [2, 6]]);
    room.rules[1].receive('reply', Float32Array.of(8, 30), 1, room.states[1], none, 0);
    room.ring(1);
    // The gradient was one of a model that the hub did not have.
    expect(values(room.states)).toEqual([8, 8]);
    room.ring(1);
    expect(values(room.states)).toEqual([5, 5]);
  });

  it('ignores what is odd', () => {
    const room = roomOf([1, 1, 1], [[], [], []]);
    const tell = (
      peer: number,
      kind: 'offer' | 'reply' | 'notice',
      vector: number[],
      from: number,
    ): boolean =>
      room.rules[peer].receive(
        kind,
        Float32Array.from(vector),
        1,
        room.states[peer],
        new Float32Array(2),
        from,
      );
    expect(tell(1, 'offer', [5, 0], 2)).toBe(false);
    tell(1, 'notice', [5, 9], 0);
    tell(1, 'reply', [5, 0.5], 0);
    tell(1, 'reply', [5, -1], 0);
    tell(1, 'reply', [5, 1e12], 0);
    tell(1, 'reply', [5], 0);
    tell(0, 'offer', [5], 1);
    tell(0, 'offer', [5, 1e12], 1);
    expect(values(room.states)).toEqual([1, 1, 1]);
  });
});
