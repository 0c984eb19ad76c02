/** What it is called when keys do not fit. */
import type { KeyTrouble } from '../mesh/handshake-guard.ts';
import type { ProblemCode } from '../problems.ts';

export const CODE_OF_TROUBLE = {
  'other-key': 'wrong-key',
  'has-key': 'key-missing',
  'no-key': 'peer-without-key',
  changed: 'changed-on-the-way',
} as const satisfies Record<KeyTrouble, ProblemCode>;
