import { describe, expect, it } from 'vitest';
import { createRandom } from '../util/random/random.ts';
import { fourier } from './fourier.ts';

describe('Fourier transform', () => {
  const random = createRandom(1, 'fourier');
  const signal = (length: number): Float64Array => Float64Array.from({ length }, () => random.normal());

  it('is the sum that defines it', () => {
    const [real, imaginary] = [signal(16), signal(16)];
    const [re, im] = [real.slice(), imaginary.slice()];
    fourier(re, im);
    for (let f = 0; f < 16; f++) {
      let [a, b] = [0, 0];
      real.forEach((x, t) => {
        const angle = (-2 * Math.PI * f * t) / 16;
        a += x * Math.cos(angle) - imaginary[t] * Math.sin(angle);
        b += x * Math.sin(angle) + imaginary[t] * Math.cos(angle);
      });
      expect(re[f]).toBeCloseTo(a, 12);
      expect(im[f]).toBeCloseTo(b, 12);
    }
  });

  it('leads back', () => {
    const [real, imaginary] = [signal(1024), signal(1024)];
    const [re, im] = [real.slice(), imaginary.slice()];
    fourier(re, im);
    fourier(re, im, true);
    expect(Math.max(...re.map((x, i) => Math.abs(x - real[i])))).toBeLessThan(1e-13);
    expect(Math.max(...im.map((x, i) => Math.abs(x - imaginary[i])))).toBeLessThan(1e-13);
  });

  it('takes only lengths that are powers of 2', () => {
    expect(() => fourier(signal(12), signal(12))).toThrow(RangeError);
    expect(() => fourier(signal(8), signal(16))).toThrow(RangeError);
  });
});
