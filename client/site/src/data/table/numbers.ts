/** Numbers as people and programs write them into tables. */

const ENGLISH = /^[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d*)?(e[+-]?\d+)?$/i;
const GERMAN = /^[+-]?(\d{1,3}(\.\d{3})+|\d+)?(,\d*)?(e[+-]?\d+)?$/i;
/** In which a comma cannot be between thousands, or a point not. */
const SURELY_GERMAN = /^[+-]?\d+,(\d{1,2}|\d{4,})$|^[+-]?\d{1,3}(\.\d{3})+,\d+$/;
const SURELY_ENGLISH = /^[+-]?\d+\.(\d{1,2}|\d{4,})$|^[+-]?\d{1,3}(,\d{3})+\.\d+$/;
const WITH_COMMA = /^[+-]?\d+,\d+$/;

/** NaN for what is none. */
export function readNumber(text: string, decimalComma: boolean): number {
  const trimmed = text.trim().replace('\u2212', '-');
  if (!/\d/.test(trimmed) || !(decimalComma ? GERMAN : ENGLISH).test(trimmed)) return Number.NaN;
  const plain = decimalComma ? trimmed.replaceAll('.', '').replace(',', '.') : trimmed.replaceAll(',', '');
  const value = Number(plain);
  return Number.isFinite(value) ? value : Number.NaN;
}

/** Whether the texts of a table write 1,5 for one and a half. Where they do not say, a comma is between thousands only if no other way. */
export function hasDecimalCommas(texts: Iterable<string>): boolean {
  let german = 0;
  let english = 0;
  let commas = 0;
  for (const given of texts) {
    const text = given.trim();
    if (SURELY_GERMAN.test(text)) german += 1;
    else if (SURELY_ENGLISH.test(text)) english += 1;
    else if (WITH_COMMA.test(text)) commas += 1;
  }
  return german === english ? german === 0 && commas > 0 : german > english;
}
