import { type Combine, weightedMean } from './graph-average.ts';

/** Where a tensor lies in the flat vector. */
export interface Range {
  readonly start: number;
  /** Of what comes behind it. */
  readonly end: number;
}

/** Average first, then stretch each of the tensors about its mean until it varies as much as the contributions do on
 * average: w <- m + (w - m) sqrt(mean_j Var(w_j) / Var(w)), m being the mean of the averaged w's entries. Tian et al. 2024
 * (arXiv 2404.04616), variance-corrected averaging. The mean over j is by the same weights as the average, so that the
 * factor is never less than 1, Var being convex. A tensor whose average does not vary at all is left as it is. */
export function varianceCorrected(tensors: readonly Range[]): Combine {
  return (state, ownWeight, others) => {
    const wanted = tensors.map((tensor) =>
      others.reduce(
        (sum, other) => sum + other.weight * momentsOf(other.state, tensor).variance,
        ownWeight * momentsOf(state, tensor).variance,
      ),
    );
    weightedMean(state, ownWeight, others);
    tensors.forEach((tensor, t) => {
      const { mean, variance } = momentsOf(state, tensor);
      if (variance === 0) return;
      // Below 1 by rounding alone.
      const factor = Math.max(1, Math.sqrt(wanted[t] / variance));
      for (let i = tensor.start; i < tensor.end; i++) state[i] = mean + (state[i] - mean) * factor;
    });
  };
}

/** Mean and variance of a tensor's entries. */
function momentsOf(vector: Float32Array, { start, end }: Range): { mean: number; variance: number } {
  let sum = 0;
  for (let i = start; i < end; i++) sum += vector[i];
  const mean = sum / (end - start);
  let squares = 0;
  for (let i = start; i < end; i++) squares += (vector[i] - mean) ** 2;
  return { mean, variance: squares / (end - start) };
}
