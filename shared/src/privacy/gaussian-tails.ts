/** Tails of the normal distribution, which privacy accounting looks far into. */

/** From here on the continued fraction converges soon enough. */
const FRACTION_FROM = 1;
const MOST_TERMS = 500;

/**
 * log(erfc(x)), of full precision however far out: a power series near 0, and the continued fraction of Laplace, evaluated by
 * Lentz' method, beyond (NIST DLMF 7.6.2 and 7.9.1).
 */
export function logErfc(x: number): number {
  if (x === Number.POSITIVE_INFINITY) return Number.NEGATIVE_INFINITY;
  if (x >= FRACTION_FROM) return -x * x + Math.log(scaledErfc(x) / Math.sqrt(Math.PI));
  if (x > -FRACTION_FROM) return Math.log1p(-erfSeries(x));
  return Math.log1p(1 - Math.exp(logErfc(-x)));
}

/** The share of a standard normal distribution above x. */
export function upperTail(x: number): number {
  return 0.5 * Math.exp(logErfc(x * Math.SQRT1_2));
}

/** How much of a standard normal distribution is below a number, and above it: each with full precision where it is small. */
export interface Tails {
  readonly below: number;
  readonly above: number;
}

export function tailsOf(x: number): Tails {
  const small = upperTail(Math.abs(x));
  return x > 0 ? { below: 1 - small, above: small } : { below: small, above: 1 - small };
}

/** What lies between two numbers, by their tails, with the precision that the smaller one has. */
export function between(from: Tails, to: Tails): number {
  return Math.max(0, from.above < to.below ? from.above - to.above : to.below - from.below);
}

function erfSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < MOST_TERMS && Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return ((2 * sum) / Math.sqrt(Math.PI)) * Math.exp(-x * x);
}

/** sqrt(pi) exp(x^2) erfc(x), x at least 1: 1 / (x + (1/2) / (x + 1 / (x + (3/2) / (x + ...)))). */
function scaledErfc(x: number): number {
  let value = x;
  let c = x;
  let d = 0;
  for (let n = 1; n < MOST_TERMS; n++) {
    const a = n / 2;
    d = 1 / (x + a * d);
    c = x + a / c;
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return 1 / value;
}
