import { describe, expect, it } from 'vitest';
import { DRAWING_LENGTH, drawingOf } from './drawings.ts';

describe('a drawing', () => {
  it('is bytes of ink, as large and in the middle wherever it was drawn', () => {
    const ink = new Uint8Array(100 * 100);
    for (let row = 10; row < 30; row++) ink.fill(255, row * 100 + 5, row * 100 + 15);
    const drawing = drawingOf(ink, 100) ?? new Uint8Array();
    expect(drawing).toHaveLength(DRAWING_LENGTH);
    expect(drawing[14 * 28 + 14]).toBe(255);
    expect(drawing[0]).toBe(0);
    expect(drawing.reduce((sum, byte) => sum + byte, 0) / 255).toBeCloseTo(200, 0);
  });

  it('is none where nothing was drawn', () => {
    expect(drawingOf(new Uint8Array(100), 10)).toBeNull();
  });
});
