import { createRandom } from '@hearsay/shared/gossip/random/random.ts';
import type { Examples } from 'hearsay/internal/data/mnist.ts';

const PIXELS = 784;

/** Pixels that are not background, as in MNIST. */
const INK = 0.19;

/** As many made-up examples as are wanted: how long a step takes does not depend on what is learned. */
export function madeUpDigits(count: number): Examples {
  const random = createRandom(1, 'made-up digits');
  const labels = new Uint8Array(count).map((_, i) => i % 10);
  const pixels = new Uint8Array(count * PIXELS).map(() => (random.uniform() < INK ? random.integer(256) : 0));
  return { pixels, pixelsEach: PIXELS, labels };
}
