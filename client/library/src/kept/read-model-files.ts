/** A model from the files that somebody chose. */
import {
  MAX_DESCRIPTION,
  MAX_WEIGHTS_BYTES,
  type ModelProblem,
  type ReadModel,
  readModel,
} from './model-file.ts';

/** What of a file is needed. */
type ChosenFile = Pick<File, 'name' | 'size' | 'text' | 'arrayBuffer'>;

/** `two-files`: they are not one description and one file of weights. `unreadable`: the browser does not give them. */
export type FilesProblem = ModelProblem | 'two-files' | 'too-large' | 'unreadable';

/** In any order. Never rejects. */
export async function readModelFiles(
  files: readonly ChosenFile[],
): Promise<{ ok: true; model: ReadModel } | { ok: false; problem: FilesProblem }> {
  const descriptions = files.filter(({ name }) => /\.json$/i.test(name));
  const others = files.filter((file) => !descriptions.includes(file));
  if (descriptions.length !== 1 || others.length !== 1) return { ok: false, problem: 'two-files' };
  const [description] = descriptions;
  const [weights] = others;
  // A character is at most four bytes.
  if (description.size > 4 * MAX_DESCRIPTION || weights.size > MAX_WEIGHTS_BYTES) {
    return { ok: false, problem: 'too-large' };
  }
  try {
    const [text, bytes] = await Promise.all([description.text(), weights.arrayBuffer()]);
    return readModel(text, new Uint8Array(bytes));
  } catch {
    return { ok: false, problem: 'unreadable' };
  }
}
