import { describe, expect, it } from 'vitest';
import { selfCentredClipping } from './mixing/clipping.ts';
import { trimmedMean } from './mixing/trimmed-mean.ts';
import { averageWith, MAX_NEIGHBOUR_MODELS, NeighbourModels } from './neighbour-models.ts';
import { neighbourhoodOf } from './peer-context.fake.ts';

const valuesOf = (models: NeighbourModels): number[][] => models.all().map((model) => [...model]);

describe('the models of neighbours', () => {
  it('are copies of the latest that came of each', () => {
    const models = new NeighbourModels(neighbourhoodOf([1, 2]));
    const scratch = Float32Array.of(1, 1);
    models.keep(1, scratch);
    scratch.fill(2);
    models.keep(2, scratch);
    scratch.fill(3);
    models.keep(1, scratch);
    scratch.fill(9);
    expect(valuesOf(models)).toEqual([
      [2, 2],
      [3, 3],
    ]);
  });

  it('are forgotten when a neighbour goes, and not taken from who is none', () => {
    const present = [1, 2];
    const models = new NeighbourModels(neighbourhoodOf(present));
    for (const peer of [1, 2, 3]) models.keep(peer, Float32Array.of(peer));
    expect(valuesOf(models)).toEqual([[1], [2]]);
    present.splice(0, 1);
    expect(valuesOf(models)).toEqual([[2]]);
    models.forget(2);
    expect(valuesOf(models)).toEqual([]);
  });

  it('are bounded: who was silent the longest gives way', () => {
    const peers = Array.from({ length: MAX_NEIGHBOUR_MODELS + 2 }, (_, i) => i + 1);
    const models = new NeighbourModels(neighbourhoodOf(peers));
    for (const peer of peers.slice(0, MAX_NEIGHBOUR_MODELS)) models.keep(peer, Float32Array.of(peer));
    models.keep(1, Float32Array.of(1));
    for (const peer of peers.slice(MAX_NEIGHBOUR_MODELS)) models.keep(peer, Float32Array.of(peer));
    const kept = valuesOf(models).flat();
    expect(kept.length).toBe(MAX_NEIGHBOUR_MODELS);
    expect(new Set(kept)).toEqual(new Set(peers.filter((peer) => peer !== 2 && peer !== 3)));
  });
});

describe('the average with them', () => {
  const others = [Float32Array.of(2, 0), Float32Array.of(3, 6)];

  it('is the plain mean, and the own model where there are none', () => {
    const model = Float32Array.of(1, 3);
    averageWith(model, []);
    expect([...model]).toEqual([1, 3]);
    averageWith(model, others);
    expect([...model]).toEqual([2, 3]);
  });

  it('is by the rule that bears with liars, where there is one', () => {
    const liar = Float32Array.of(1e20, -1e20);
    const trimmed = Float32Array.of(1, 3);
    averageWith(trimmed, [...others, liar], trimmedMean(1));
    expect([...trimmed]).toEqual([2.5, 1.5]);
    const clipped = Float32Array.of(1, 3);
    averageWith(clipped, [...others, liar], selfCentredClipping(2));
    expect(Math.hypot(clipped[0] - 1, clipped[1] - 3)).toBeLessThanOrEqual(2);
  });
});
