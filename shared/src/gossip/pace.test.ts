import { expect, it } from 'vitest';
import { Pace } from './pace.ts';

const owing = (pace: Pace, count: number): Pace => {
  for (let i = 0; i < count; i++) pace.ring();
  return pace;
};

it('holds an update back while exchanges are owed, and lets it go as they begin', () => {
  const pace = owing(new Pace(true), 4);
  expect(pace.heldUntil(10)).toBe(11);
  expect(pace.isReleased).toBe(false);
  pace.begin();
  expect(pace.isReleased).toBe(true);
  expect(pace.heldUntil(10.5)).toBeNull();
  expect(pace.isHeldBack).toBe(false);
});

it('owes nothing more for rings while the clock stands still', () => {
  const pace = owing(new Pace(true), 4);
  pace.heldUntil(0);
  owing(pace, 10);
  for (let i = 0; i < 4; i++) pace.begin();
  expect(pace.owes).toBe(false);
});

it('holds back for no longer than a second, and lets go then what is owed', () => {
  const pace = owing(new Pace(true), 9);
  expect(pace.heldUntil(0.1)).toBe(1.1);
  expect(pace.heldUntil(1)).toBe(1.1);
  expect(pace.heldUntil(1.1)).toBeNull();
  expect(pace.owes).toBe(false);
});

it('does not hold back where exchanges are not counted per update, but owes no more than so many', () => {
  const pace = owing(new Pace(false), 1000);
  expect(pace.heldUntil(0)).toBeNull();
  let begun = 0;
  for (; pace.owes; begun++) pace.begin();
  expect(begun).toBe(16);
});

it('says at which share of its speed the peer updates', () => {
  const pace = new Pace(true);
  expect(pace.share).toBe(1);
  for (let update = 0; update < 100; update++) {
    owing(pace, 4);
    pace.heldUntil(update);
    for (let i = 0; i < 4; i++) pace.begin();
    pace.heldUntil(update + 0.75);
    expect(pace.ended(1)).toBeCloseTo(0.25);
  }
  expect(pace.share).toBeCloseTo(0.25);
});
