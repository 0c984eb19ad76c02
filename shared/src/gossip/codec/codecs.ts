/** All codecs: whichever a peer sends, the others understand. */
import type { Compressor } from '../compressor/compressor.ts';
import { randomK } from '../compressor/random-k.ts';
import { topK } from '../compressor/top-k.ts';
import type { Codec, LinkCodec } from './codec.ts';
import { differenceCodec, VALUE_CODECS } from './difference/difference.ts';
import { float16 } from './float16.ts';
import { float32 } from './float32.ts';
import { int4 } from './int4.ts';
import { int8 } from './int8.ts';
import { sparse } from './sparse.ts';

export const CODECS: readonly Codec[] = [float32, float16, int8, int4, sparse];

/** What reads differences, whatever chose which numbers of them travel. */
export const DIFFERENCES: LinkCodec = differenceCodec({
  name: 'difference',
  compressor: topK(1),
  values: int8,
});

/** Those that one may choose for models: `sparse` is for methods that send mostly zeros, `int4` for differences. */
export const MODEL_CODECS: readonly Codec[] = [float32, float16, int8];

const COMPRESSORS: Readonly<Record<string, (share: number) => Compressor>> = {
  'top-k': topK,
  'random-k': randomK,
};

/** What one may choose for models, without what may follow the names of compressors. */
export const MODEL_CODEC_NAMES: readonly string[] = [
  ...MODEL_CODECS.map(({ name }) => name),
  ...Object.keys(COMPRESSORS),
];

const INITIAL_SHARE = 0.5;
const LEAST_SHARE = 0.0001;
const VALUE_NAMES = VALUE_CODECS.map(({ name }) => name);

/** What `parseCodec` takes, in words. */
export const CODEC_NAMES = `${MODEL_CODEC_NAMES.join(', ')}; the last two may be followed by the share of numbers that travels, \
${LEAST_SHARE} to 1, and what these are packed in (${VALUE_NAMES.join(', ')}), as in top-k:${INITIAL_SHARE}:${VALUE_NAMES[0]}`;

/**
 * The codec for models of that name: `float16`; or, of a difference to what the neighbour knows, the largest numbers
 * (`top-k`) or some at random (`random-k`), as in `top-k:0.1:int8`. Null where there is none.
 */
export function parseCodec(text: string): Codec | LinkCodec | null {
  const plain = MODEL_CODECS.find(({ name }) => name === text);
  if (plain) return plain;
  const [name, shareText = String(INITIAL_SHARE), valuesName = VALUE_NAMES[0], ...rest] = text.split(':');
  const share = /^\d*\.?\d+$/.test(shareText) ? Number(shareText) : Number.NaN;
  const values = VALUE_CODECS.find((codec) => codec.name === valuesName);
  if (!Object.hasOwn(COMPRESSORS, name) || !(share >= LEAST_SHARE && share <= 1)) return null;
  if (values === undefined || rest.length > 0) return null;
  return differenceCodec({ name: text, compressor: COMPRESSORS[name](share), values });
}

/** @throws RangeError for an unknown name */
export function codecNamed(name: string): Codec | LinkCodec {
  const found = parseCodec(name);
  if (!found) throw new RangeError(`no codec is called ${name}; there are ${CODEC_NAMES}`);
  return found;
}
