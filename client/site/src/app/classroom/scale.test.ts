import { describe, expect, it } from 'vitest';
import { shadeOf } from './scale.ts';

const luminance = (fill: string): number => {
  const [r, g, b] = (fill.match(/\d+/g) ?? []).map((text) => {
    const value = Number(text) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const SHARES = Array.from({ length: 101 }, (_, percent) => percent / 100);

describe.each([false, true])('the scale, dark: %s', (isDark) => {
  it('has numbers that can be read in every shade', () => {
    for (const share of SHARES) {
      const { fill, ink } = shadeOf(share, isDark);
      const [lighter, darker] = [luminance(fill), ink === '#fff' ? 1 : 0].sort((a, b) => b - a);
      expect((lighter + 0.05) / (darker + 0.05)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('goes one way in lightness, so that it reads without colour', () => {
    const steps = SHARES.map((share) => luminance(shadeOf(share, isDark).fill));
    const sign = isDark ? 1 : -1;
    for (let i = 1; i < steps.length; i++) expect(sign * (steps[i] - steps[i - 1])).toBeGreaterThanOrEqual(0);
  });

  it('takes what is out of range for the end of it', () => {
    expect(shadeOf(-1, isDark)).toEqual(shadeOf(0, isDark));
    expect(shadeOf(2, isDark)).toEqual(shadeOf(1, isDark));
  });
});
