/** Numbers that a caller has, in whatever they are kept. */
import { lengthOf } from '@hearsay/shared/tasks/task.ts';
import { errorOf } from '../problem-words.ts';
import type { Numbers } from '../problems.ts';

/** What is read of a tensor of tfjs, whichever copy of it made it. It stays the caller's: it is not disposed of. */
export interface TensorLike {
  readonly shape: readonly number[];
  data(): Promise<ArrayLike<number>>;
}

/** A tensor, a typed array, or arrays of numbers, nested or not. */
export type Values = TensorLike | ArrayLike<number> | readonly NestedNumbers[];
export type NestedNumbers = readonly (number | NestedNumbers)[];

/** Numbers in one row after the other, with the shape where it is known. */
export interface Flat {
  readonly numbers: ArrayLike<number>;
  /** Null where it came without one. */
  readonly shape: readonly number[] | null;
}

/** @throws HearsayError `wrong-shape` where nested arrays are not all as long, or there are no numbers at all */
export async function flatten(values: Values, what: Numbers): Promise<Flat> {
  if (isTensor(values)) return { numbers: await values.data(), shape: values.shape };
  if (ArrayBuffer.isView(values)) return { numbers: values as unknown as ArrayLike<number>, shape: null };
  if (!Array.isArray(values)) throw errorOf({ code: 'wrong-shape', what, expected: 1, actual: 0 });
  const shape = shapeOf(values as NestedNumbers);
  const numbers = values.flat(Number.POSITIVE_INFINITY) as number[];
  const expected = lengthOf(shape);
  if (numbers.length !== expected)
    throw errorOf({ code: 'wrong-shape', what, expected, actual: numbers.length });
  return { numbers, shape: shape.length === 1 ? null : shape };
}

function isTensor(values: unknown): values is TensorLike {
  return (
    typeof values === 'object' &&
    values !== null &&
    'data' in values &&
    typeof values.data === 'function' &&
    'shape' in values &&
    Array.isArray(values.shape)
  );
}

function shapeOf(values: NestedNumbers): number[] {
  const [first] = values;
  return Array.isArray(first) ? [values.length, ...shapeOf(first)] : [values.length];
}

/** @throws HearsayError `not-finite` */
export function requireFinite(numbers: ArrayLike<number>, what: Numbers): void {
  for (let index = 0; index < numbers.length; index++) {
    if (!Number.isFinite(numbers[index])) throw errorOf({ code: 'not-finite', what, index });
  }
}
