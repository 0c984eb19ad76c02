/** Inputs that come from outside to be answered for: by a person who draws, a page that embeds the library, a console. */
import { lengthOf, type Task } from '@hearsay/shared/tasks/task.ts';

/**
 * @param given as many numbers as one input of the task has, or a whole multiple of it: row after row
 * @throws RangeError that says what they have to be
 */
export function readInputs(given: ArrayLike<number>, { input, range }: Task): Float32Array<ArrayBuffer> {
  const inputs = Float32Array.from(given ?? []);
  const [least, most] = range ?? [-Number.MAX_VALUE, Number.MAX_VALUE];
  const length = lengthOf(input);
  const isWhole = inputs.length > 0 && inputs.length % length === 0;
  if (!isWhole || !inputs.every((value) => value >= least && value <= most)) {
    const what = range ? `numbers from ${least} to ${most}` : 'finite numbers';
    throw new RangeError(`An input is ${length} ${what}, of shape ${input.join(' x ')}.`);
  }
  return inputs;
}
