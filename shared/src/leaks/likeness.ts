/** How much a picture that was made out is like the true one. */

/** Standardised shares, such as of ink, as they were: from 0 to 1. */
export function sharesOf(standardised: Float32Array, mean: number, deviation: number): Float32Array {
  return standardised.map((value) => Math.min(1, Math.max(0, value * deviation + mean)));
}

/**
 * Pearson's correlation, which neither brightness nor contrast changes.
 * @returns -1 to 1; 0 where one of both is all the same, or not finite
 */
export function correlation(one: Float32Array, other: Float32Array): number {
  return product(normalised(one), normalised(other));
}

/** Peak signal-to-noise ratio, in dB. @param peak the range of values @returns Infinity where both are the same */
export function peakSignalToNoise(picture: Float32Array, truth: Float32Array, peak: number): number {
  let square = 0;
  for (let i = 0; i < truth.length; i++) square += (picture[i] - truth[i]) ** 2;
  return 10 * Math.log10((peak * peak * truth.length) / square);
}

export interface Match {
  /** Index of the picture that one of the guesses is most like. */
  readonly picture: number;
  readonly correlation: number;
}

/** Of each picture how much the guess is like it that is most like it: their correlations. -1 where there is no guess. */
export function likenesses(guesses: readonly Float32Array[], pictures: readonly Float32Array[]): number[] {
  const of = guesses.map(normalised);
  return pictures.map((picture) => {
    const one = normalised(picture);
    return of.reduce((most, guess) => Math.max(most, product(guess, one)), -1);
  });
}

/** The picture that some guess is most like. @throws RangeError where there are no pictures */
export function bestMatch(guesses: readonly Float32Array[], pictures: readonly Float32Array[]): Match {
  if (pictures.length === 0) throw new RangeError('nothing to compare with');
  const all = likenesses(guesses, pictures);
  const picture = all.indexOf(Math.max(...all));
  return { picture, correlation: all[picture] };
}

/** Of mean 0 and length 1; all 0 where that cannot be. */
function normalised(values: Float32Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const centred = Float64Array.from(values, (value) => value - mean);
  const length = Math.sqrt(product(centred, centred));
  return length > 0 && Number.isFinite(length) ? centred.map((value) => value / length) : centred.fill(0);
}

function product(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += one[i] * other[i];
  return sum;
}
