import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createIceRestart } from './ice-restart.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function started() {
  const offer = vi.fn();
  let isWell = true;
  const restart = createIceRestart(offer, () => isWell);
  const onState = (state: string): void => {
    isWell = state === 'connected' || state === 'completed';
    restart.onState(state);
  };
  return { ...restart, onState, offers: () => offer.mock.calls.length };
}
const pass = (seconds: number): void => void vi.advanceTimersByTime(1000 * seconds);

it('a way that comes back by itself is waited for', () => {
  const { onState, offers } = started();
  onState('disconnected');
  pass(1.9);
  onState('connected');
  pass(60);
  expect(offers()).toBe(0);
});

it('another is looked for after two seconds, and again until there is one', () => {
  const { onState, offers } = started();
  onState('disconnected');
  onState('disconnected');
  pass(2);
  expect(offers()).toBe(1);
  // What the offer itself brings about is no way yet.
  onState('checking');
  onState('disconnected');
  pass(3);
  expect(offers()).toBe(3);
  onState('completed');
  pass(60);
  expect(offers()).toBe(3);
  onState('disconnected');
  pass(2);
  expect(offers()).toBe(4);
});

it('at another network it is looked for at once', () => {
  const { begin, offers } = started();
  begin();
  expect(offers()).toBe(1);
  // There is one by the time that it would be offered again.
  pass(60);
  expect(offers()).toBe(1);
});

it('it ends, whether it helped or not', () => {
  const { begin, offers, stop, onState } = started();
  onState('checking');
  begin();
  pass(600);
  expect(offers()).toBe(12);
  begin();
  stop();
  pass(600);
  expect(offers()).toBe(13);
});
