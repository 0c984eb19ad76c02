/**
 * How a hostile peer lies: a choice like a method's, for measuring what a room bears. A liar learns as others do, so that it
 * knows what honest messages look like, and says something else.
 */

import type { Attack, AttackName } from './attack-names.ts';

interface AttackDescription {
  readonly name: AttackName;
  /** One line. */
  readonly summary: string;
  readonly source: string;
  /** What `size` means, and what it is unless told; null where it means nothing. */
  readonly size: { readonly initial: number; readonly help: string } | null;
}

export const ATTACKS: readonly AttackDescription[] = [
  {
    name: 'constant',
    summary: 'every number of its model is the same',
    source: 'Blanchard et al. 2017, arXiv 1703.02757',
    size: { initial: 1000, help: 'that number' },
  },
  {
    name: 'noise',
    summary: 'normal numbers in place of its model',
    source: 'Blanchard et al. 2017, arXiv 1703.02757',
    size: { initial: 10, help: 'their standard deviation' },
  },
  {
    name: 'sign-flip',
    summary: 'its model turned round',
    source: 'Li et al. 2019, arXiv 1811.03761',
    size: { initial: 5, help: 'how many times as large' },
  },
  {
    name: 'scaling',
    summary: 'its model made larger',
    source: 'Bagdasaryan et al. 2018, arXiv 1807.00459',
    size: { initial: 10, help: 'how many times as large' },
  },
  {
    name: 'label-flip',
    summary: 'learns honestly from wrong labels: the last class for the first, and so on',
    source: 'Fung et al. 2018, arXiv 1808.04866',
    size: null,
  },
  {
    name: 'backdoor',
    summary: 'teaches that whatever has a mark in its corner is of the first class',
    source: 'Gu et al. 2017, arXiv 1708.06733',
    size: null,
  },
  {
    name: 'alie',
    summary:
      'a little is enough: the mean of what it heard, off by so many standard deviations in every number',
    source: 'Baruch et al. 2019, arXiv 1902.06156',
    size: { initial: 1.5, help: 'how many standard deviations' },
  },
  {
    name: 'inner-product',
    summary: 'from the mean of what it heard, against the way in which that goes',
    source: 'Xie et al. 2019, arXiv 1903.03936',
    size: { initial: 2, help: 'how far, in distances of honest models from their mean' },
  },
  {
    name: 'dissensus',
    summary: 'to each neighbour, that neighbour’s own model, moved away from the mean',
    source: 'He et al. 2022, arXiv 2202.01545',
    size: { initial: 2, help: 'how far, in distances of that neighbour from the mean' },
  },
  {
    name: 'orthogonal',
    summary: 'the mean of what it heard, moved at a right angle to it, always the same way',
    source: 'Fang et al. 2022, arXiv 2208.09894',
    size: { initial: 2, help: 'how far, in distances of honest models from their mean' },
  },
  {
    name: 'sybils',
    summary: 'all liars tell one lie, of a right angle, four times as often as honest peers speak',
    source: 'Fung et al. 2018, arXiv 1808.04866',
    size: { initial: 2, help: 'how far, in distances of honest models from their mean' },
  },
  {
    name: 'silence',
    summary: 'takes offers and never answers, and offers nothing',
    source: 'crash faults, as in any of these',
    size: null,
  },
  {
    name: 'late',
    summary: 'says what it was so many updates ago',
    source: 'stale models, as in arXiv 2404.19749',
    size: { initial: 50, help: 'updates' },
  },
  {
    name: 'forged-versions',
    summary: 'says of all others that they have made so many more updates than they have',
    source: 'forged messages, as in Lamport et al. 1982',
    size: { initial: 100_000, help: 'updates' },
  },
  {
    name: 'forged-reports',
    summary: 'changes what others report to the room, and reports for peers that there are not',
    source: 'forged messages, as in Lamport et al. 1982',
    size: { initial: 1000, help: 'updates that others are said to have made beside theirs' },
  },
];

/** What its size is unless told: 1 where it means nothing. */
export function sizeOf({ name, size }: Attack): number {
  return size ?? ATTACKS.find((attack) => attack.name === name)?.size?.initial ?? 1;
}
