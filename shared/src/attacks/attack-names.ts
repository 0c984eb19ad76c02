/** Which attacks there are, and how a link or a flag names one; `attacks.ts` says what they do. */

/** On what a peer says of its model; any peer can be made to. */
export const MESSAGE_ATTACKS = [
  'constant',
  'noise',
  'sign-flip',
  'scaling',
  'alie',
  'inner-product',
  'dissensus',
  'orthogonal',
  'sybils',
  'silence',
  'late',
] as const;

/** On what a peer learns from; simulated ones can be made to. */
const DATA_ATTACKS = ['label-flip', 'backdoor'] as const;

/** On what a peer says of others; peers with real links can be made to, since simulated ones have nothing that would show it. */
const FORGERIES = ['forged-versions', 'forged-reports'] as const;

/** What a tab, or a peer in Node, can be made to. */
export const PEER_ATTACKS = [...MESSAGE_ATTACKS, ...FORGERIES] as const;
/** What a simulated peer can be made to. */
export const SIMULATED_ATTACKS = [...MESSAGE_ATTACKS, ...DATA_ATTACKS] as const;

const ATTACK_NAMES = [...SIMULATED_ATTACKS, ...FORGERIES] as const;
export type AttackName = (typeof ATTACK_NAMES)[number];

/** Whether it is one on what a peer says of its model. */
export const isMessageAttack = ({ name }: Attack): boolean => MESSAGE_ATTACKS.some((one) => one === name);

/** Whether it is one that a tab, or a peer in Node, can be made to. */
export const isPeerAttack = ({ name }: Attack): boolean => PEER_ATTACKS.some((one) => one === name);

/** Whether it is one that a simulated peer can be made to. */
export const isSimulatedAttack = ({ name }: Attack): boolean => SIMULATED_ATTACKS.some((one) => one === name);

/** Whether it is one on examples. */
export const isDataAttack = ({ name }: Attack): boolean => DATA_ATTACKS.some((one) => one === name);

export interface Attack {
  readonly name: AttackName;
  /** What it means, and what it is usually, is the attack's; null for that. */
  readonly size: number | null;
}

/** Reads `NAME` or `NAME:SIZE`. @returns null for another text, or a size that is no number above 0 */
export function parseAttack(text: string): Attack | null {
  const [given, size, ...rest] = text.split(':');
  const name = ATTACK_NAMES.find((one) => one === given);
  if (name === undefined || rest.length > 0) return null;
  if (size === undefined) return { name, size: null };
  const value = Number(size);
  return size !== '' && value > 0 && Number.isFinite(value) ? { name, size: value } : null;
}

/** Read back as the same. */
export const formatAttack = ({ name, size }: Attack): string => (size === null ? name : `${name}:${size}`);
