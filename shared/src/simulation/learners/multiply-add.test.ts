import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileKernels } from '../../gossip/kernels/compile.mjs';
import { COMPILED } from '../../gossip/kernels/matrix-kernels.generated.ts';
import { createMatrixKernels } from '../../gossip/kernels/matrix-kernels.ts';
import { createRandom } from '../../util/random/random.ts';
import { createDenseNetwork } from './dense-network.ts';
import { plainMatrixMemory } from './multiply-add.ts';

it('kernels are what their source compiles to', async () => {
  expect(COMPILED === (await compileKernels('matrix-kernels'))).toBe(true);
});

const kernelMemory = (length: number): ReturnType<typeof plainMatrixMemory> => {
  const kernels = createMatrixKernels(length);
  if (kernels === null) throw new Error('There are no kernels.');
  return kernels;
};

const MARGIN = 5;
const side = fc.integer({ min: 1, max: 19 });
const shapes = fc.tuple(side, side, side, fc.boolean(), fc.nat());

describe.each([
  ['kernels', kernelMemory],
  ['plain JavaScript', plainMatrixMemory],
] as const)('a matrix product by %s', (_, create) => {
  it('adds the product of matrices of any shape, and touches nothing else', () => {
    fc.assert(
      fc.property(shapes, ([rows, inner, columns, transposed, seed]) => {
        const random = createRandom(seed);
        const right = rows * inner;
        const target = right + inner * columns + MARGIN;
        const { numbers, multiplyAdd } = create(target + rows * columns + MARGIN);
        for (let i = 0; i < numbers.length; i++) numbers[i] = random.normal();
        const [rowStep, innerStep] = transposed ? [1, rows] : [inner, 1];
        const expected = numbers.slice();
        for (let r = 0; r < rows; r++) {
          for (let c = 0; c < columns; c++) {
            for (let k = 0; k < inner; k++) {
              const product = Math.fround(
                numbers[r * rowStep + k * innerStep] * numbers[right + k * columns + c],
              );
              expected[target + r * columns + c] += product;
            }
          }
        }
        multiplyAdd(target, rows, columns, 0, rowStep, innerStep, inner, right);
        expect(numbers).toEqual(expected);
      }),
    );
  });
});

it('has room for matrices of more than a page', () => {
  expect(kernelMemory(100_000).numbers).toHaveLength(100_000);
});

it('a network has the same gradient, to the bit, with kernels or without', () => {
  const units = [23, 18, 13, 10];
  const batch = 7;
  const random = createRandom(3);
  const examples = {
    features: new Float32Array(batch * units[0]).map(() => random.normal()),
    labels: new Uint8Array(batch).map(() => random.integer(10)),
  };
  const shift = new Float32Array(10).map(() => random.normal());
  const [byKernels, plain] = [kernelMemory, plainMatrixMemory].map((create) => {
    const network = createDenseNetwork(units, 'relu', batch, create);
    const parameters = new Float32Array(network.dimension);
    network.initialise(parameters, createRandom(4));
    const gradient = new Float32Array(network.dimension);
    const rows = Uint32Array.from({ length: batch }, (_, i) => i);
    return { loss: network.gradient(parameters, gradient, examples, rows, 0, batch, shift), gradient };
  });
  expect(byKernels).toEqual(plain);
});
