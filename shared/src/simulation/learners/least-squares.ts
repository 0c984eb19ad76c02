/** Linear least squares by the normal equations: small, dense, solved once. */

/** Keeps fewer rows than unknowns solvable; relative to the mean of the Gram matrix's diagonal. */
const RIDGE = 1e-10;

export interface LeastSquares {
  /** Weights, then the constant term. */
  readonly optimum: Float64Array;
  /** The loss at a point, less the least there is. */
  excess(point: Float32Array): number;
}

/**
 * Minimises the mean over rows of 1/2 (w'x + c - y)^2.
 * @param rows rows x stride: in each, the features x and last the target y
 * @param stride features + 1, which is also how many unknowns there are
 */
export function leastSquares(rows: Float32Array, stride: number): LeastSquares {
  const { gram, moment } = normalEquations(rows, stride);
  const optimum = solve(gram, moment);
  const difference = new Float64Array(stride);
  return {
    optimum,
    // 1/2 d'Gd: the difference of two losses would be rounding error near the optimum.
    excess(point) {
      for (let i = 0; i < stride; i++) difference[i] = point[i] - optimum[i];
      let sum = 0;
      for (let i = 0; i < stride; i++) {
        let product = 0;
        for (let j = 0; j < stride; j++) product += gram[i * stride + j] * difference[j];
        sum += difference[i] * product;
      }
      return Math.max(0, sum / 2);
    },
  };
}

/** X'X / n and X'y / n, a column of ones behind the features. */
function normalEquations(rows: Float32Array, n: number): { gram: Float64Array; moment: Float64Array } {
  const gram = new Float64Array(n * n);
  const moment = new Float64Array(n);
  const x = new Float64Array(n);
  const weight = n / rows.length;
  for (let at = 0; at < rows.length; at += n) {
    x.set(rows.subarray(at, at + n - 1));
    x[n - 1] = 1;
    const target = rows[at + n - 1];
    for (let i = 0; i < n; i++) {
      const scaled = weight * x[i];
      moment[i] += scaled * target;
      for (let j = 0; j <= i; j++) gram[i * n + j] += scaled * x[j];
    }
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) gram[j * n + i] = gram[i * n + j];
  }
  return { gram, moment };
}

/** Solves (G + ridge) x = b by the Cholesky factorisation L L' of the matrix. */
function solve(gram: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  const lower = gram.slice();
  let trace = 0;
  for (let i = 0; i < n; i++) trace += gram[i * n + i];
  for (let i = 0; i < n; i++) {
    lower[i * n + i] += (RIDGE * trace) / n;
    for (let j = 0; j <= i; j++) {
      let sum = lower[i * n + j];
      for (let k = 0; k < j; k++) sum -= lower[i * n + k] * lower[j * n + k];
      lower[i * n + j] = i === j ? Math.sqrt(sum) : sum / lower[j * n + j];
    }
  }
  const x = b.slice();
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i] -= lower[i * n + k] * x[k];
    x[i] /= lower[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] -= lower[k * n + i] * x[k];
    x[i] /= lower[i * n + i];
  }
  return x;
}
