/** How inputs of a network are made of what was brought, by the kind of a task's data. */
import type { SharedTask } from '@hearsay/shared/tasks/shared-task.ts';
import { lengthOf } from '@hearsay/shared/tasks/task.ts';
import type { FeatureMaker } from '../../data/features/feature-questions.ts';
import type { ExampleStore } from '../../data/kept/example-store.ts';
import { featureRows, type PictureRows, pixelRows } from '../../data/rows/picture-rows.ts';
import { byteRows } from '../../data/rows/rows.ts';
import type { Inputs } from './collection.ts';

/** Copies of each picture that is learned from, besides itself. */
const COPIES = 3;
/** Of the copies: any, the same after a reload. */
const SEED = 1;

/** Bytes of an example as it is kept. */
export function bytesOf({ data, task }: SharedTask): number {
  return data.kind === 'pictures' ? data.side ** 2 * 3 : lengthOf(task.input);
}

/** @param startMaker starts the Worker that makes features and copies of pictures, once it is needed */
export async function inputsOf(
  { data, task }: SharedTask,
  store: ExampleStore,
  startMaker: () => Promise<FeatureMaker>,
): Promise<Inputs> {
  const classes = task.classes ?? [];
  if (data.kind !== 'pictures') {
    return {
      rows: async () => byteRows(store.examples.peek(), classes, lengthOf(task.input)),
      one: async (pixels) => shares(pixels),
      close() {},
    };
  }
  const maker = await startMaker();
  const { side, features } = data;
  const options = (signal: AbortSignal, onProgress: PictureRows['onProgress']): PictureRows => ({
    ...{ classes, side, copies: COPIES, seed: SEED, maker, signal },
    ...(onProgress && { onProgress }),
  });
  return {
    rows: (signal, onProgress) =>
      features === null
        ? pixelRows(store.examples.peek(), options(signal, onProgress))
        : featureRows(store, options(signal, onProgress)),
    one: async (pixels) => (features === null ? shares(pixels) : maker.featuresOf(pixels.slice(), side, [0])),
    close: () => maker.close(),
  };
}

const shares = (bytes: Uint8Array): Float32Array => Float32Array.from(bytes, (byte) => byte / 255);
