import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRandom } from '../../gossip/random/random.ts';
import { multiplyAdd } from './multiply-add.ts';

it('adds the product of matrices of any shape, and touches nothing else', () => {
  const side = fc.integer({ min: 1, max: 9 });
  fc.assert(
    fc.property(side, side, side, fc.boolean(), fc.nat(), (rows, inner, columns, transposed, seed) => {
      const random = createRandom(seed);
      const draw = (length: number): Float32Array => new Float32Array(length).map(() => random.normal());
      const values = draw(rows * inner);
      const left = transposed
        ? { values, rowStep: 1, innerStep: rows }
        : { values, rowStep: inner, innerStep: 1 };
      const right = draw(3 + inner * columns);
      const target = draw(2 + rows * columns + 2);
      const expected = target.slice();
      for (let r = 0; r < rows; r++) {
        for (let c = 0; c < columns; c++) {
          for (let k = 0; k < inner; k++) {
            const factor = values[r * left.rowStep + k * left.innerStep];
            expected[2 + r * columns + c] += factor * right[3 + k * columns + c];
          }
        }
      }
      multiplyAdd(target, 2, rows, columns, left, inner, right, 3);
      target.forEach((value, i) => {
        expect(value).toBeCloseTo(expected[i], 4);
      });
    }),
  );
});
