import { describe, expect, it } from 'vitest';
import { layoutOf, MAX_LABELLED } from './layout.ts';

const [WIDTH, HEIGHT] = [700, 560];
const nearest = (count: number, width = WIDTH, height = HEIGHT): number => {
  const { places } = layoutOf(count, width, height);
  let least = Number.POSITIVE_INFINITY;
  for (const [i, a] of places.entries()) {
    for (const b of places.slice(i + 1)) least = Math.min(least, Math.hypot(a.x - b.x, a.y - b.y));
  }
  return least;
};

describe('the places of peers', () => {
  it.each([1, 2, 12, 40, 41, 300, 512])('are inside of the drawing, and apart, for %i', (count) => {
    for (const [width, height] of [
      [WIDTH, HEIGHT],
      [320, 320],
    ]) {
      const { places, radius } = layoutOf(count, width, height);
      expect(places).toHaveLength(count);
      for (const { x, y } of places) {
        expect(x).toBeGreaterThanOrEqual(radius);
        expect(x).toBeLessThanOrEqual(width - radius);
        expect(y).toBeGreaterThanOrEqual(radius);
        expect(y).toBeLessThanOrEqual(height - radius);
      }
      if (count > 1) expect(nearest(count, width, height)).toBeGreaterThan(2 * radius - 1);
    }
  });

  it('begin at the top, go clockwise, and are evenly spaced on the ellipse', () => {
    const { places } = layoutOf(12, WIDTH, HEIGHT);
    expect(places[0].x).toBeCloseTo(WIDTH / 2);
    expect(places[0]).toMatchObject({ outX: 0 });
    expect(places[0].outY).toBeCloseTo(-1);
    expect(places[3].x).toBeGreaterThan(places[2].x);
    expect(places[6].y).toBeGreaterThan(places[3].y);
    const steps = places.map((place, i) => {
      const next = places[(i + 1) % places.length];
      return Math.hypot(place.x - next.x, place.y - next.y);
    });
    expect(Math.max(...steps) / Math.min(...steps)).toBeLessThan(1.1);
  });

  it('are the same for the same peers, and move little when one more comes', () => {
    const before = layoutOf(20, WIDTH, HEIGHT);
    expect(layoutOf(20, WIDTH, HEIGHT)).toEqual(before);
    const after = layoutOf(21, WIDTH, HEIGHT);
    before.places.forEach(({ x, y }, i) => {
      expect(Math.hypot(after.places[i].x - x, after.places[i].y - y)).toBeLessThan(nearest(20));
    });
  });

  it('have labels as long as there is room for them', () => {
    expect(layoutOf(MAX_LABELLED, WIDTH, HEIGHT).labelled).toBe(true);
    expect(layoutOf(MAX_LABELLED + 1, WIDTH, HEIGHT).labelled).toBe(false);
  });
});
