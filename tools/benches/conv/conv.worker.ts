/** A Worker that trains mnist-cnn with the learner of a tab, on the backend that it is told. */

import type { LocalUpdate } from '@hearsay/shared/gossip/local-update/local-update.ts';
import { sgd } from '@hearsay/shared/gossip/local-update/sgd.ts';
import { mnistCnn } from '@hearsay/shared/tasks/mnist.ts';
import { initialParameters } from '@hearsay/shared/tasks/task.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';
import { startBackend } from 'hearsay/internal/peer/backend.ts';
import type { Backend } from 'hearsay/internal/peer/backend-name.ts';
import { createTfjsLearner } from 'hearsay/internal/peer/tfjs-learner.ts';
import { answer } from '../browser/answer.ts';
import { madeUpDigits } from '../browser/digits.ts';

export type ConvQuestion = { readonly backend: Backend } | { readonly steps: number };

const EXAMPLES = 512;
const RATE = 0.01;

const parameters = initialParameters(mnistCnn, 1);
let update: LocalUpdate | null = null;

async function start(backend: Backend): Promise<LocalUpdate> {
  const { chosen } = await startBackend(backend, () => Promise.resolve(0));
  if (chosen.name !== backend) throw new Error(`${chosen.name} has started: ${chosen.why}`);
  const learner = createTfjsLearner(mnistCnn, madeUpDigits(EXAMPLES, mnistCnn), createRandom(1, 'bench'));
  return sgd(learner, { steps: 1, rate: RATE });
}

/** The seconds that it took. */
answer<ConvQuestion>(async (question): Promise<number> => {
  const began = performance.now();
  if ('backend' in question) {
    update = await start(question.backend);
  } else {
    for (let step = 0; step < question.steps; step++) {
      update?.begin(parameters);
      update?.end(parameters);
    }
  }
  return (performance.now() - began) / 1000;
});
