/** What page and Worker tell each other of features. */
import type { DataProblem } from '../data-problem.ts';

/** @param id comes back with the answer @param address of the weights @param pixels, side see `Extractor` */
export interface ToFeatures {
  readonly id: number;
  readonly address: string;
  readonly pixels: Uint8Array<ArrayBuffer>;
  readonly side: number;
}

export type FromFeatures =
  | { readonly id: number; readonly features: Float32Array<ArrayBuffer> }
  | { readonly id: number; readonly problem: DataProblem };
