import { describe, expect, it } from 'vitest';
import type { Neighbourhood } from '../environment/environment.ts';
import { createRandom } from '../random/random.ts';
import type { PeerSampler } from './peer-sampler.ts';
import { uniformSampler } from './uniform.ts';

/** Every sampler passes this suite. */
const samplers: Record<string, PeerSampler> = { uniformSampler };

const neighboursOf = (...peers: number[]): Neighbourhood => ({
  count: peers.length,
  at: (position) => peers[position],
});

describe.each(Object.entries(samplers))('peer sampler: %s', (_, sampler) => {
  it('finds nobody where there is nobody', () => {
    expect(sampler.sample(neighboursOf(), createRandom(1))).toBeNull();
  });

  it('finds neighbours alone, and leaves none out', () => {
    const random = createRandom(2);
    const neighbours = neighboursOf(3, 9, 27, 81);
    const found = new Set(Array.from({ length: 500 }, () => sampler.sample(neighbours, random)));
    expect(found).toEqual(new Set([3, 9, 27, 81]));
  });

  it('takes its chances from the random that is handed in', () => {
    const neighbours = neighboursOf(...Array.from({ length: 100 }, (_, peer) => peer));
    const run = (seed: number): (number | null)[] => {
      const random = createRandom(seed);
      return Array.from({ length: 20 }, () => sampler.sample(neighbours, random));
    };
    expect(run(3)).toEqual(run(3));
    expect(run(3)).not.toEqual(run(4));
  });
});

it('the uniform sampler finds each as often', () => {
  const random = createRandom(4);
  const counts = [0, 0, 0, 0];
  for (let i = 0; i < 8000; i++) counts[uniformSampler.sample(neighboursOf(0, 1, 2, 3), random) ?? 0] += 1;
  for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(200);
});
