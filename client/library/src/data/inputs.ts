/** Inputs that come from outside to be answered for: by a person who draws, a page that embeds the library, a console. */
import { lengthOf, type Task } from '@hearsay/shared/tasks/task.ts';
import { errorOf } from '../problem-words.ts';

/**
 * @param given as many numbers as one input of the task has, or a whole multiple of it: row after row
 * @throws HearsayError `wrong-shape`, `not-finite` or `out-of-range` that says what it has to be
 */
export function readInputs(given: ArrayLike<number>, { input, range }: Task): Float32Array<ArrayBuffer> {
  const inputs = Float32Array.from(given ?? []);
  const expected = lengthOf(input);
  if (inputs.length === 0 || inputs.length % expected !== 0)
    throw errorOf({ code: 'wrong-shape', what: 'inputs', expected, actual: inputs.length });
  const [least, most] = range ?? [-Number.MAX_VALUE, Number.MAX_VALUE];
  const index = inputs.findIndex((value) => !(value >= least && value <= most));
  if (index < 0) return inputs;
  throw errorOf(
    Number.isFinite(inputs[index])
      ? { code: 'out-of-range', what: 'inputs', index, least, most }
      : { code: 'not-finite', what: 'inputs', index },
  );
}
