/** The one matrix product of a dense network: by a kernel where there are any, and in plain JavaScript that gives the same bits. */
import { createMatrixKernels, type MatrixMemory } from '../../gossip/kernels/matrix-kernels.ts';

/** @param length numbers there is to be room for */
export function createMatrixMemory(length: number): MatrixMemory {
  return createMatrixKernels(length) ?? plainMatrixMemory(length);
}

export function plainMatrixMemory(length: number): MatrixMemory {
  const numbers = new Float32Array(length);
  return {
    numbers,
    multiplyAdd: (target, rows, columns, left, rowStep, innerStep, inner, right) => {
      // Four inner indices at a time, as long as there are four: the target is read and written a quarter as often.
      let k = 0;
      for (; k + 4 <= inner; k += 4) {
        const at = right + k * columns;
        for (let row = 0; row < rows; row++) {
          const a = left + row * rowStep + k * innerStep;
          addFour(numbers, target + row * columns, columns, a, innerStep, at);
        }
      }
      for (; k < inner; k++) {
        const at = right + k * columns;
        for (let row = 0; row < rows; row++) {
          addOne(numbers, target + row * columns, columns, left + row * rowStep + k * innerStep, at);
        }
      }
    },
  };
}

const { fround } = Math;

function addFour(
  numbers: Float32Array,
  target: number,
  columns: number,
  left: number,
  innerStep: number,
  right: number,
): void {
  const a = numbers[left];
  const b = numbers[left + innerStep];
  const c = numbers[left + 2 * innerStep];
  const d = numbers[left + 3 * innerStep];
  for (let column = 0; column < columns; column++) {
    const at = right + column;
    let sum = fround(numbers[target + column] + fround(a * numbers[at]));
    sum = fround(sum + fround(b * numbers[at + columns]));
    sum = fround(sum + fround(c * numbers[at + 2 * columns]));
    numbers[target + column] = sum + fround(d * numbers[at + 3 * columns]);
  }
}

function addOne(numbers: Float32Array, target: number, columns: number, left: number, right: number): void {
  const factor = numbers[left];
  for (let column = 0; column < columns; column++) {
    numbers[target + column] += fround(factor * numbers[right + column]);
  }
}
