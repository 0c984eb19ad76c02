import { describe, expect, it } from 'vitest';
import { createRandom } from '../../util/random/random.ts';
import { lonePeer, neighbourhoodOf } from '../peer-context.fake.ts';
import type { PeerIndex } from '../peer-index.ts';
import { complete, exponential, graphSampler, randomRegular, ring, star, torus } from './graph.ts';
import { hubSampler } from './hub.ts';
import { inTurnSampler } from './in-turn.ts';
import type { PeerSampler, SamplerContext } from './peer-sampler.ts';
import { uniformSampler } from './uniform.ts';

/** Every sampler passes this suite: how it is made, whether a peer may be its own partner, and whether weights make
 * 1 seen from the other side too. */
const samplers: Record<
  string,
  { readonly create: () => PeerSampler; readonly toItself?: boolean; readonly oneSided?: boolean }
> = {
  uniform: { create: () => uniformSampler },
  'in turn': { create: inTurnSampler },
  hub: { create: () => hubSampler, toItself: true },
  complete: { create: () => graphSampler(complete) },
  ring: { create: () => graphSampler(ring) },
  star: { create: () => graphSampler(star) },
  torus: { create: () => graphSampler(torus) },
  exponential: { create: () => graphSampler(exponential), oneSided: true },
  'random regular': { create: () => graphSampler(randomRegular(4, 1)) },
};

/** Peer k of a room, whose peers have the numbers 10, 20, 30 ... */
function contextOf(place: number, size: number, seed = 1): SamplerContext {
  const all = Array.from({ length: size }, (_, k) => 10 * (k + 1));
  const neighbours = neighbourhoodOf(
    all.filter((_, k) => k !== place),
    place,
  );
  return lonePeer({ self: all[place], neighbours, random: createRandom(seed) });
}

const allOf = (sampler: PeerSampler, context: SamplerContext): PeerIndex[] => {
  const found: PeerIndex[] = [];
  sampler.all(context, found);
  return found;
};

describe.each(Object.entries(samplers))('peer sampler: %s', (_, { create, toItself = false, oneSided }) => {
  it('finds nobody but perhaps itself where there is nobody', () => {
    const context = contextOf(0, 1);
    const nobody = toItself ? [context.self] : [];
    expect(create().sample(context)).toBe(toItself ? context.self : null);
    expect(allOf(create(), context)).toEqual(nobody);
  });

  it('finds those that it says it has, and leaves none out', () => {
    for (const size of [2, 3, 7, 16]) {
      const sampler = create();
      const context = contextOf(1, size, 2);
      const all = allOf(sampler, context);
      expect(new Set(all).size).toBe(all.length);
      const found = new Set(Array.from({ length: 500 }, () => sampler.sample(context)));
      expect(found).toEqual(new Set(all));
      expect(all.every((peer) => peer % 10 === 0 && peer <= 10 * size)).toBe(true);
      if (!toItself) expect(all).not.toContain(context.self);
    }
  });

  it('weighs each neighbour, and nobody else, with at most 1 in all', () => {
    for (const size of [1, 2, 5, 16]) {
      const sampler = create();
      for (let place = 0; place < size; place++) {
        const context = contextOf(place, size);
        const others = allOf(sampler, context).filter((peer) => peer !== context.self);
        const weights = others.map((other) => sampler.weight(context, other));
        expect(weights.every((weight) => weight > 0 && weight < 1)).toBe(true);
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeLessThan(1);
        expect(sampler.weight(context, 9999)).toBe(0);
      }
    }
  });

  it('weighs an edge alike at both ends', () => {
    if (oneSided) return;
    const sampler = create();
    for (const size of [2, 6, 9]) {
      for (let a = 0; a < size; a++) {
        for (let b = 0; b < size; b++) {
          if (a === b) continue;
          const [fromA, fromB] = [contextOf(a, size), contextOf(b, size)];
          expect(sampler.weight(fromA, fromB.self)).toBeCloseTo(sampler.weight(fromB, fromA.self), 12);
        }
      }
    }
  });

  it('takes its chances from the random that is handed in', () => {
    const run = (seed: number): (number | null)[] => {
      const context = contextOf(3, 30, seed);
      const sampler = create();
      return Array.from({ length: 20 }, () => sampler.sample(context));
    };
    expect(run(3)).toEqual(run(3));
  });
});

it('the uniform sampler finds each as often', () => {
  const context = contextOf(0, 5, 4);
  const counts = new Map<number | null, number>();
  for (let i = 0; i < 8000; i++) {
    const peer = uniformSampler.sample(context);
    counts.set(peer, (counts.get(peer) ?? 0) + 1);
  }
  expect(counts.size).toBe(4);
  for (const count of counts.values()) expect(Math.abs(count - 2000)).toBeLessThan(200);
});

it('in turn, each comes once before any comes again, and who has gone does not', () => {
  const sampler = inTurnSampler();
  const context = contextOf(0, 9);
  for (let round = 0; round < 20; round++) {
    expect(new Set(Array.from({ length: 8 }, () => sampler.sample(context))).size).toBe(8);
  }
  sampler.sample(context);
  const fewer = contextOf(0, 4);
  const found = Array.from({ length: 30 }, () => sampler.sample(fewer));
  expect(new Set(found)).toEqual(new Set([20, 30, 40]));
});

it('the hub is who comes first, and another once it has gone', () => {
  expect(hubSampler.sample(contextOf(0, 4))).toBe(10);
  expect(hubSampler.sample(contextOf(3, 4))).toBe(10);
  const withoutFirst = { self: 30, neighbours: neighbourhoodOf([20, 40], 1), random: createRandom(1) };
  expect(hubSampler.sample(withoutFirst)).toBe(20);
  expect(hubSampler.sample({ ...withoutFirst, self: 20, neighbours: neighbourhoodOf([30, 40], 0) })).toBe(20);
});

it('graphs have the edges they are known for', () => {
  const degrees = (graph: (size: number) => readonly (readonly number[])[], size: number): number[] =>
    graph(size).map(({ length }) => length);
  expect(degrees(ring, 8)).toEqual(new Array(8).fill(2));
  expect(degrees(star, 5)).toEqual([4, 1, 1, 1, 1]);
  expect(degrees(complete, 5)).toEqual(new Array(5).fill(4));
  expect(degrees(torus, 16)).toEqual(new Array(16).fill(4));
  expect(exponential(8)[0]).toEqual([1, 2, 4]);
  expect(degrees(randomRegular(4, 7), 32)).toEqual(new Array(32).fill(4));
  expect(randomRegular(4, 7)(32)).toEqual(randomRegular(4, 7)(32));
});
