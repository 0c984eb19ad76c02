/// <reference path="../data/features/weights.d.ts" />
/** The frozen network for a page that is taken home, and under what terms it may be: loaded when somebody takes one. */
import address from 'virtual:extractor-weights';
import licences from '../data/features/licences.txt?raw';
import { loadWeights } from '../data/features/load-weights.ts';

export interface FrozenNetwork {
  readonly weights: Uint8Array;
  /** The texts of the licences of its weights. */
  readonly licences: string;
}

/** @throws DataError, as a rejection: `extractor-...` */
export async function loadFrozenNetwork(): Promise<FrozenNetwork> {
  return { weights: await loadWeights(new URL(address, location.href).href), licences };
}
