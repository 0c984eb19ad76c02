/**
 * The frozen network whose inner layers are features of pictures: a MobileNet v2 (Sandler et al. 2018, arXiv 1801.04381) up to
 * the first layer of its 13th block. Its weights are those of MoveNet Lightning (Google, Apache License 2.0), which finds
 * people's joints in pictures, as the package @vladmandic/human (MIT) has them: in half precision, batch normalisation folded in.
 */

/** Its name in a shared task. Other layers or weights, or other numbers made of them, would be another network, and need another
 * name. */
export const EXTRACTOR = 'mobilenet-v2-movenet-6-13-centred';
/** Of the bytes of its weights. */
export const EXTRACTOR_SHA256 = '10a43025bc577934554c154c6bb26127929de5b68453feb529ad80bac87206c0';
/**
 * Pixels along a side of the pictures that it is best given. Of six kinds of things it told 60 % with 96, 72 % with 128 and 71 % with
 * 160, from twenty examples of each; of textures 63, 90 and 95 %. Time goes with their square.
 */
export const EXTRACTOR_SIDE = 128;

/** Channels in and out, and by how much the picture shrinks, of each block. The first does not widen. */
const BLOCKS: readonly (readonly [channels: number, stride: 1 | 2])[] = [
  [16, 1],
  [24, 2],
  [24, 1],
  [32, 2],
  [32, 1],
  [32, 1],
  [64, 2],
  [64, 1],
  [64, 1],
  [64, 1],
  [96, 1],
  [96, 1],
  [96, 1],
];
const WIDER = 6;
const FIRST_CHANNELS = 32;
/** Of these blocks, what their first layer gives is what features are made of. */
const TAPS = [6, 13];

export interface ConvolutionLayer {
  /** As the package calls it, after which come `Conv2D_weights` and so on. */
  readonly name: string;
  readonly kind: 'convolution' | 'depthwise';
  /** Height, width, channels in and out; of `depthwise`, filters for each channel. */
  readonly shape: readonly [number, number, number, number];
  readonly stride: 1 | 2;
  /** Whether what it gives is cut to 0..6. */
  readonly cut: boolean;
  /** Whether what went into its block is added. */
  readonly adds: boolean;
  /** Whether it is the first of a block. */
  readonly begins: boolean;
  /** Whether features are made of what it gives. */
  readonly tapped: boolean;
}

/** All layers, in their order. */
export const LAYERS: readonly ConvolutionLayer[] = makeLayers();

/** How many features each tapped layer gives, one after the other. */
export const TAP_LENGTHS = LAYERS.filter(({ tapped }) => tapped).map(({ shape }) => shape[3]);

/** What cut layers give at most. Divided by it, a feature is from 0 to 1. */
export const LARGEST = 6;

/** How many features a picture has. */
export const FEATURES = TAP_LENGTHS.reduce((sum, length) => sum + length, 0);

/** Numbers in a layer's filters, and those that are added to its channels. */
export function sizesOf({ shape, kind }: ConvolutionLayer): { filters: number; offsets: number } {
  const [height, width, from, to] = shape;
  return { filters: height * width * from * to, offsets: kind === 'depthwise' ? from : to };
}

/** Bytes of all weights. */
export const WEIGHT_BYTES = LAYERS.reduce((sum, layer) => {
  const { filters, offsets } = sizesOf(layer);
  return sum + 2 * (filters + offsets);
}, 0);

function makeLayers(): ConvolutionLayer[] {
  const plain = { stride: 1, cut: true, adds: false, begins: false, tapped: false } as const;
  const layers: ConvolutionLayer[] = [
    {
      ...plain,
      name: 'Conv1',
      kind: 'convolution',
      shape: [3, 3, 3, FIRST_CHANNELS],
      stride: 2,
      begins: true,
    },
  ];
  let channels = FIRST_CHANNELS;
  const widen = (block: number): ConvolutionLayer => ({
    ...plain,
    name: `block_${block}_expand`,
    kind: 'convolution',
    shape: [1, 1, channels, WIDER * channels],
    begins: true,
    tapped: TAPS.includes(block),
  });
  for (const [block, [to, stride]] of BLOCKS.entries()) {
    const prefix = block === 0 ? 'expanded_conv' : `block_${block}`;
    const wide = block === 0 ? channels : WIDER * channels;
    if (block > 0) layers.push(widen(block));
    layers.push(
      {
        ...plain,
        name: `${prefix}_depthwise`,
        kind: 'depthwise',
        shape: [3, 3, wide, 1],
        stride,
        begins: block === 0,
      },
      {
        ...plain,
        name: `${prefix}_project`,
        kind: 'convolution',
        shape: [1, 1, wide, to],
        cut: false,
        adds: stride === 1 && to === channels,
      },
    );
    channels = to;
  }
  layers.push(widen(BLOCKS.length));
  return layers;
}
