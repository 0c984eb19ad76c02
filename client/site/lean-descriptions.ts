/** Leaves out of Workers what methods say of themselves to people: a Worker shows nothing, and a tab waits for its code. */
import type { Plugin } from 'vite';

const METHODS = /\/shared\/src\/methods\/[\w-]+\.ts$/;
/** A key whose value is a string for people, or begins with one. */
const WORDS = /\b(summary|source|help):(\s*)(['"`])(?:\\.|(?!\3).)*\3/gs;

export function leanDescriptions(): Plugin {
  return {
    name: 'lean-descriptions',
    enforce: 'pre',
    transform: (code, id) => (METHODS.test(id) ? { code: code.replace(WORDS, "$1:$2''"), map: null } : null),
  };
}
