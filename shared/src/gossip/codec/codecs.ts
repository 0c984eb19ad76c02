/** All codecs: whichever a peer sends, the others understand. */
import { randomK } from '../compressor/random-k.ts';
import { topK } from '../compressor/top-k.ts';
import type { Codec, LinkCodec } from './codec.ts';
import { CODEC_NAMES, parseCodecChoice } from './codec-choice.ts';
import { differenceCodec } from './difference/difference.ts';
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

const MODEL = { float32, float16, int8 } as const;
const COMPRESSOR = { 'top-k': topK, 'random-k': randomK } as const;
const VALUES = { int4, int8, float16, float32 } as const;

/** The codec for models of that name, see `parseCodecChoice`. @throws RangeError for an unknown name */
export function codecNamed(name: string): Codec | LinkCodec {
  const choice = parseCodecChoice(name);
  if (!choice) throw new RangeError(`no codec is called ${name}; there are ${CODEC_NAMES}`);
  if (choice.kind === 'model') return MODEL[choice.codec];
  const { compressor, share, values } = choice;
  return differenceCodec({ name, compressor: COMPRESSOR[compressor](share), values: VALUES[values] });
}
