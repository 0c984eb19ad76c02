/** The Lambert W function: what solves w e^w = x. */

export interface Complex {
  readonly re: number;
  readonly im: number;
}

/** Where the two real branches meet, and below which there is none. */
const BRANCH_POINT = -1 / Math.E;
/** Nearer to the branch point than this, in sqrt(2 (e x + 1)), the series is exact to rounding. */
const SERIES_BELOW = 1e-3;
const MOST_ITERATIONS = 40;
/** Halvings of an interval of length pi until nothing is left of it. */
const HALVINGS = 60;

/**
 * The principal branch W_0 on the real axis. Real from x = -1/e upwards; below, the one of the two conjugate values with
 * an imaginary part above 0, and below pi. R. Corless et al. 1996, doi 10.1007/BF02124750.
 * @param x finite
 */
export function lambertW(x: number): Complex {
  return x < BRANCH_POINT ? belowBranchPoint(x) : { re: realBranch(x), im: 0 };
}

function realBranch(x: number): number {
  if (x === 0) return 0;
  const p = Math.sqrt(Math.max(0, 2 * (Math.E * x + 1)));
  const series = -1 + p - p ** 2 / 3 + (11 * p ** 3) / 72 - (43 * p ** 4) / 540;
  if (p < SERIES_BELOW) return series;
  let w = x < 0 ? series : Math.log1p(x);
  // Halley's iteration: three or four rounds.
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
    const exponential = Math.exp(w);
    const error = w * exponential - x;
    const step = error / (exponential * (w + 1) - ((w + 2) * error) / (2 * w + 2));
    w -= step;
    if (Math.abs(step) <= 1e-15 * Math.abs(w)) break;
  }
  return w;
}

/** With w = -y cot y + i y, w e^w is real and -y e^(-y cot y) / sin y, which falls with y from -1/e to -Infinity. */
function belowBranchPoint(x: number): Complex {
  const wanted = Math.log(-x);
  let low = 0;
  let high = Math.PI;
  for (let halving = 0; halving < HALVINGS; halving++) {
    const y = (low + high) / 2;
    if (Math.log(y / Math.sin(y)) - y / Math.tan(y) < wanted) low = y;
    else high = y;
  }
  const im = (low + high) / 2;
  return { re: im === 0 ? -1 : -im / Math.tan(im), im };
}
