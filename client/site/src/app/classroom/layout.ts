/**
 * Where peers are drawn: on an ellipse in their order, evenly spaced, from the top clockwise; many on several, one within
 * the other. The same peers are at the same places, and one more moves the others a little.
 */

export interface Place {
  readonly x: number;
  readonly y: number;
  /** Outwards, as a vector of length 1: where a label goes. */
  readonly outX: number;
  readonly outY: number;
}

export interface Layout {
  /** In the order of the peers. */
  readonly places: readonly Place[];
  /** Of a peer's circle. */
  readonly radius: number;
  /** Whether there is room for a label outside of each. */
  readonly labelled: boolean;
}

/** Up to so many stand on one ellipse, with labels. */
export const MAX_LABELLED = 40;
const MAX_RINGS = 12;
/** The innermost of several ellipses, as a share of the outermost. */
const INNERMOST = 0.2;
/** A circle's radius as a share of the distance to the next. */
const FILL = 0.38;
const MAX_RADIUS = 34;
const MIN_RADIUS = 2;
/** Outside of a circle: a label of two lines fits in. */
const LABEL_SPACE = 40;
const SAMPLES = 360;

/** @param width of the drawing, like `height` in CSS pixels */
export function layoutOf(count: number, width: number, height: number): Layout {
  const labelled = count <= MAX_LABELLED;
  const most = Math.min(MAX_RADIUS, Math.min(width, height) / 9);
  let best = ringsOf(count, 1, width, height, most);
  if (!labelled) {
    for (let rings = 2; rings <= MAX_RINGS; rings++) {
      const other = ringsOf(count, rings, width, height, most);
      if (other.radius > best.radius) best = other;
    }
  }
  return { ...best, labelled };
}

function ringsOf(
  count: number,
  rings: number,
  width: number,
  height: number,
  most: number,
): Omit<Layout, 'labelled'> {
  const margin = (count <= MAX_LABELLED ? LABEL_SPACE : 4) + most;
  const a = Math.max(1, width / 2 - margin);
  const b = Math.max(1, height / 2 - margin);
  const scales = Array.from(
    { length: rings },
    (_, ring) => 1 - (ring * (1 - INNERMOST)) / Math.max(1, rings - 1),
  );
  const perimeter = perimeterOf(a, b);
  const total = scales.reduce((sum, scale) => sum + scale, 0);
  const gap = rings === 1 ? Number.POSITIVE_INFINITY : (Math.min(a, b) * (1 - INNERMOST)) / (rings - 1);
  const spacing = Math.min(gap, (perimeter * total) / Math.max(1, count));
  const places: Place[] = [];
  let passed = 0;
  for (const scale of scales) {
    // So many that as many are left as the ellipses within have room for.
    passed += scale;
    const upTo = Math.round((count * passed) / total);
    places.push(...onEllipse(upTo - places.length, a * scale, b * scale, width / 2, height / 2));
  }
  return { places, radius: Math.max(MIN_RADIUS, Math.min(most, FILL * spacing)) };
}

function perimeterOf(a: number, b: number): number {
  // Ramanujan 1914.
  const h = ((a - b) / (a + b)) ** 2;
  return Math.PI * (a + b) * (1 + (3 * h) / (10 + Math.sqrt(4 - 3 * h)));
}

/** Equal arcs from one to the next. */
function onEllipse(count: number, a: number, b: number, x: number, y: number): Place[] {
  const lengths = new Float64Array(SAMPLES + 1);
  for (let i = 0; i < SAMPLES; i++) {
    const middle = (2 * Math.PI * (i + 0.5)) / SAMPLES;
    lengths[i + 1] = lengths[i] + Math.hypot(a * Math.cos(middle), b * Math.sin(middle));
  }
  let sample = 0;
  return Array.from({ length: count }, (_, index) => {
    const length = (lengths[SAMPLES] * index) / count;
    while (lengths[sample + 1] < length) sample += 1;
    const share = (length - lengths[sample]) / (lengths[sample + 1] - lengths[sample]);
    const angle = (2 * Math.PI * (sample + share)) / SAMPLES;
    const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
    const norm = Math.hypot(b * sin, a * cos);
    return { x: x + a * sin, y: y - b * cos, outX: (b * sin) / norm, outY: (-a * cos) / norm };
  });
}
