import { expect, it } from 'vitest';
import { LEAST_WEIGHT, MOST_WEIGHT, weightedPush } from './weighted-push.ts';

const NO_REPLY = new Float32Array();

function push(from: Float32Array, to: Float32Array, arrives = true): void {
  const vector = weightedPush.offer(from, 1);
  if (arrives && vector) weightedPush.receive('offer', vector, 1, to, NO_REPLY, 0);
}

it('the sender halves its weight, the receiver takes the mean by weight', () => {
  const a = Float32Array.of(9, 2);
  const b = Float32Array.of(3, 2);
  push(a, b);
  expect([...a]).toEqual([9, 1]);
  expect([...b]).toEqual([5, 3]);
});

it('the mean by weight is conserved as long as nothing is lost', () => {
  const peers = [3, -6, 12, 1].map((value) => Float32Array.of(value, 1));
  const mean = (): number => {
    const weight = peers.reduce((sum, state) => sum + state[1], 0);
    return peers.reduce((sum, state) => sum + state[0] * state[1], 0) / weight;
  };
  for (let i = 0; i < 30; i++) push(peers[(7 * i) % 4], peers[(5 * i + 1) % 4]);
  expect(mean()).toBeCloseTo(2.5, 4);
});

it('weights stay within bounds, whatever is lost and whatever arrives', () => {
  const a = Float32Array.of(1, 1);
  const b = Float32Array.of(2, 1);
  for (let i = 0; i < 500; i++) push(a, b, false);
  expect(a[1]).toBe(LEAST_WEIGHT);
  for (let i = 0; i < 5; i++) {
    weightedPush.receive('offer', Float32Array.of(5, MOST_WEIGHT), 1, b, NO_REPLY, 0);
  }
  expect(b[1]).toBe(MOST_WEIGHT);
});

it('a message without a sensible weight, or of another kind, changes nothing', () => {
  const state = Float32Array.of(2, 1);
  for (const vector of [
    Float32Array.of(5, 0),
    Float32Array.of(5, -1),
    Float32Array.of(5, 1e30),
    Float32Array.of(5),
  ]) {
    weightedPush.receive('offer', vector, 1, state, NO_REPLY, 0);
  }
  weightedPush.receive('reply', Float32Array.of(5, 1), 1, state, NO_REPLY, 0);
  weightedPush.receive('notice', Float32Array.of(5, 1), 1, state, NO_REPLY, 0);
  expect([...state]).toEqual([2, 1]);
});
