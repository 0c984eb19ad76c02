/** The server's list of examples, and which of them a tab asks for because of it. */
import { CLASSES, MnistIndexSchema } from '@hearsay/shared/data/mnist-index.ts';
import { shardRanges } from '@hearsay/shared/data/partition.ts';
import { parsePartition } from '@hearsay/shared/settings/run-settings.ts';
import * as v from 'valibot';
import { mutateValue, pick } from '../mutate.ts';
import { must, type Subject } from '../subject.ts';

const EPISODE = 20;
const PARTITIONS = ['iid', 'labels:2', 'labels:10', 'dirichlet:0.01', 'dirichlet:1000'].map(parsePartition);
const SAMPLES = 500;
const SLOTS = 4;

export const mnistIndex: Subject = {
  name: 'mnist-index',
  episode(random) {
    const perLabel = Array.from({ length: CLASSES }, () => 1 + random.integer(pick([3, 7000], random)));
    for (let input = 0; input < EPISODE; input++) {
      const value = mutateValue({ train: { perLabel }, test: { perLabel } }, random);
      const parsed = v.safeParse(MnistIndexSchema, value);
      if (!parsed.success) continue;
      for (const { perLabel: sizes } of [parsed.output.train, parsed.output.test]) {
        const valid =
          sizes.length === CLASSES &&
          sizes.every((size) => Number.isInteger(size) && size >= 1 && size <= 100_000);
        must(valid, 'a list of sizes is valid', sizes);
      }
      const { train } = parsed.output;
      const partition = pick(PARTITIONS, random);
      if (partition === null) throw new Error('there is no such partition');
      const ranges = shardRanges(
        partition,
        train.perLabel,
        SAMPLES,
        random.integer(2 ** 32),
        random.integer(SLOTS),
      );
      const inside = ranges.every(
        ({ label, start, count }) => start >= 0 && count > 0 && start + count <= train.perLabel[label],
      );
      must(inside, 'only what there is is asked for', ranges);
      must(
        ranges.reduce((sum, { count }) => sum + count, 0) <= SAMPLES,
        'no more is asked for than is wanted',
      );
    }
    return EPISODE;
  },
};
