/**
 * How the server lays MNIST out: images sorted by label, 784 bytes each, no header, in the order of the IDX
 * files within a label. The examples of one label are therefore one range of bytes, and a tab fetches its
 * shard with one HTTP range request a label.
 *
 *     /data/mnist/index.json     MnistIndex
 *     /data/mnist/train.images   60,000 x 784 bytes
 *     /data/mnist/test.images    10,000 x 784 bytes
 */
import * as v from 'valibot';

export const CLASSES = 10;
export const PIXELS = 784;

const SplitSchema = v.object({
  /** How many examples of each label there are; label l begins after all examples of smaller labels. */
  perLabel: v.pipe(
    v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000))),
    v.length(CLASSES),
  ),
});
export const MnistIndexSchema = v.object({ train: SplitSchema, test: SplitSchema });
export type MnistIndex = v.InferOutput<typeof MnistIndexSchema>;
