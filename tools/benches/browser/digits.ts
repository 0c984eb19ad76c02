import type { Task } from '@hearsay/shared/tasks/task.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';
import { type Examples, examplesOf } from 'hearsay/internal/data/examples.ts';

const PIXELS = 784;

/** Pixels that are not background, as in MNIST. */
const INK = 0.19;

/** As many made-up examples as are wanted: how long a step takes does not depend on what is learned. */
export function madeUpDigits(count: number, task: Task): Examples {
  const random = createRandom(1, 'made-up digits');
  const targets = new Uint8Array(count).map((_, i) => i % 10);
  const inputs = new Uint8Array(count * PIXELS).map(() => (random.uniform() < INK ? random.integer(256) : 0));
  return examplesOf({ inputs, divisor: 255, inputLength: PIXELS, targets }, task);
}
