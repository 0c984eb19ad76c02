import { createRandom } from '@hearsay/shared/util/random/random.ts';
import { expect, it } from 'vitest';
import { apart, normal } from './parity.fake.ts';

it.each([
  [false, false],
  [true, false],
  [false, true],
  [true, true],
])('is that of cpu (a transposed: %s, b transposed: %s)', async (transposeA, transposeB) => {
  const random = createRandom(1, 'products', Number(transposeA), Number(transposeB));
  const shape = (transposed: boolean, ...[rows, columns]: number[]) =>
    transposed ? [columns, rows] : [rows, columns];
  for (let i = 0; i < 50; i++) {
    const [rows, inner, columns] = [1 + random.integer(40), 1 + random.integer(40), 1 + random.integer(40)];
    for (const [ofA, ofB] of [
      [[], []],
      [[3], [3]],
      [[1], [3]],
      [
        [2, 2],
        [2, 2],
      ],
    ]) {
      const a = normal(random, [...ofA, ...shape(transposeA, rows, inner)]);
      const b = normal(random, [...ofB, ...shape(transposeB, inner, columns)]);
      const away = await apart('BatchMatMul', { a, b }, { transposeA, transposeB });
      expect(away, JSON.stringify([a.shape, b.shape])).toBeLessThan(1e-5);
    }
  }
});
