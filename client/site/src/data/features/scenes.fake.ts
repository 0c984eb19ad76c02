/**
 * Pictures of nothing in particular, by which features are standardised: shapes with textures on grounds that go from one colour
 * to another. What features of photographs are like, those of these are like too.
 */
import { createRandom, type Random } from '@hearsay/shared/util/random/random.ts';
import type { Extractor } from './extractor.ts';
import { FEATURES } from './network.ts';

/** The light of one channel at a place, of -0.5 to 0.5 in both directions. */
type Paint = (x: number, y: number, channel: number) => number | null;

/** @returns side x side x 3 bytes */
function scene(side: number, seed: number): Uint8Array<ArrayBuffer> {
  const random = createRandom(seed, 'scene');
  const paints: Paint[] = [ground(random)];
  for (let shapes = 1 + random.integer(4); shapes > 0; shapes--) paints.push(shape(random));
  const noise = 25 * random.uniform();
  const pixels = new Uint8Array(side * side * 3);
  for (let at = 0; at < pixels.length; at++) {
    const place = Math.floor(at / 3);
    const x = (place % side) / side - 0.5;
    const y = Math.floor(place / side) / side - 0.5;
    let light = 0;
    for (const paint of paints) light = paint(x, y, at % 3) ?? light;
    pixels[at] = Math.max(0, Math.min(255, light + noise * (2 * random.uniform() - 1)));
  }
  return pixels;
}

function colour(random: Random): readonly number[] {
  return [255 * random.uniform(), 255 * random.uniform(), 255 * random.uniform()];
}

function ground(random: Random): Paint {
  const [from, to] = [colour(random), colour(random)];
  const angle = 2 * Math.PI * random.uniform();
  const waves = Array.from({ length: 4 }, () => ({
    across: 40 * (random.uniform() - 0.5),
    down: 40 * (random.uniform() - 0.5),
    phase: 2 * Math.PI * random.uniform(),
    height: 25 * random.uniform(),
  }));
  return (x, y, channel) => {
    const share = 0.5 + x * Math.cos(angle) + y * Math.sin(angle);
    const mixed = from[channel] + (to[channel] - from[channel]) * Math.max(0, Math.min(1, share));
    return waves.reduce(
      (sum, { across, down, phase, height }) => sum + height * Math.sin(across * x + down * y + phase),
      mixed,
    );
  };
}

function shape(random: Random): Paint {
  const kind = random.integer(3);
  const radius = 0.06 + 0.3 * random.uniform();
  const [left, top] = [random.uniform() - 0.5, random.uniform() - 0.5];
  const ink = colour(random);
  const angle = 2 * Math.PI * random.uniform();
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const texture = random.uniform() < 0.5 ? 0 : 60 * random.uniform();
  const pitch = 2 * Math.PI * (4 + 20 * random.uniform());
  const [across, down] = [0.6 * (random.uniform() - 0.5), 0.6 * (random.uniform() - 0.5)];
  return (x, y, channel) => {
    const u = (cos * (x - left) + sin * (y - top)) / radius;
    const v = (cos * (y - top) - sin * (x - left)) / radius;
    const inside = [
      u * u + v * v * (1 + across) < 1,
      Math.abs(u) < 0.8 && Math.abs(v) < 0.5,
      v > -0.9 && v < 0.7 && Math.abs(u) < 0.62 * (v + 0.9),
    ][kind];
    if (!inside) return null;
    return ink[channel] * (1 + across * u + down * v) + texture * Math.sin(pitch * (cos * x + sin * y));
  };
}

/**
 * What `standard.ts` has, which is of 80 scenes of each size.
 * @param rawOf what the network gives before it is standardised
 */
export function measure(
  rawOf: Extractor['featuresOf'],
  each: number,
): { means: Float64Array; deviations: Float64Array } {
  const means = new Float64Array(FEATURES);
  const squares = new Float64Array(FEATURES);
  for (let i = 0; i < 2 * each; i++) {
    // As small as the pictures of a task are, and larger.
    const side = i < each ? 96 : 160;
    const features = rawOf(scene(side, i), side);
    features.forEach((value, k) => {
      means[k] += value / (2 * each);
      squares[k] += value ** 2 / (2 * each);
    });
  }
  return { means, deviations: squares.map((square, k) => Math.sqrt(Math.max(0, square - means[k] ** 2))) };
}
