import { createRandom } from '@hearsay/shared/util/random/random.ts';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { apart, normal, type Values } from './parity.fake.ts';

const CASES = 150;

it('is that of cpu for random shapes, and gives all to the first of equals', async () => {
  const random = createRandom(1, 'pools');
  const from = (least: number, most: number): number => least + random.integer(most - least + 1);
  let done = 0;
  while (done < CASES) {
    const shape: [number, number, number, number] = [from(1, 3), from(1, 9), from(1, 9), from(1, 5)];
    const side = from(1, 4);
    const attrs = {
      filterSize: [side, from(1, 4)] as [number, number],
      strides: [from(1, 4), from(1, 4)] as [number, number],
      pad: (['same', 'valid'] as const)[random.integer(2)],
    };
    const info = tf.backend_util.computePool2DInfo(shape, attrs.filterSize, attrs.strides, 1, attrs.pad);
    if (info.outHeight < 1 || info.outWidth < 1) continue;
    done += 1;
    // After a ReLU many are equal.
    const relu = ({ values }: Values): Values => ({
      shape,
      values: values.map((value) => Math.max(0, value)),
    });
    const input = relu(normal(random, shape));
    const dy = normal(random, info.outShape);
    const away = await apart('MaxPoolGrad', { dy, input, output: dy }, attrs);
    expect(away, JSON.stringify({ shape, attrs })).toBeLessThan(1e-6);
  }
});
