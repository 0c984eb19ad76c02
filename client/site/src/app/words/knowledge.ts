/** What is worth saying of what a tab was taught and what it knows: found here, said in `en.ts` and the like. */

/** Of the test examples of classes that a tab has no example of, so many at least must be right to speak of learning from others. */
const TAUGHT = 0.2;
/** Another class becomes the one to speak of only where it is known better by this much: else it would change all the time. */
const CLEARLY_BETTER = 0.15;

export type Knowledge =
  | { readonly kind: 'no-data' }
  | { readonly kind: 'untested'; readonly held: readonly number[] }
  /** It holds every class. */
  | { readonly kind: 'all'; readonly accuracy: number }
  /** What it has no example of, it does not know yet. */
  | {
      readonly kind: 'own-only';
      readonly held: readonly number[];
      readonly unseen: number;
      readonly alone: boolean;
    }
  /** It recognises `share` of the test examples of the class `label`, and `unseen` of all that it has no example of. */
  | {
      readonly kind: 'taught';
      readonly held: readonly number[];
      readonly label: number;
      readonly share: number;
      readonly unseen: number;
    };

export interface Learned {
  /** Training examples of each class. */
  readonly labels: readonly number[];
  /** Accuracy on the test examples of each; empty before the first test. */
  readonly perClass: readonly number[];
  /** Tabs in the room. */
  readonly size: number;
}

/** The labels of which this tab has at least one example. */
export function heldLabels(labels: readonly number[]): number[] {
  return labels.flatMap((count, label) => (count > 0 ? [label] : []));
}

/**
 * The accuracy that a model which knows its own classes and no others can reach on test data of all classes
 * alike; null where that says nothing, as the tab holds every class or no data yet.
 */
export function aloneLimit(labels: readonly number[]): number | null {
  const held = heldLabels(labels).length;
  return held === 0 || held === labels.length ? null : held / labels.length;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** @param before the label that was spoken of last; null where there is none */
export function knowledgeOf({ labels, perClass, size }: Learned, before: number | null): Knowledge {
  const held = heldLabels(labels);
  if (held.length === 0) return { kind: 'no-data' };
  if (perClass.length === 0) return { kind: 'untested', held };
  const missing = labels.flatMap((count, label) => (count === 0 ? [label] : []));
  if (missing.length === 0) return { kind: 'all', accuracy: mean(perClass) };
  const unseen = mean(missing.map((label) => perClass[label]));
  const best = missing.reduce((a, b) => (perClass[b] > perClass[a] ? b : a));
  const keeps = before !== null && missing.includes(before);
  const label = keeps && perClass[before] + CLEARLY_BETTER > perClass[best] ? before : best;
  const share = perClass[label];
  return share < TAUGHT
    ? { kind: 'own-only', held, unseen, alone: size <= 1 }
    : { kind: 'taught', held, label, share, unseen };
}
