/** What a session refuses before it begins. */
import { type Attack, isMessageAttack, parseAttack } from '@hearsay/shared/attacks/attack-names.ts';
import { LEAST_BYTES, parseRoomKey } from '@hearsay/shared/protocol/room-key.ts';
import { ruleOf, settingProblem } from '@hearsay/shared/settings/run-settings.ts';
import { lengthOf, type Task } from '@hearsay/shared/tasks/task.ts';
import { TASK_NAMES } from '@hearsay/shared/tasks/tasks.ts';
import { fromBase64Url } from '@hearsay/shared/util/base64url.ts';
import { type Rows, targetLength } from '../data/examples.ts';
import { errorOf } from '../problem-words.ts';

/** @throws HearsayError `bad-setting` where there is no such task */
export function requireTask(task: string): void {
  if (TASK_NAMES.includes(task)) return;
  refuse('task', task);
}

/** An empty key is none. @throws HearsayError `key-too-short`, or `bad-setting` where it is too long */
export function requireKey(key: string): void {
  if (key === '' || parseRoomKey(key) !== null) return;
  const bytes = fromBase64Url(key)?.length ?? null;
  if (bytes === null || bytes < LEAST_BYTES)
    throw errorOf({ code: 'key-too-short', bytes, least: LEAST_BYTES });
  refuse('key', key);
}

/** @throws HearsayError `bad-setting` where it is none on what a peer says of its model */
export function requireAttack(text: string): Attack {
  const attack = parseAttack(text);
  return attack !== null && isMessageAttack(attack) ? attack : refuse('attack', text);
}

function refuse(name: 'task' | 'key' | 'attack', value: string): never {
  const { fatal: _, ...problem } = settingProblem(name, value, ruleOf(name));
  throw errorOf({ code: 'bad-setting', ...problem });
}

/** @throws HearsayError `wrong-shape` where rows are not of the task, or have not a target each */
export function requireRows({ inputs, inputLength, targets }: Rows, task: Task): void {
  const expected = lengthOf(task.input);
  if (inputLength !== expected || inputs.length % expected !== 0) {
    const actual = inputLength !== expected ? inputLength : inputs.length % expected;
    throw errorOf({ code: 'wrong-shape', what: 'inputs', expected, actual });
  }
  const wanted = (inputs.length / expected) * targetLength(task);
  if (targets.length !== wanted)
    throw errorOf({ code: 'wrong-shape', what: 'targets', expected: wanted, actual: targets.length });
}

/** @throws HearsayError `wrong-shape`, or `not-finite` */
export function requireParameters(parameters: Float32Array, dimension: number): void {
  const { length } = parameters;
  if (length !== dimension)
    throw errorOf({ code: 'wrong-shape', what: 'parameters', expected: dimension, actual: length });
  const index = parameters.findIndex((value) => !Number.isFinite(value));
  if (index >= 0) throw errorOf({ code: 'not-finite', what: 'parameters', index });
}
