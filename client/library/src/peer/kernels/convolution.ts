/**
 * Convolutions of the wasm backend, forward and backward. tfjs 4.22 has no gradient of the filter there, and its
 * gradient of the input is a plain loop. Both are convolutions themselves, and so run on XNNPACK:
 *
 *     dfilter[ky, kx, i, o] = sum over images and places of x[.., y * stride + ky, .., i] * dy[.., y, .., o]
 *     dx[.., y, .., i]      = sum over o, ky of filter[ky, .., i, o] * dy[.., (y + top - ky) / stride, .., o]
 *
 * the first of x with dy, images and channels exchanged and stride for dilation; the second of dy, with zeros put in
 * between where the stride is not 1, with the filter turned round (Dumoulin & Visin 2016, arXiv 1603.07285).
 */
import {
  backend_util,
  Conv2D,
  type Conv2DAttrs,
  Conv2DBackpropFilter,
  type Conv2DBackpropFilterAttrs,
  type Conv2DBackpropFilterInputs,
  Conv2DBackpropInput,
  type Conv2DBackpropInputAttrs,
  type Conv2DBackpropInputInputs,
  type Conv2DInputs,
  FusedConv2D,
  type FusedConv2DAttrs,
  type FusedConv2DInputs,
  PadV2,
  Reshape,
  Reverse,
  Slice,
  type TensorInfo,
  Transpose,
} from '@tensorflow/tfjs-core';
import { type Given, replaceKernel, type Workspace } from './replace-kernel.ts';

type Pair = readonly [number, number];

/** What of a convolution's plane is wanted: where it begins, how large it is, and how the filter moves over it. */
interface Window {
  /** Rows and columns of zeros before the input's own. */
  readonly before: Pair;
  /** Height and width of the result. */
  readonly size: Pair;
  readonly strides: Pair;
  readonly dilations: Pair;
}

const BOTH = [0, 1] as const;
const ONE: Pair = [1, 1];

/**
 * A convolution, channels last, whose result has exactly the size that is wanted. XNNPACK works out a size of its own
 * from the padding and writes that much; where tfjs asks for another one (a number as padding with a filter or
 * strides that are not square, sizes rounded up, 'same' with strides beyond the filter), its own kernel gives a
 * wrong result or writes beyond its end. So the padding is made to fit the size.
 */
function convolve(
  call: (attrs: Partial<Conv2DAttrs>) => TensorInfo,
  { run }: Workspace,
  x: TensorInfo,
  filter: TensorInfo,
  { before, size, strides, dilations }: Window,
): TensorInfo {
  if (Math.min(...size) < 1)
    throw new Error(`A filter of ${filter.shape} leaves nothing of an input of ${x.shape}.`);
  const after = BOTH.map((axis) => {
    const reach = (size[axis] - 1) * strides[axis] + (filter.shape[axis] - 1) * dilations[axis] + 1;
    return Math.max(0, reach - before[axis] - x.shape[axis + 1]);
  });
  const y = call({
    strides: [...strides],
    dilations: [...dilations],
    dataFormat: 'NHWC',
    pad: [
      [0, 0],
      [before[0], after[0]],
      [before[1], after[1]],
      [0, 0],
    ],
    dimRoundingMode: 'floor',
  });
  if (BOTH.every((axis) => y.shape[axis + 1] === size[axis])) return y;
  return run(Slice, { x: y }, { begin: [0, 0, 0, 0], size: [y.shape[0], ...size, y.shape[3]] });
}

type GeometryAttrs = Pick<Conv2DAttrs, 'strides' | 'pad' | 'dataFormat' | 'dimRoundingMode'> &
  Partial<Pick<Conv2DAttrs, 'dilations'>>;

