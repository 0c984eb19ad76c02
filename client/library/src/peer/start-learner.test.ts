import { createRandom } from '@hearsay/shared/util/random/random.ts';
import { expect, it } from 'vitest';
import { decayingLearner, examplesWith, startMessage } from './peer-run.fake.ts';
import { startLearner } from './start-learner.ts';

it('where a caller brings a learner, tfjs is not started', async () => {
  const never = () => Promise.reject(new Error('tfjs was asked for'));
  const own = decayingLearner();
  const { train } = examplesWith([0, 1]);
  const given: unknown[] = [];
  const started = await startLearner(
    {
      startBackend: never,
      loadNetwork: never,
      async loadOwnLearner(url, { examples }, dimension) {
        given.push(url, examples, dimension);
        return own;
      },
    },
    {
      ...{ task: startMessage.task, frozen: new Float32Array(), backend: 'auto', seed: 1 },
      ...{ random: createRandom(1), learner: 'own.js' },
    },
    Promise.resolve(train),
    () => 0,
    () => {},
  );
  expect(started).toEqual({ learner: own, chosen: null });
  expect(given).toEqual(['own.js', train, 6]);
});
