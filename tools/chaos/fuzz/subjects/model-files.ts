/** Models in files: a person may choose any, from anybody. */

import { MAX_MAGNITUDE } from '@hearsay/shared/gossip/codec/codec.ts';
import { mnistCnn } from '@hearsay/shared/tasks/mnist.ts';
import { dimensionOf, initialParameters } from '@hearsay/shared/tasks/task.ts';
import { taskNamed } from '@hearsay/shared/tasks/tasks.ts';
import { type ReadModel, readModel, writeModel } from 'hearsay/internal/kept/model-file.ts';
import { chance, mutateBytes, mutateText, mutateValue } from '../mutate.ts';
import { isWithin, must, type Subject } from '../subject.ts';

const EPISODE = 20;
const ORIGIN = { settings: 'room=a', updates: 3, accuracy: 0.5 };
const FILES = writeModel(mnistCnn, initialParameters(mnistCnn, 1), ORIGIN, 'model.weights.bin');
/** Without a checksum, so that what is wrong in the weights is found by other means. */
const { userDefinedMetadata: _, ...UNSIGNED } = JSON.parse(FILES.description);

export const modelFiles: Subject = {
  name: 'model-files',
  episode(random) {
    for (let input = 0; input < EPISODE; input++) {
      const description = chance(0.5, random)
        ? mutateText(FILES.description, random, ['"sha256"', 'null', '[]', '{}', '1e999'])
        : (JSON.stringify(mutateValue(UNSIGNED, random)) ?? '');
      const read = readModel(description, mutateBytes(FILES.weights, random));
      if (read.ok) checkModel(read.model);
    }
    return EPISODE;
  },
};

function checkModel({ task, parameters }: ReadModel): void {
  must(parameters.length === dimensionOf(taskNamed(task)), 'a model is of its task', task, parameters.length);
  must(isWithin(parameters, MAX_MAGNITUDE), 'a model is of numbers that can be mixed');
}
