import { expect, it } from 'vitest';
import { createWindowRate, WINDOW_SECONDS } from './window-rate.ts';

it('a rate is over the time since the start at first, then over the window', () => {
  const rate = createWindowRate(100);
  expect(rate.read(100, 0)).toBe(0);
  expect(rate.read(102, 10)).toBe(5);
  for (let second = 103; second <= 100 + WINDOW_SECONDS; second++) rate.read(second, 10);
  expect(rate.read(102 + WINDOW_SECONDS, 10)).toBe(0);
  expect(rate.read(103 + WINDOW_SECONDS, 40)).toBeCloseTo(1);
});

it('a rate remembers no more readings than it may', () => {
  const rate = createWindowRate(0);
  for (let i = 1; i <= 10_000; i++) rate.read(i / 1000, i);
  expect(rate.read(10.001, 10_001)).toBeCloseTo(1000);
});
