/**
 * How far the logits of a peer are shifted in training, so that its gradients do not push down the labels that it hardly has.
 * Menon et al. 2021 (arXiv 2007.07314) add the logarithm of a label's share to its logit; Zhang et al. 2022 (FedLC, arXiv
 * 2209.00189) do so at each peer, by its own shares.
 */

/** A peer holds as many labels as all of them times this: from there on, absent labels count as if all were alike. */
const FEW = 1 / Math.sqrt(12.5);

/**
 * The logarithm of each label's share, where no share counts as less than a peer of so many labels lets it. Whoever holds one
 * or two labels has the others' logits all but left out of its loss; a label counts as absent the less, the more there are.
 * @param counts of this peer's examples, by label
 * @returns null where the labels are alike, or there are no examples
 */
export function labelShift(counts: readonly number[]): Float32Array | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const shares = counts.map((count) => count / total);
  const least = leastShare(shares);
  const shift = Float32Array.from(shares, (share) => Math.log(Math.max(share, least)));
  return shift.every((value) => value === shift[0]) ? null : shift;
}

/** A uniform share times the square of the share of labels that are held, as far as these are few: 0.0125 for one of ten, 0.05 for
 * two, and 0.1, which is all, from three on. */
function leastShare(shares: readonly number[]): number {
  // As many labels of equal shares would be as likely to coincide in two examples.
  const held = 1 / shares.reduce((sum, share) => sum + share * share, 0);
  return Math.min(1, (held / (FEW * shares.length)) ** 2) / shares.length;
}
