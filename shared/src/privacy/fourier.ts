/** The discrete Fourier transform of real and complex sequences whose length is a power of 2 (Cooley & Tukey 1965). */

/**
 * In place. @param inverse the transform back, divided by the length
 * @throws RangeError unless both are of the same length, a power of 2
 */
export function fourier(real: Float64Array, imaginary: Float64Array, inverse = false): void {
  const n = real.length;
  if (n !== imaginary.length || n === 0 || (n & (n - 1)) !== 0) throw new RangeError('not a power of 2');
  reorder(real, imaginary);
  for (let size = 2; size <= n; size *= 2) butterflies(real, imaginary, size, inverse);
  if (!inverse) return;
  for (let i = 0; i < n; i++) {
    real[i] /= n;
    imaginary[i] /= n;
  }
}

/** Puts what is at an index where the index with its bits the other way round is. */
function reorder(real: Float64Array, imaginary: Float64Array): void {
  const n = real.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i >= j) continue;
    [real[i], real[j]] = [real[j], real[i]];
    [imaginary[i], imaginary[j]] = [imaginary[j], imaginary[i]];
  }
}

/** Joins transforms of half the size. */
function butterflies(real: Float64Array, imaginary: Float64Array, size: number, inverse: boolean): void {
  const half = size / 2;
  const angle = ((inverse ? 2 : -2) * Math.PI) / size;
  for (let k = 0; k < half; k++) {
    // Each by itself, since errors of a recurrence would add up.
    const c = Math.cos(angle * k);
    const s = Math.sin(angle * k);
    for (let a = k; a < real.length; a += size) {
      const b = a + half;
      const re = real[b] * c - imaginary[b] * s;
      const im = real[b] * s + imaginary[b] * c;
      real[b] = real[a] - re;
      imaginary[b] = imaginary[a] - im;
      real[a] += re;
      imaginary[a] += im;
    }
  }
}
