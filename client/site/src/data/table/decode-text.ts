/** The text of a file, whatever wrote it: UTF-8, UTF-16, or what Windows had before. */
import { MOST_BYTES, type TableProblem } from './table-problem.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
export type Decoded = { ok: true; text: string; encoding: Encoding } | { ok: false; problem: TableProblem };

/** Bytes that are looked at to guess. */
const LOOKED_AT = 4096;
/** Of .xlsx and .ods, which are zip files, and of .xls. */
const SPREADSHEETS = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
];
/** Characters that text has not: all below the space but tabs and line ends. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const CONTROLS = /[\u0000-\u0008\u000e-\u001f]/g;
const MOST_CONTROLS = 0.01;

/** Never throws. */
export function decodeText(bytes: Uint8Array): Decoded {
  const refused = (problem: TableProblem): Decoded => ({ ok: false, problem });
  if (bytes.length > MOST_BYTES)
    return refused({ code: 'too-large-file', bytes: bytes.length, most: MOST_BYTES });
  if (SPREADSHEETS.some((magic) => magic.every((byte, i) => bytes[i] === byte)))
    return refused({ code: 'spreadsheet' });
  const { text, encoding } = decode(bytes);
  const start = text.slice(0, LOOKED_AT);
  if ((start.match(CONTROLS)?.length ?? 0) > MOST_CONTROLS * start.length)
    return refused({ code: 'binary-file' });
  if (text.trim() === '') return refused({ code: 'empty-file' });
  if (/^\s*<(!doctype\s|html[\s>]|head[\s>]|body[\s>]|\?xml\s)/i.test(start))
    return refused({ code: 'html' });
  return { ok: true, text, encoding };
}

function decode(bytes: Uint8Array): { text: string; encoding: Encoding } {
  const wide = wideEncoding(bytes);
  if (wide !== null) return { text: new TextDecoder(wide).decode(bytes), encoding: wide };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' };
  }
}

/** By its mark; without one, by every other byte being zero, as it is in nearly all text. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const start = bytes.subarray(0, LOOKED_AT);
  const zeros = [0, 0];
  start.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2] += 1;
  });
  const enough = 0.35 * start.length;
  if (start.length < 4) return null;
  if (zeros[1] > enough && zeros[0] === 0) return 'utf-16le';
  return zeros[0] > enough && zeros[1] === 0 ? 'utf-16be' : null;
}
