/** A peer's own examples: asked for as its settings deal them out, and told of to the main thread. */
import type { DataRequest, LoadedData } from '../data/load-data.ts';
import { countLabels } from './batches.ts';
import type { Post, StartMessage } from './bridge.ts';

/** What the examples of a peer are, for its loader. */
export function requestOf(
  { settings, slot, source, task }: Pick<StartMessage, 'settings' | 'slot' | 'source' | 'task'>,
  onProgress: DataRequest['onProgress'],
): DataRequest {
  const { partition, samples, seed } = settings;
  return { source, task, share: { partition, samples, seed, slot }, onProgress };
}

/** @param what is to be said with them: that training has begun, or that they are others from now on */
export function postExamples(
  post: Post,
  { task }: Pick<StartMessage, 'task'>,
  { train, test, samples }: LoadedData,
  what: { type: 'training'; resumed: boolean } | { type: 'examples' },
): void {
  const buffers = samples === null ? [] : [samples.own.inputs.buffer, samples.test.inputs.buffer];
  const { rowsEach = 1 } = train;
  const labels = countLabels(train, task).map((rows) => rows / rowsEach);
  post({ ...what, examples: train.count / rowsEach, tests: test.count, labels, samples }, buffers);
}
