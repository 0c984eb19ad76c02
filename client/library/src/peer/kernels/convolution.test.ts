import { createRandom, type Random } from '@hearsay/shared/util/random/random.ts';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { apart, normal } from './parity.fake.ts';

/** Of the largest element. */
const TOLERANCE = 1e-5;
const CASES = 300;

type Pad =
  | 'same'
  | 'valid'
  | number
  | [[number, number], [number, number], [number, number], [number, number]];
type Format = 'NHWC' | 'NCHW';

interface Case {
  readonly input: [number, number, number, number];
  readonly filter: [number, number, number, number];
  readonly output: readonly number[];
  readonly attrs: {
    readonly strides: [number, number];
    readonly pad: Pad;
    readonly dataFormat: Format;
    readonly dilations: [number, number];
    readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  };
}

/** Null where the filter does not fit the input. */
function complete(
  [batch, height, width, inputs]: readonly number[],
  filter: Case['filter'],
  attrs: Case['attrs'],
): Case | null {
  const first = attrs.dataFormat === 'NCHW';
  const input: Case['input'] = first ? [batch, inputs, height, width] : [batch, height, width, inputs];
  const info = tf.backend_util.computeConv2DInfo(
    input,
    filter,
    attrs.strides,
    attrs.dilations,
    attrs.pad,
    attrs.dimRoundingMode,
    false,
    tf.backend_util.convertConv2DDataFormat(attrs.dataFormat),
  );
  if (info.outHeight < 1 || info.outWidth < 1) return null;
  return { input, filter, output: info.outShape, attrs };
}

function randomCase(random: Random, dilated: boolean): Case {
  const from = (least: number, most: number): number => least + random.integer(most - least + 1);
  for (;;) {
    const square = random.uniform() < 0.5;
    const side = from(1, 5);
    const stride = from(1, 4);
    const plane: Case['filter'] = [side, square ? side : from(1, 5), from(1, 6), from(1, 9)];
    const dataFormat: Format = random.uniform() < 0.5 ? 'NHWC' : 'NCHW';
    const edges: [number, number][] = [
      [from(0, 5), from(0, 5)],
      [from(0, 5), from(0, 5)],
    ];
    const none: [number, number] = [0, 0];
    const explicit: Pad =
      dataFormat === 'NHWC' ? [none, edges[0], edges[1], none] : [none, none, edges[0], edges[1]];
    const pad = (['same', 'valid', from(0, 5), explicit] as const)[random.integer(4)];
    const rounding = (['floor', 'round', 'ceil', undefined] as const)[random.integer(4)];
    const found = complete([from(1, 3), from(1, 12), from(1, 12), plane[2]], plane, {
      strides: dilated ? [1, 1] : [stride, square ? stride : from(1, 4)],
      dilations: dilated ? [from(1, 3), from(1, 3)] : [1, 1],
      pad,
      dataFormat,
      ...(typeof pad === 'string' || !rounding ? {} : { dimRoundingMode: rounding }),
    });
    if (found) return found;
  }
}

async function expectParity(found: Case, random: Random, gradients: boolean): Promise<void> {
  const { input, filter, output, attrs } = found;
  const x = normal(random, input);
  const weights = normal(random, filter);
  const dy = normal(random, output);
  const what = JSON.stringify(found);
  expect(await apart('Conv2D', { x, filter: weights }, attrs), `forward of ${what}`).toBeLessThan(TOLERANCE);
  if (!gradients) return;
  const ofInput = await apart(
    'Conv2DBackpropInput',
    { dy, filter: weights },
    { ...attrs, inputShape: input },
  );
  expect(ofInput, `gradient of the input of ${what}`).toBeLessThan(TOLERANCE);
  const ofFilter = await apart('Conv2DBackpropFilter', { x, dy }, { ...attrs, filterShape: filter });
  expect(ofFilter, `gradient of the filter of ${what}`).toBeLessThan(TOLERANCE);
}

