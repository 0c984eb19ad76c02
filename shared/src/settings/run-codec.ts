/** The codec that a run's settings mean. Apart from these, which a page reads before it needs any codec. */
import type { Codec, LinkCodec } from '../gossip/codec/codec.ts';
import { codecNamed } from '../gossip/codec/codecs.ts';
import { float16 } from '../gossip/codec/float16.ts';
import { float32 } from '../gossip/codec/float32.ts';
import { methodNamed } from '../methods/methods.ts';
import { AUTO, type RunSettings } from './run-settings.ts';

const AUTO_DIFFERENCES = 'top-k';

/** Where nothing is said, it is the one that costs least of those that the method takes: bytes are what gossip costs. */
export function codecOf({ codec, method }: Pick<RunSettings, 'codec' | 'method'>): Codec | LinkCodec {
  if (codec !== AUTO) return codecNamed(codec);
  const { takesCodec } = methodNamed(method);
  if (takesCodec === 'differences') return codecNamed(AUTO_DIFFERENCES);
  return takesCodec === 'rounding' ? float16 : float32;
}
