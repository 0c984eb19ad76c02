/** Which corrections of drift a run makes, as people and links name them; `corrected-learner.ts` says what they do. */

/**
 * `momentum`: quasi-global momentum. `control`: a control variate. `logits`: a shift of the logits by the own shares of labels.
 * `clip`: a bound on each gradient's length.
 */
export const CORRECTIONS = ['momentum', 'control', 'logits', 'clip'] as const;
export type Correction = (typeof CORRECTIONS)[number];

/** Those to make, in the order of `CORRECTIONS`; `best` for all that serve the method, and `auto` for what it does unasked. */
export type DriftCorrection = 'auto' | 'best' | readonly Correction[];

/** What `parseDriftCorrection` takes, in words. */
export const DRIFT_CORRECTIONS = `auto, none, best, or some of ${CORRECTIONS.join(', ')} with commas between`;

/** Null where the text is none. */
export function parseDriftCorrection(text: string): DriftCorrection | null {
  if (text === 'auto' || text === 'best') return text;
  if (text === 'none') return [];
  const names = text.split(',');
  const known = CORRECTIONS.filter((correction) => names.includes(correction));
  return known.length === names.length ? known : null;
}

/** Read back as the same. */
export function formatDriftCorrection(correction: DriftCorrection): string {
  if (typeof correction === 'string') return correction;
  return correction.length === 0 ? 'none' : correction.join(',');
}

/**
 * What leaves the worst peer closest to SGD on everybody's data: see `npm run papers -- drift`.
 * @param keepsMean whether exchanges keep the mean of all models. Where they do not, control variates follow its random walk,
 * and carry it on.
 */
export function bestCorrections(keepsMean: boolean): readonly Correction[] {
  return keepsMean ? CORRECTIONS : CORRECTIONS.filter((correction) => correction !== 'control');
}
