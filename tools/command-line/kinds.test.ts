import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal, flag, integer, list, oneOf, range, text } from './kinds.ts';

describe('numbers', () => {
  it('takes decimal notation and nothing else', () => {
    const { parse } = decimal(-10, 1000);
    expect(['1', '-2.5', '.5', '+3', '1e2', '1E-2', '-0'].map(parse)).toEqual([
      1, -2.5, 0.5, 3, 100, 0.01, 0,
    ]);
    for (const wrong of ['', ' ', '0x10', '1e999', 'Infinity', 'NaN', '1_0', '1,0', '5.', '1 ', '--1']) {
      expect(parse(wrong), wrong).toBeNull();
    }
  });

  it('keeps to its bounds, both included', () => {
    expect(['0', '1', '5', '6'].map(integer(1, 5).parse)).toEqual([null, 1, 5, null]);
    expect(integer(1, 5).parse('2.5')).toBeNull();
    expect(integer(0, Number.POSITIVE_INFINITY).parse('9007199254740993')).toBeNull();
  });

  it('says its bounds', () => {
    expect(integer(1, 1_000_000).allowed).toBe('a whole number from 1 to 1000000');
    expect(decimal(0, Number.POSITIVE_INFINITY).allowed).toBe('a number of at least 0');
    expect(decimal(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY).allowed).toBe('a number');
  });

  it('reads back every number it could have written', () => {
    const { parse } = decimal(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
        expect(parse(String(x))).toBe(x + 0);
      }),
    );
  });
});

describe('words', () => {
  it('takes one of the words, true or false, or any text', () => {
    expect(['a', 'b', 'A', ''].map(oneOf(['a', 'b']).parse)).toEqual(['a', 'b', null, null]);
    expect(['true', 'false', 'yes'].map(flag().parse)).toEqual([true, false, null]);
    expect(['x y', ''].map(text().parse)).toEqual(['x y', null]);
  });
});

describe('lists', () => {
  it('takes values with commas between, all of which must be allowed', () => {
    const { parse, allowed } = list(integer(1, 600));
    expect(['8,64,512', '8', '8,', '', '8,601', '1,1'].map(parse)).toEqual([
      [8, 64, 512],
      [8],
      null,
      null,
      null,
      [1, 1],
    ]);
    expect(allowed).toBe('a whole number from 1 to 600, or several with commas between');
    expect(list(integer(1, 9), 2).parse('1,2,3')).toBeNull();
  });
});

describe('ranges', () => {
  it('takes numbers, ranges and both', () => {
    const { parse } = range(0, 100);
    expect(parse('1..4')).toEqual([1, 2, 3, 4]);
    expect(parse('1,5,2')).toEqual([1, 5, 2]);
    expect(parse('7')).toEqual([7]);
    expect(parse('1..3,8')).toEqual([1, 2, 3, 8]);
    expect(parse('5..5')).toEqual([5]);
  });

  it('refuses what is backwards, double, half or out of bounds', () => {
    for (const wrong of [
      '4..1',
      '1,1',
      '1..3,2',
      '1..',
      '..3',
      '1..2..3',
      '1...3',
      '',
      ',',
      '90..101',
      'a..b',
    ]) {
      expect(range(0, 100).parse(wrong), wrong).toBeNull();
    }
  });

  it('refuses a long range before building it', () => {
    const { parse } = range(0, 1e15);
    expect(parse('1..10000')).toHaveLength(10_000);
    expect(parse('1..10001')).toBeNull();
    expect(parse('1..999999999999999')).toBeNull();
    expect(parse('1,'.repeat(100_000))).toBeNull();
  });
});
