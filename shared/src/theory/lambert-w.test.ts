import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lambertW } from './lambert-w.ts';

describe('lambertW', () => {
  it.each([
    [0, 0],
    [1, 0.5671432904097838],
    [Math.E, 1],
    [2 * Math.E ** 2, 2],
    [100, 3.3856301402900502],
    [1e10, 20.028685413304952],
    [-0.1, -0.11183255915896297],
    [-0.3, -0.4894022271802149],
    [-1 / Math.E, -1],
  ])('is known at %f', (x, w) => {
    expect(lambertW(x).re).toBeCloseTo(w, 13);
    expect(lambertW(x).im).toBe(0);
  });

  it('is known where it is not real', () => {
    expect(lambertW(-Math.PI / 2).re).toBeCloseTo(0, 13);
    expect(lambertW(-Math.PI / 2).im).toBeCloseTo(Math.PI / 2, 13);
    expect(lambertW(-1).re).toBeCloseTo(-0.3181315052047641, 13);
    expect(lambertW(-1).im).toBeCloseTo(1.3372357014306895, 13);
  });

  it('solves w e^w = x', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (x) => {
        const { re, im } = lambertW(x);
        const size = Math.exp(re);
        const [real, imaginary] = [
          size * (re * Math.cos(im) - im * Math.sin(im)),
          size * (re * Math.sin(im) + im * Math.cos(im)),
        ];
        const tolerance = 1e-9 * Math.max(1, Math.abs(x));
        expect(Math.abs(real - x)).toBeLessThan(tolerance);
        expect(Math.abs(imaginary)).toBeLessThan(tolerance);
      }),
    );
  });

  it('passes the branch point without a jump', () => {
    for (const near of [1e-14, 1e-12, 1e-9, 1e-7, 1e-6]) {
      expect(lambertW(-1 / Math.E + near).re).toBeCloseTo(-1 + Math.sqrt(2 * Math.E * near), 5);
      expect(lambertW(-1 / Math.E - near).im).toBeCloseTo(Math.sqrt(2 * Math.E * near), 5);
    }
  });
});
