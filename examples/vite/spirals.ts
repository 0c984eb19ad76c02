/** Made-up data: two spirals, of which each tab has the inner or the outer part. */

export const PARTS = ['the inner half', 'the outer half'] as const;

export interface Points {
  /** Two numbers a point, from -1 to 1. */
  readonly xs: Float32Array;
  /** Which spiral it is of: 0 or 1. */
  readonly ys: Uint8Array;
}

const HALF_TURNS = 2.5;
const NOISE = 0.025;

/** @param from, to how far along the spirals, from 0 to 1 */
function pointsBetween(from: number, to: number, count: number): Points {
  const xs = new Float32Array(count * 2);
  const ys = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const spiral = i % 2;
    const along = from + (to - from) * Math.random();
    const angle = Math.PI * (spiral + HALF_TURNS * along);
    const radius = 0.15 + 0.8 * along + NOISE * (2 * Math.random() - 1);
    xs[2 * i] = radius * Math.cos(angle);
    xs[2 * i + 1] = radius * Math.sin(angle);
    ys[i] = spiral;
  }
  return { xs, ys };
}

export function ownPoints(part: number): Points {
  return pointsBetween(part / PARTS.length, (part + 1) / PARTS.length, 400);
}

/** From all along the spirals: how good a model is in the whole plane. */
export function testPoints(): Points {
  return pointsBetween(0, 1, 400);
}
