/** Takes the weights of the network that makes features of pictures out of the package that brings them, and has them served. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { type ConvolutionLayer, EXTRACTOR_SHA256, LAYERS, sizesOf } from './src/data/features/network.ts';

const ID = 'virtual:extractor-weights';
const IN_PACKAGE = 'StatefulPartitionedCall/center_net_mobile_net_v2fpn_feature_extractor/model_1/model/';
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/hearsay', import.meta.url));

/** The layers' filters and what is added to their channels, one behind the other, in half precision. */
export function readExtractorWeights(): Uint8Array<ArrayBuffer> {
  const main = createRequire(import.meta.url).resolve('@vladmandic/human');
  const file = (ending: string): Buffer =>
    readFileSync(join(main, `../../models/movenet-lightning.${ending}`));
  const places = placesOf(JSON.parse(file('json').toString()));
  const all = file('bin');
  const parts = LAYERS.flatMap((layer) => {
    const { filters, offsets } = sizesOf(layer);
    const names = namesOf(layer);
    return [part(all, places, names[0], filters), part(all, places, names[1], offsets)];
  });
  const weights = Uint8Array.from(Buffer.concat(parts));
  const sha256 = createHash('sha256').update(weights).digest('hex');
  if (sha256 !== EXTRACTOR_SHA256)
    throw new Error(`The weights in @vladmandic/human are other ones: ${sha256}`);
  return weights;
}

function namesOf({ name, kind }: ConvolutionLayer): [filters: string, offsets: string] {
  const stem = kind === 'depthwise' ? 'depthwise' : 'Conv2D';
  return [`${IN_PACKAGE}${name}/${stem}_weights`, `${IN_PACKAGE}${name}/${stem}_bn_offset`];
}

/** A tensor in the weights' file. */
interface Place {
  /** In bytes. */
  readonly at: number;
  readonly length: number;
}

/** @param description of a graph model of tfjs */
function placesOf(description: {
  weightsManifest: { weights: { name: string; shape: number[]; quantization?: unknown }[] }[];
}): Map<string, Place> {
  const places = new Map<string, Place>();
  let at = 0;
  for (const { name, shape, quantization } of description.weightsManifest.flatMap(({ weights }) => weights)) {
    const length = shape.reduce((product, size) => product * size, quantization === undefined ? 4 : 2);
    places.set(name, { at, length });
    at += length;
  }
  return places;
}

function part(all: Buffer, places: Map<string, Place>, name: string, numbers: number): Buffer {
  const place = places.get(name);
  if (place?.length !== 2 * numbers) throw new Error(`@vladmandic/human has no such weights: ${name}`);
  return all.subarray(place.at, place.at + place.length);
}

/** Gives `virtual:extractor-weights`, whose default export is the address of a file with the weights. */
export function extractorWeights(): Plugin {
  return {
    name: 'extractor-weights',
    enforce: 'pre',
    resolveId(source) {
      if (source !== ID) return null;
      const file = join(CACHE, 'extractor.bin');
      mkdirSync(CACHE, { recursive: true });
      writeFileSync(file, readExtractorWeights());
      return `${file}?url`;
    },
  };
}
