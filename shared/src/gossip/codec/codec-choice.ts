/** What there is to choose from for models, by name. Apart from the codecs themselves, which a page that only lets choose need not load. */

const MODEL_CODECS = ['float32', 'float16', 'int8'] as const;
const COMPRESSORS = ['top-k', 'random-k'] as const;
/** What the numbers of a difference may travel in. */
const DIFFERENCE_VALUES = ['int4', 'int8', 'float16', 'float32'] as const;

export type CodecChoice =
  /** All numbers, in this. */
  | { readonly kind: 'model'; readonly codec: (typeof MODEL_CODECS)[number] }
  /** Of a difference to what the neighbour knows, this share of the numbers: the largest, or some at random. */
  | {
      readonly kind: 'difference';
      readonly compressor: (typeof COMPRESSORS)[number];
      readonly share: number;
      readonly values: (typeof DIFFERENCE_VALUES)[number];
    };

/** What one may choose, without what may follow the names of compressors. */
export const MODEL_CODEC_NAMES: readonly string[] = [...MODEL_CODECS, ...COMPRESSORS];

const INITIAL_SHARE = 0.5;
const LEAST_SHARE = 0.0001;

export const CODEC_EXAMPLE = `${COMPRESSORS[0]}:${INITIAL_SHARE}:${DIFFERENCE_VALUES[0]}`;

/** What `parseCodecChoice` takes, in words. */
export const CODEC_NAMES = `${MODEL_CODEC_NAMES.join(', ')}; the last two may be followed by the share of numbers that travels, \
${LEAST_SHARE} to 1, and what these are packed in (${DIFFERENCE_VALUES.join(', ')}), as in ${CODEC_EXAMPLE}`;

/** `float16`, or `top-k:0.1:int8`, of which what follows the name may be absent. Null where it is no choice. */
export function parseCodecChoice(text: string): CodecChoice | null {
  const codec = MODEL_CODECS.find((name) => name === text);
  if (codec) return { kind: 'model', codec };
  const [name, shareText = String(INITIAL_SHARE), valuesName = DIFFERENCE_VALUES[0], ...rest] =
    text.split(':');
  const share = /^\d*\.?\d+$/.test(shareText) ? Number(shareText) : Number.NaN;
  const compressor = COMPRESSORS.find((one) => one === name);
  const values = DIFFERENCE_VALUES.find((one) => one === valuesName);
  if (!compressor || !values || rest.length > 0 || !(share >= LEAST_SHARE && share <= 1)) return null;
  return { kind: 'difference', compressor, share, values };
}