function geometryOf(inputShape: readonly number[], filterShape: readonly number[], attrs: GeometryAttrs) {
  const [batch, height, width, channels] = inputShape;
  const [filterHeight, filterWidth, inputs, outputs] = filterShape;
  const info = backend_util.computeConv2DInfo(
    [batch, height, width, channels],
    [filterHeight, filterWidth, inputs, outputs],
    attrs.strides,
    attrs.dilations ?? 1,
    attrs.pad,
    attrs.dimRoundingMode,
    false,
    backend_util.convertConv2DDataFormat(attrs.dataFormat),
  );
  return {
    before: [info.padInfo.top, info.padInfo.left],
    inputSize: [info.inHeight, info.inWidth],
    outputSize: [info.outHeight, info.outWidth],
    strides: [info.strideHeight, info.strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
  } as const;
}

const transpose = ({ run }: Workspace, x: TensorInfo, ...perm: number[]): TensorInfo =>
  run(Transpose, { x }, { perm });
const channelsLast = (workspace: Workspace, x: TensorInfo, { dataFormat }: GeometryAttrs): TensorInfo =>
  dataFormat === 'NCHW' ? transpose(workspace, x, 0, 2, 3, 1) : x;
const asAsked = (workspace: Workspace, x: TensorInfo, { dataFormat }: GeometryAttrs): TensorInfo =>
  dataFormat === 'NCHW' ? transpose(workspace, x, 0, 3, 1, 2) : x;

function convolution(
  { x, filter }: Given<Conv2DInputs>,
  attrs: Conv2DAttrs,
  workspace: Workspace,
): TensorInfo {
  const { before, outputSize, strides, dilations } = geometryOf(x.shape, filter.shape, attrs);
  const input = channelsLast(workspace, x, attrs);
  const call = (plain: object) => workspace.original({ x: input, filter }, plain);
  const y = convolve(call, workspace, input, filter, { before, size: outputSize, strides, dilations });
  return asAsked(workspace, y, attrs);
}

function fusedConvolution(
  inputs: FusedConv2DInputs,
  attrs: FusedConv2DAttrs,
  workspace: Workspace,
): TensorInfo {
  if (attrs.dataFormat !== 'NHWC') throw new Error('A fused convolution has its channels last.');
  const { x, filter } = inputs;
  const { before, outputSize, strides, dilations } = geometryOf(x.shape, filter.shape, attrs);
  const call = (plain: object) => workspace.original(inputs, { ...attrs, ...plain });
  return convolve(call, workspace, x, filter, { before, size: outputSize, strides, dilations });
}

function filterGradient(
  { x, dy }: Given<Conv2DBackpropFilterInputs>,
  attrs: Conv2DBackpropFilterAttrs,
  workspace: Workspace,
): TensorInfo {
  const { before, strides } = geometryOf(x.shape, attrs.filterShape, attrs);
  const [height, width] = attrs.filterShape;
  const last = attrs.dataFormat === 'NHWC';
  const images = last ? transpose(workspace, x, 3, 1, 2, 0) : transpose(workspace, x, 1, 2, 3, 0);
  const filter = last ? transpose(workspace, dy, 1, 2, 0, 3) : transpose(workspace, dy, 2, 3, 0, 1);
  const call = (plain: object) => workspace.run(Conv2D, { x: images, filter }, plain);
  const window = { before, size: [height, width], strides: ONE, dilations: strides } as const;
  return transpose(workspace, convolve(call, workspace, images, filter, window), 1, 2, 0, 3);
}

function inputGradient(
  { dy, filter }: Given<Conv2DBackpropInputInputs>,
  attrs: Conv2DBackpropInputAttrs,
  workspace: Workspace,
): TensorInfo {
  const { before, inputSize, strides } = geometryOf(attrs.inputShape, filter.shape, attrs);
  const { run } = workspace;
  const images = spread(workspace, channelsLast(workspace, dy, attrs), strides);
  const reversed = run(Reverse, { x: filter }, { dims: [0, 1] });
  const turned = transpose(workspace, reversed, 0, 1, 3, 2);
  const call = (plain: object) => run(Conv2D, { x: images, filter: turned }, plain);
  const [top, left] = BOTH.map((axis) => filter.shape[axis] - 1 - before[axis]);
  // Padding beyond the filter: the gradient of its outermost rows and columns is computed with the rest, and cut off.
  const [above, aside] = [Math.max(0, -top), Math.max(0, -left)];
  const [height, width] = inputSize;
  const dx = convolve(call, workspace, images, turned, {
    before: [Math.max(0, top), Math.max(0, left)],
    size: [height + above, width + aside],
    strides: ONE,
    dilations: ONE,
  });
  const cut = { begin: [0, above, aside, 0], size: [dx.shape[0], height, width, dx.shape[3]] };
  return asAsked(workspace, above + aside === 0 ? dx : run(Slice, { x: dx }, cut), attrs);
}

/** Puts `stride - 1` rows and columns of zeros behind each of `x`'s own; channels last. */
function spread({ run }: Workspace, x: TensorInfo, [down, across]: Pair): TensorInfo {
  if (down === 1 && across === 1) return x;
  const [batch, height, width, channels] = x.shape;
  const lengthen = (tensor: TensorInfo, rows: number, length: number, by: number): TensorInfo => {
    const flat = run(Reshape, { x: tensor }, { shape: [rows, length] });
    const paddings = [
      [0, 0],
      [0, (by - 1) * length],
    ];
    return by === 1 ? flat : run(PadV2, { x: flat }, { paddings, constantValue: 0 });
  };
  const wide = lengthen(x, batch * height * width, channels, across);
  const spreaded = lengthen(wide, batch * height, width * across * channels, down);
  return run(Reshape, { x: spreaded }, { shape: [batch, height * down, width * across, channels] });
}

export function replaceConvolutions(): void {
  replaceKernel(Conv2D, convolution);
  replaceKernel(FusedConv2D, fusedConvolution);
  replaceKernel(Conv2DBackpropFilter, filterGradient);
  replaceKernel(Conv2DBackpropInput, inputGradient);
}
