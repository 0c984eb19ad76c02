import { expect, it } from 'vitest';
import { createLinkOrder } from './link-order.ts';

it('holds back what would overtake, by no more than it must', () => {
  const order = createLinkOrder();
  expect(order.keep(0, 1, 5, 0)).toBe(5);
  const held = 1 + order.keep(0, 1, 1, 1);
  expect(held).toBeGreaterThan(5);
  expect(held).toBeCloseTo(5, 9);
  expect(order.keep(0, 1, 7, 2)).toBe(7);
});

it('keeps apart links, and the two ways of one', () => {
  const order = createLinkOrder();
  order.keep(0, 1, 5, 0);
  expect(order.keep(1, 0, 1, 0)).toBe(1);
  expect(order.keep(0, 2, 1, 0)).toBe(1);
});

it('keeps the order of messages of one moment, late in a run too', () => {
  const order = createLinkOrder();
  const now = 1e7 + 0.1;
  const arrivals = Array.from({ length: 100 }, () => now + order.keep(0, 1, 0.3, now));
  expect(arrivals.every((time, i) => i === 0 || time > arrivals[i - 1])).toBe(true);
  expect(arrivals[99]).toBeCloseTo(now + 0.3, 4);
});

it('lets through at once what has nothing before it', () => {
  const order = createLinkOrder();
  expect([order.keep(0, 1, 0, 0), order.keep(0, 1, 0, 0), order.keep(0, 1, 0, 1)]).toEqual([0, 0, 0]);
  expect(order.size).toBe(0);
});

it('forgets links on which nothing is on its way', () => {
  const order = createLinkOrder();
  for (let i = 0; i < 100_000; i++) order.keep(i, i + 1, 0.01, i / 1000);
  expect(order.size).toBeLessThan(2000);
  order.keep(99_999, 100_000, 1e6, 100);
  for (let i = 0; i < 5000; i++) order.keep(i, i + 1, 0.01, 200 + i);
  expect(order.keep(99_999, 100_000, 1, 6000)).toBeGreaterThan(900_000);
});
