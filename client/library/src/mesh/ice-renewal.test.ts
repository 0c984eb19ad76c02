import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createIceRenewal } from './ice-renewal.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const ICE = { servers: [], seconds: 600 };
const pass = (seconds: number): void => void vi.advanceTimersByTime(1000 * seconds);

it('asks half-way, and from then on as the new answers say', () => {
  const ask = vi.fn();
  const renewal = createIceRenewal(ask);
  renewal.onTold(ICE);
  pass(299);
  expect(ask).not.toHaveBeenCalled();
  pass(1);
  expect(ask).toHaveBeenCalledTimes(1);
  renewal.onTold({ servers: [], seconds: 20 });
  pass(10);
  expect(ask).toHaveBeenCalledTimes(2);
});

it('asks again, several times before they end, where there was no answer', () => {
  const ask = vi.fn();
  const renewal = createIceRenewal(ask);
  ask.mockImplementation(() => renewal.onFailed());
  renewal.onTold(ICE);
  pass(600);
  expect(ask.mock.calls.length).toBeGreaterThan(5);
  expect(ask.mock.calls.length).toBeLessThan(20);
});

it('asks nothing where there are none, or no more', () => {
  const ask = vi.fn();
  const renewal = createIceRenewal(ask);
  renewal.onTold(undefined);
  pass(10_000);
  renewal.onTold(ICE);
  renewal.onTold(undefined);
  pass(10_000);
  renewal.onTold(ICE);
  renewal.stop();
  pass(10_000);
  expect(ask).not.toHaveBeenCalled();
});
