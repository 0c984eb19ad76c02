import { describe, expect, it } from 'vitest';
import { shapes } from '../features/shapes.fake.ts';
import { augment, variantsOf } from './augment.ts';

const SIDE = 32;
const seeds = Array.from({ length: 40 }, (_, i) => i + 1);
const grey = (value: number): Uint8Array => new Uint8Array(SIDE * SIDE * 3).fill(value);
const mean = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => sum + byte, 0) / bytes.length;
/** Where the mass of a picture is, from left to right. */
const centre = (picture: Uint8Array): number => {
  let [mass, sum] = [0, 0];
  for (let i = 0; i < picture.length; i += 3) {
    mass += picture[i];
    sum += picture[i] * ((i / 3) % SIDE);
  }
  return sum / mass;
};

describe('a copy of a picture', () => {
  it('is the same for a seed, and another for another', () => {
    const picture = shapes(1, SIDE, 1);
    expect(augment(picture, SIDE, 5)).toEqual(augment(picture, SIDE, 5));
    expect(new Set(seeds.map((seed) => String(augment(picture, SIDE, seed)))).size).toBe(seeds.length);
  });

  it('is brighter or darker by a fifth at most, and stays within bytes', () => {
    const lights = seeds.map((seed) => mean(augment(grey(100), SIDE, seed)));
    expect(Math.min(...lights)).toBeGreaterThanOrEqual(80);
    expect(Math.max(...lights)).toBeLessThanOrEqual(120);
    expect(Math.max(...lights) - Math.min(...lights)).toBeGreaterThan(30);
    const bright = augment(grey(255), SIDE, seeds[lights.indexOf(Math.max(...lights))]);
    expect(Math.min(...bright)).toBe(255);
  });

  it('is mirrored about half of the time, and moved a little', () => {
    const left = grey(0);
    for (let row = 0; row < SIDE; row++) left.fill(200, 3 * (row * SIDE + 4), 3 * (row * SIDE + 8));
    const centres = seeds.map((seed) => centre(augment(left, SIDE, seed)));
    const mirrored = centres.filter((at) => at > SIDE / 2);
    expect(mirrored.length).toBeGreaterThan(10);
    expect(mirrored.length).toBeLessThan(30);
    for (const at of centres) expect(Math.abs((at > SIDE / 2 ? SIDE - 1 - at : at) - 5.5)).toBeLessThan(4.5);
    expect(new Set(centres.map((at) => at.toFixed(1))).size).toBeGreaterThan(10);
  });

  it('stands among pictures as they are', () => {
    const three = shapes(3, SIDE, 2);
    const [length, variants] = [three.length / 3, variantsOf(three, SIDE, [0, 9, 0])];
    expect(variants.subarray(0, length)).toEqual(three.subarray(0, length));
    expect(variants.subarray(length, 2 * length)).toEqual(
      augment(three.subarray(length, 2 * length), SIDE, 9),
    );
    expect(variants.subarray(2 * length)).toEqual(three.subarray(2 * length));
  });
});
