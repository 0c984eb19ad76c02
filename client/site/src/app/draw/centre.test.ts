import { describe, expect, it } from 'vitest';
import { centreDigit } from './centre.ts';

const SIZE = 280;

/** A drawing of filled rectangles: left, top, width, height. */
function draw(...rectangles: [number, number, number, number][]): Uint8Array {
  const ink = new Uint8Array(SIZE * SIZE);
  for (const [left, top, width, height] of rectangles) {
    for (let row = top; row < top + height; row++)
      ink.fill(255, row * SIZE + left, row * SIZE + left + width);
  }
  return ink;
}

function measure(digit: Float32Array): { width: number; height: number; x: number; y: number; mass: number } {
  const columns: number[] = [];
  const rows: number[] = [];
  let [mass, x, y] = [0, 0, 0];
  digit.forEach((value, i) => {
    if (value < 0.01) return;
    const [row, column] = [Math.floor(i / 28), i % 28];
    rows.push(row);
    columns.push(column);
    mass += value;
    x += value * (column + 0.5);
    y += value * (row + 0.5);
  });
  return {
    width: Math.max(...columns) - Math.min(...columns) + 1,
    height: Math.max(...rows) - Math.min(...rows) + 1,
    x: x / mass,
    y: y / mass,
    mass,
  };
}

const centred = (ink: Uint8Array): Float32Array => centreDigit(ink, SIZE) ?? new Float32Array();

describe('a drawing', () => {
  it('is nothing where nothing is drawn', () => {
    expect(centreDigit(new Uint8Array(SIZE * SIZE), SIZE)).toBeNull();
  });

  it('fills a box of 20 pixels with its longer side, and keeps its proportions', () => {
    const { width, height, mass } = measure(centred(draw([30, 60, 50, 200])));
    expect([width, height]).toEqual([6, 20]);
    expect(mass).toBeCloseTo(5 * 20, 1);
  });

  it('has its centre of mass in the middle', () => {
    // An L: its mass is not where the middle of its box is.
    const { x, y } = measure(centred(draw([20, 20, 30, 200], [50, 190, 90, 30])));
    expect(x).toBeCloseTo(14, 3);
    expect(y).toBeCloseTo(14, 3);
  });

  it('is the same wherever and however large it is drawn', () => {
    const there = centred(draw([20, 20, 40, 160], [60, 150, 60, 30]));
    expect(centred(draw([91, 33, 40, 160], [131, 163, 60, 30]))).toEqual(there);
    const half = centred(draw([10, 10, 20, 80], [30, 75, 30, 15]));
    half.forEach((value, i) => {
      expect(value).toBeCloseTo(there[i], 4);
    });
  });

  it('stays small where it is a dot', () => {
    expect(measure(centred(draw([100, 100, 10, 10]))).width).toBeLessThan(8);
  });

  it('is of numbers from 0 to 1, grey at its edges', () => {
    const digit = centred(draw([33, 41, 37, 171]));
    expect(digit).toHaveLength(784);
    expect(Math.min(...digit)).toBe(0);
    expect(Math.max(...digit)).toBe(1);
    expect(digit.some((value) => value > 0.05 && value < 0.95)).toBe(true);
  });
});
