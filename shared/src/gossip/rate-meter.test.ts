import { expect, it } from 'vitest';
import { createRateMeter, RATE_WINDOW_SECONDS } from './rate-meter.ts';

it('counts events a second from the beginning, then over the window', () => {
  const meter = createRateMeter(100);
  expect(meter.perSecond(100)).toBe(0);
  for (let t = 101; t <= 110; t++) meter.count(t);
  expect(meter.perSecond(110)).toBeCloseTo(1);
  for (let t = 111; t <= 200; t++) meter.count(t);
  expect(meter.perSecond(200)).toBeCloseTo(1);
  expect(meter.perSecond(200 + RATE_WINDOW_SECONDS)).toBe(0);
});

it('is right at high rates too', () => {
  const meter = createRateMeter(0);
  for (let i = 1; i <= 50_000; i++) meter.count(i / 1000);
  expect(meter.perSecond(50)).toBeCloseTo(1000, -1);
});
