/** All codecs: whichever a peer sends, the others understand. */
import type { Codec } from './codec.ts';
import { float16 } from './float16.ts';
import { float32 } from './float32.ts';
import { int8 } from './int8.ts';
import { sparse } from './sparse.ts';

export const CODECS: readonly Codec[] = [float32, float16, int8, sparse];

/** Those that one may choose for models: `sparse` is for methods that send mostly zeros. */
export const MODEL_CODECS = [float32, float16, int8] as const;
export const MODEL_CODEC_NAMES: readonly string[] = MODEL_CODECS.map(({ name }) => name);

/** @throws RangeError for an unknown name */
export function codecNamed(name: string): Codec {
  const found = CODECS.find((codec) => codec.name === name);
  if (!found) throw new RangeError(`no codec is called ${name}; there are ${MODEL_CODEC_NAMES.join(', ')}`);
  return found;
}