describe('a convolution and its gradients on wasm are those on cpu', () => {
  it('for random shapes, strides, paddings and layouts', async () => {
    const random = createRandom(1, 'convolutions');
    for (let i = 0; i < CASES; i++) await expectParity(randomCase(random, false), random, true);
  });

  it('dilated, which has no gradients in tfjs', async () => {
    const random = createRandom(1, 'dilated convolutions');
    for (let i = 0; i < CASES; i++) await expectParity(randomCase(random, true), random, false);
  });

  it.each<[string, number[], Case['filter'], [number, number], Pad, 'ceil' | undefined]>([
    ['same with strides beyond the filter', [1, 2, 12, 3], [2, 2, 3, 4], [4, 4], 'same', undefined],
    // tfjs takes the width from the filter's height here, and its own kernel writes beyond the result.
    ['a number with a filter that is not square', [2, 9, 12, 5], [4, 3, 5, 1], [1, 1], 2, undefined],
    ['a number with strides that are not square', [1, 6, 10, 3], [3, 3, 3, 2], [1, 4], 1, undefined],
    ['sizes rounded up', [3, 8, 6, 2], [3, 3, 2, 7], [2, 2], 4, 'ceil'],
    ['padding beyond the filter', [2, 5, 4, 3], [1, 2, 3, 2], [3, 1], 4, undefined],
    ['a filter as large as the input', [2, 5, 5, 3], [5, 5, 3, 4], [1, 1], 'valid', undefined],
  ])('%s', async (_, input, filter, strides, pad, rounding) => {
    for (const dataFormat of ['NHWC', 'NCHW'] as const) {
      const attrs = { strides, pad, dataFormat, dilations: [1, 1] as [number, number] };
      const found = complete(input, filter, { ...attrs, ...(rounding ? { dimRoundingMode: rounding } : {}) });
      expect(found).not.toBeNull();
      if (found) await expectParity(found, createRandom(2, dataFormat), true);
    }
  });

  it('with a bias and an activation in one', async () => {
    const random = createRandom(1, 'fused convolutions');
    for (let i = 0; i < CASES; i++) {
      const { input, filter, attrs } = randomCase(random, i % 3 === 0);
      if (attrs.dataFormat !== 'NHWC') continue;
      const inputs = {
        x: normal(random, input),
        filter: normal(random, filter),
        bias: normal(random, [filter[3]]),
      };
      const away = await apart('FusedConv2D', inputs, { ...attrs, activation: 'relu' });
      expect(away, JSON.stringify({ input, filter, attrs })).toBeLessThan(TOLERANCE);
    }
  });
});

it.each(['relu', 'linear'] as const)(
  'gradients through %s are those on cpu, and nothing is left',
  async (activation) => {
    const random = createRandom(3, 'network');
    const inputs = [[2, 9, 9, 3], [3, 3, 3, 4], [4]].map((shape) => normal(random, shape));
    const gradients = async (backend: string): Promise<Float32Array[]> => {
      await tf.setBackend(backend);
      const before = tf.engine().backend.numDataIds();
      const loss = (x: tf.Tensor, filter: tf.Tensor, bias: tf.Tensor): tf.Tensor => {
        const [image, weights] = [x as tf.Tensor4D, filter as tf.Tensor4D];
        const y = tf.fused.conv2d({ x: image, filter: weights, bias, strides: 2, pad: 'same', activation });
        return tf.sum(tf.square(y));
      };
      const found = tf.tidy(() => {
        const tensors = inputs.map(({ values, shape }) => tf.tensor(values.slice(), [...shape]));
        return tf
          .grads(loss)(tensors)
          .map((gradient) => Float32Array.from(gradient.dataSync()));
      });
      expect(tf.engine().backend.numDataIds()).toBe(before);
      return found;
    };
    const wasm = await gradients('wasm');
    for (const [i, ofCpu] of (await gradients('cpu')).entries()) {
      const norm = Math.hypot(...ofCpu);
      expect(norm).toBeGreaterThan(0);
      expect(Math.hypot(...wasm[i].map((value, j) => value - ofCpu[j])) / norm).toBeLessThan(TOLERANCE);
    }
  },
);

it('refuses a filter that does not fit the input', async () => {
  await tf.setBackend('wasm');
  const [x, filter] = [tf.zeros<tf.Rank.R4>([1, 2, 2, 1]), tf.zeros<tf.Rank.R4>([3, 3, 1, 1])];
  expect(() => tf.conv2d(x, filter, 1, 'valid')).toThrow(/leaves nothing/);
});
