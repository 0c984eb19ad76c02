/**
 * A category as a fixed number of inputs, whatever categories there are: LIT of them are lit, with a sign, and which ones and
 * which signs a hash of its text decides. So peers need not agree on a list of categories before they learn, and one that turns
 * up later has a place already. There are C(24, 6) * 2^6 = 8.6 million codes: of 100 categories some two are alike with a
 * probability of 0.06 %. Signed hashing as in Weinberger et al. 2009 (arXiv 0902.2206).
 */
import { nameKey } from '../tasks/names.ts';
import { CATEGORY_WIDTH } from '../tasks/table-width.ts';
import { createRandom } from '../util/random/random.ts';

const LIT = 6;
/** So that a code has about the length of a one-hot vector: the square of it is 1.5. */
const LIGHT = 0.5;
/** Codes that are kept rather than made again. */
const MOST_KEPT = 10_000;

/** @returns writes the code of a text over CATEGORY_WIDTH numbers; zeros for none */
export function createCategoryCodes(): (text: string, into: Float32Array, at: number) => void {
  const codes = new Map<string, Float32Array>();
  return (text, into, at) => {
    let code = codes.get(text);
    if (code === undefined) {
      code = codeOf(nameKey(text));
      if (codes.size < MOST_KEPT) codes.set(text, code);
    }
    into.set(code, at);
  };
}

function codeOf(key: string): Float32Array {
  const code = new Float32Array(CATEGORY_WIDTH);
  if (key === '') return code;
  const random = createRandom(0, 'category', key);
  for (let lit = 0; lit < LIT; ) {
    const place = random.integer(2 * CATEGORY_WIDTH);
    const input = place >> 1;
    if (code[input] !== 0) continue;
    code[input] = place % 2 === 0 ? LIGHT : -LIGHT;
    lit += 1;
  }
  return code;
}
