import { describe, expect, it } from 'vitest';
import { createTokenBucket } from './token-bucket.ts';

describe('a token bucket', () => {
  it('gives a burst at once, then as many as come in', () => {
    let time = 0;
    const bucket = createTokenBucket(2, 10, () => time);
    expect(bucket.isFull()).toBe(true);
    for (let i = 0; i < 10; i++) bucket.take(1);
    expect(bucket.level()).toBe(0);
    time = 1500;
    expect(bucket.level()).toBe(3);
    time = 100_000;
    expect(bucket.level()).toBe(10);
  });

  it('remembers a debt, but not for ever', () => {
    let time = 0;
    const bucket = createTokenBucket(2, 10, () => time);
    for (let i = 0; i < 1000; i++) bucket.take(1);
    expect(bucket.level()).toBe(-10);
    time = 5000;
    expect(bucket.level()).toBe(0);
    time = 4000;
    expect(bucket.level()).toBe(0);
  });
});
