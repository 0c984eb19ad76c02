import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { directLabelWidth, layOutLegend, placeDirectLabels } from './labels.ts';
import { LINE } from './style.ts';

const plot = { width: 500, height: 300 };
const at = (...ys: number[]) => ys.map((y) => ({ x: 500, y }));
const named = (...names: string[]) => names.map((name) => ({ name, points: [] }));

describe('placeDirectLabels', () => {
  it('leaves names alone that have room', () => {
    expect(placeDirectLabels(at(200, 50, 120), plot)).toEqual([200, 50, 120]);
  });

  it('moves names apart around the middle of their ends', () => {
    expect(placeDirectLabels(at(104, 100), plot)).toEqual([102 + LINE / 2, 102 - LINE / 2]);
    expect(placeDirectLabels(at(0, 2), plot)).toEqual([0, LINE]);
  });

  it('gives up where names would be far from their lines', () => {
    expect(placeDirectLabels(at(100, 100, 100, 100, 100), plot)).toBeNull();
    expect(placeDirectLabels([{ x: 300, y: 10 }], plot)).toBeNull();
    expect(placeDirectLabels([null], plot)).toBeNull();
  });

  it('never lets names cover each other or leave the plot', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -50, max: 350, noNaN: true }), { maxLength: 16 }), (ys) => {
        const heights = placeDirectLabels(at(...ys), plot);
        if (heights === null) return;
        const sorted = [...heights].sort((a, b) => a - b);
        for (const [i, height] of sorted.entries()) {
          expect(height).toBeGreaterThanOrEqual(-0.001);
          expect(height).toBeLessThanOrEqual(300.001);
          if (i > 0) expect(height - sorted[i - 1]!).toBeGreaterThanOrEqual(LINE - 0.001);
        }
      }),
    );
  });
});

describe('names', () => {
  it('stand beside the lines only when they are short', () => {
    expect(directLabelWidth(named('push', 'pull'), 720)).not.toBeNull();
    expect(directLabelWidth(named('the mean of all the models of the room'), 720)).toBeNull();
  });

  it('fill the rows of a legend, and are cut when longer than one', () => {
    const items = layOutLegend(named('a'.repeat(20), 'b'.repeat(20), 'c'.repeat(200)), 688);
    expect(items.map(({ row }) => row)).toEqual([0, 0, 1]);
    expect(items[2]!.name).toMatch(/^c{20,60}…$/);
  });
});
