/** Numbers with few digits, for outputs of commands and for charts. Always English notation, so that outputs compare. */

const DIGITS = 4;
const plain = new Intl.NumberFormat('en-US', { maximumSignificantDigits: DIGITS });

/**
 * A number with at most four significant digits: `0.1235`, `12.35`, `1,235,000`, `1.235e-7`. Numbers that
 * must be exact (seeds, ports) are to be written with `String`.
 */
export function formatNumber(x: number): string {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? 'NaN' : x > 0 ? '∞' : '-∞';
  // Rounded first, because 0.00009999999 shows as 0.0001.
  const rounded = Number(x.toPrecision(DIGITS));
  const size = Math.abs(rounded);
  if (size !== 0 && (size < 1e-4 || size >= 1e15)) return rounded.toExponential().replace('e+', 'e');
  // Adding zero turns -0 into 0.
  return plain.format(rounded + 0);
}
