/** What page and Worker tell each other of features, and of copies of pictures. */
import type { DataProblem } from '../data-problem.ts';

export interface ToFeatures {
  /** Comes back with the answer. */
  readonly id: number;
  /** What is asked for of the pictures, or of their copies. */
  readonly kind: 'features' | 'pixels';
  /** Of the network's weights. */
  readonly address: string;
  /** One picture behind the other, see `Extractor`. */
  readonly pixels: Uint8Array<ArrayBuffer>;
  readonly side: number;
  /** See `variantsOf`. */
  readonly seeds: readonly number[];
}

export type FromFeatures =
  | { readonly id: number; readonly features: Float32Array<ArrayBuffer> }
  | { readonly id: number; readonly pixels: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly problem: DataProblem };
