import { describe, expect, it } from 'vitest';
import { createFormat } from './format.ts';

const english = createFormat('en');
const german = createFormat('de');

describe('numbers on the page', () => {
  it('writes bytes in powers of 1000 and never "1000 kB"', () => {
    expect([0, 999, 1000, 1234, 9949, 9950, 12_345].map(english.bytes)).toEqual([
      '0 B',
      '999 B',
      '1.0 kB',
      '1.2 kB',
      '9.9 kB',
      '10 kB',
      '12 kB',
    ]);
    expect([999_499, 999_600, 3.2e9, 5e16].map(english.bytes)).toEqual([
      '999 kB',
      '1.0 MB',
      '3.2 GB',
      '50,000 TB',
    ]);
  });

  it('writes shares as percentages', () => {
    expect(english.percent(0.8734)).toBe('87.3%');
    expect(english.percent(0.8734, 0)).toBe('87%');
  });

  it('gives small rates more decimals than large ones', () => {
    expect([0, 0.123, 0.999, 3.14, 9.96, 1234.5].map(english.rate)).toEqual([
      '0',
      '0.12',
      '1.0',
      '3.1',
      '10',
      '1,235',
    ]);
  });

  it('writes durations for people', () => {
    expect([3.4, 59.6, 60, 185, 3600, 7260].map(english.duration)).toEqual([
      '3 s',
      '1 min',
      '1 min',
      '3 min 5 s',
      '1 h 0 min',
      '2 h 1 min',
    ]);
  });

  it('writes times as a stopwatch does', () => {
    expect([0, 9.4, 95, 600, 3605].map(english.clock)).toEqual(['0:00', '0:09', '1:35', '10:00', '1:00:05']);
  });

  it('writes a round trip that was not measured as a dash', () => {
    expect([null, 0.4, 12.4].map(english.roundTrip)).toEqual(['–', '<1 ms', '12 ms']);
  });

  it('follows the language', () => {
    expect(german.bytes(1234)).toBe('1,2 kB');
    expect(german.percent(0.8734)).toBe('87,3\u00a0%');
    expect(german.count(12_345)).toBe('12.345');
    expect([english, german].map(({ list }) => list(['2', '3', '5']))).toEqual(['2, 3, and 5', '2, 3 und 5']);
  });
});
