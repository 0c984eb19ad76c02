import type { Combine } from './graph-average.ts';

/**
 * The coordinate-wise trimmed mean: of all values of a coordinate, the own one included, the largest and the smallest are
 * left out, so many of each, and the rest is averaged, all with one weight. Where so few were heard that all of them may
 * be hostile, the own state stays as it is.
 * Yin et al. 2018 (arXiv 1803.01498), definition 2.
 * @param trimmed how many at each end, from 0: as many as may be hostile
 */
export function trimmedMean(trimmed: number): Combine {
  let scratch = new Float32Array(0);
  return (state, _ownWeight, others) => {
    if (others.length < 2 * trimmed) return;
    const count = others.length + 1;
    if (scratch.length !== count) scratch = new Float32Array(count);
    for (let i = 0; i < state.length; i++) {
      scratch[0] = state[i];
      for (let j = 0; j < others.length; j++) scratch[j + 1] = others[j].state[i];
      scratch.sort();
      let sum = 0;
      for (let k = trimmed; k < count - trimmed; k++) sum += scratch[k];
      state[i] = sum / (count - 2 * trimmed);
    }
  };
}
