/** Names that people give to classes and columns, which peers have to find again in files of their own. */

/** Nearly all cells of large tables are tidy already. */
const TIDY = /^[!-~]+( [!-~]+)*$/;

/** As it is shown and kept: composed letters, one space between words, no characters that cannot be seen. */
export function tidyName(text: string): string {
  if (TIDY.test(text)) return text;
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ')
    .replace(/[\ufeff\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim();
}

/** What two names have in common that mean the same: `Body Mass` and ` body  mass`. */
export function nameKey(text: string): string {
  return tidyName(text).toLowerCase();
}
