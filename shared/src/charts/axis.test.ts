import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAxis } from './axis.ts';

const layout = { length: 600, spacing: 60, rounded: true };

function labels(scale: 'linear' | 'log', values: number[], more: object = {}) {
  return createAxis({ label: '', scale, ...more }, values, layout).ticks.map(({ label }) => label);
}

describe('createAxis', () => {
  it('chooses round numbers', () => {
    expect(labels('linear', [0.03, 0.97])).toEqual([
      '0.0',
      '0.1',
      '0.2',
      '0.3',
      '0.4',
      '0.5',
      '0.6',
      '0.7',
      '0.8',
      '0.9',
      '1.0',
    ]);
    expect(labels('linear', [0, 2e6])[1]).toBe('0.2M');
    expect(labels('log', [3, 900])).toEqual(['10', '100', '1,000']);
    expect(labels('log', [3, 40])).toEqual(['2', '5', '10', '20', '50']);
    expect(labels('log', [1e-6, 1])).toEqual(['10⁻⁶', '10⁻⁵', '10⁻⁴', '10⁻³', '10⁻²', '10⁻¹', '10⁰']);
    expect(labels('log', [3.1, 3.4]).length).toBeGreaterThan(1);
  });

  it('writes the measured sizes of a log axis where they have room', () => {
    const sizes = [8, 64, 512];
    const axis = createAxis({ label: '', scale: 'log' }, sizes, {
      ...layout,
      rounded: false,
      preferred: sizes,
    });
    expect(axis.ticks.map(({ value }) => [value, Math.round(axis.position(value))])).toEqual([
      [8, 0],
      [64, 300],
      [512, 600],
    ]);
    const many = Array.from({ length: 50 }, (_, i) => 8 + i);
    const crowded = createAxis({ label: '', scale: 'log' }, many, { ...layout, preferred: many });
    expect(crowded.ticks.map(({ label }) => label)).toEqual(['5', '10', '20', '50', '100']);
  });

  it('ends where it is told, if it can', () => {
    expect(createAxis({ label: '', scale: 'linear', min: 0, max: 1 }, [0.5, 0.7], layout)).toMatchObject({
      low: 0,
      high: 1,
    });
    expect(createAxis({ label: '', scale: 'log', min: 0 }, [2, 7], layout).low).toBe(2);
  });

  it('puts every value it shows on the axis, and ticks too', () => {
    const scales = fc.constantFrom('linear' as const, 'log' as const);
    const values = fc.array(fc.oneof(fc.double(), fc.double({ min: -1e6, max: 1e6 }), fc.integer()));
    fc.assert(
      fc.property(scales, values, fc.boolean(), (scale, given, rounded) => {
        const axis = createAxis({ label: '', scale }, given, { ...layout, rounded });
        for (const value of [...given.filter(axis.shows), ...axis.ticks.map((tick) => tick.value)]) {
          expect(axis.position(value)).toBeGreaterThanOrEqual(-0.01);
          expect(axis.position(value)).toBeLessThanOrEqual(600.01);
        }
        expect(axis.ticks.length).toBeLessThan(25);
      }),
      { numRuns: 500 },
    );
  });
});
