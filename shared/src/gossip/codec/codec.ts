/** Larger numbers count as not finite: a few of them, added up, would be, and a model that holds one infinity never
 * recovers. */
export const MAX_MAGNITUDE = 1e30;

/** How a vector becomes bytes and back. A message names its codec, so peers may use different ones. */
export interface Codec {
  readonly name: string;
  /** What names it in a message's header, 0..255; never reused for another format. */
  readonly id: number;
  /** Whether every number comes out as it went in. */
  readonly lossless: boolean;
  /** Most bytes that a vector of this length can take. */
  maxBytes(dimension: number): number;
  /** Bytes that this vector takes. */
  size(vector: Float32Array): number;
  /** @param into at least `maxBytes` long @param seed 32 bits, other ones for each message: what is rounded at random
   * is rounded by it @returns bytes written */
  encode(vector: Float32Array, into: Uint8Array, seed: number): number;
  /** Fills `into`. False where the bytes are not the encoding of so many finite numbers; `into` may then hold
   * anything. Never throws: the bytes come from outside. */
  decode(bytes: Uint8Array, into: Float32Array): boolean;
}
