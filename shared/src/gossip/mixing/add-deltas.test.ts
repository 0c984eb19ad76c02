import { expect, it } from 'vitest';
import { createDeltaSum } from '../local-update/delta.ts';
import { lonePeer, neighbourhoodOf } from '../peer-context.fake.ts';
import type { PeerContext } from '../peer-context.ts';
import { graphSampler, star } from '../peer-sampler/graph.ts';
import { uniformSampler } from '../peer-sampler/uniform.ts';
import { addDeltas, rowWeight } from './add-deltas.ts';

const NO_REPLY = new Float32Array();
const SIZE = 5;

/** The peer at that place among five, who are called as their places. */
function peerAt(place: number): PeerContext {
  const others = Array.from({ length: SIZE }, (_, k) => k).filter((k) => k !== place);
  return lonePeer({ self: place, neighbours: neighbourhoodOf(others, place) });
}

it('the weights of a row make 1, and depend on the own degree alone: on a star a half, and a fifth', () => {
  const sampler = graphSampler(star);
  expect(rowWeight(peerAt(0), { sampler })()).toBe(1 / SIZE);
  for (let place = 1; place < SIZE; place++) expect(rowWeight(peerAt(place), { sampler })()).toBe(1 / 2);
  expect(rowWeight(peerAt(3), { sampler: uniformSampler })()).toBe(1 / SIZE);
  expect(rowWeight(peerAt(3), { sampler: uniformSampler, most: 1 })()).toBe(1 / 2);
  expect(rowWeight(lonePeer(), { sampler: uniformSampler })()).toBe(1);
});

it('the weights follow who is there', () => {
  let neighbours = neighbourhoodOf([1, 2, 3]);
  const peer = {
    ...lonePeer(),
    get neighbours() {
      return neighbours;
    },
  };
  const weight = rowWeight(peer, { sampler: uniformSampler });
  expect(weight()).toBe(1 / 4);
  neighbours = neighbourhoodOf([1]);
  expect(weight()).toBe(1 / 2);
});

it('a delta goes to all neighbours once; who hears it adds its share', () => {
  const gathered = createDeltaSum(2);
  const rule = addDeltas(peerAt(0), { sampler: uniformSampler, gathered, share: () => 1 / SIZE });
  const state = Float32Array.of(1, 1);
  gathered.add(Float32Array.of(5, -10));
  rule.begin?.(state, [1, 2, 3, 4]);
  for (const to of [1, 2, 3, 4]) expect([...(rule.offer(state, to) ?? [])]).toEqual([5, -10]);
  rule.receive('offer', Float32Array.of(5, -10), 1, state, NO_REPLY, 2);
  expect([...state]).toEqual([2, -1]);
  rule.begin?.(state, [1, 2, 3, 4]);
  expect(rule.offer(state, 1)).toBeNull();
});

it('a delta waits where there is nobody', () => {
  const gathered = createDeltaSum(1);
  const rule = addDeltas(lonePeer(), { sampler: uniformSampler, gathered, share: () => 1 });
  gathered.add(Float32Array.of(5));
  rule.begin?.(new Float32Array(1), []);
  expect(gathered.take(new Float32Array(1))).toBe(true);
});

it('what is no delta, too short, or not of a neighbour changes nothing', () => {
  const gathered = createDeltaSum(2);
  const sampler = graphSampler(star);
  const rule = addDeltas(peerAt(1), { sampler, gathered, share: () => 1 / 2 });
  const state = Float32Array.of(1, 1);
  rule.receive('reply', Float32Array.of(5, 5), 1, state, NO_REPLY, 0);
  rule.receive('offer', Float32Array.of(5), 1, state, NO_REPLY, 0);
  rule.receive('offer', Float32Array.of(5, 5), 1, state, NO_REPLY, 2);
  rule.receive('offer', Float32Array.of(5, 5), 1, state, NO_REPLY, 99);
  expect([...state]).toEqual([1, 1]);
  rule.receive('offer', Float32Array.of(5, 5), 1, state, NO_REPLY, 0);
  expect([...state]).toEqual([3.5, 3.5]);
});
