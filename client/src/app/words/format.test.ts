import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatClock,
  formatDuration,
  formatPercent,
  formatRate,
  formatRoundTrip,
} from './format.ts';

describe('numbers on the page', () => {
  it('writes bytes in powers of 1000 and never "1000 kB"', () => {
    expect([0, 999, 1000, 1234, 9949, 9950, 12_345].map(formatBytes)).toEqual([
      '0 B',
      '999 B',
      '1.0 kB',
      '1.2 kB',
      '9.9 kB',
      '10 kB',
      '12 kB',
    ]);
    expect([999_499, 999_600, 3.2e9, 5e16].map(formatBytes)).toEqual([
      '999 kB',
      '1.0 MB',
      '3.2 GB',
      '50000 TB',
    ]);
  });

  it('writes shares as percentages', () => {
    expect(formatPercent(0.8734)).toBe('87.3%');
    expect(formatPercent(0.8734, 0)).toBe('87%');
  });

  it('gives small rates more decimals than large ones', () => {
    expect([0, 0.123, 0.999, 3.14, 9.96, 1234.5].map(formatRate)).toEqual([
      '0',
      '0.12',
      '1.0',
      '3.1',
      '10',
      '1,235',
    ]);
  });

  it('writes durations for people', () => {
    expect([3.4, 59.6, 60, 185, 3600, 7260].map(formatDuration)).toEqual([
      '3 s',
      '1 min',
      '1 min',
      '3 min 5 s',
      '1 h 0 min',
      '2 h 1 min',
    ]);
  });

  it('writes times as a stopwatch does', () => {
    expect([0, 9.4, 95, 600, 3605].map(formatClock)).toEqual(['0:00', '0:09', '1:35', '10:00', '1:00:05']);
  });

  it('writes a round trip that was not measured as a dash', () => {
    expect([null, 0.4, 12.4].map(formatRoundTrip)).toEqual(['–', '<1 ms', '12 ms']);
  });
});
