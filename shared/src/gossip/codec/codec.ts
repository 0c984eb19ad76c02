import type { Random } from '../../util/random/random.ts';
import type { MessageKind } from '../environment/environment.ts';

/** Larger numbers count as not finite: a few of them, added up, would be, and a model that holds one infinity never
 * recovers. */
export const MAX_MAGNITUDE = 1e30;

/** How a vector becomes bytes and back, each message by itself. A message names its codec, so peers may use different
 * ones. */
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

/** A codec whose messages build on those before between the same two peers: it has an end at each. */
export interface LinkCodec {
  readonly name: string;
  /** As a codec's, of which it is none. */
  readonly id: number;
  /** Most bytes that a message of a vector of this length can take. */
  maxBytes(dimension: number): number;
  /** @returns one end of a new link, for messages so long */
  open(dimension: number): LinkEnd;
}

/**
 * What became of bytes that arrived. `message`: a vector. `malformed`, `not-finite`: refused. `lost`: what they build on has
 * not come, so they are of no use; `ask`: nor are those that follow, unless a request is sent. `late`: an answer to an offer that
 * is not the last. `request`: they were one, which the end has taken, and there is nothing for the peer.
 */
export type Decoded = 'message' | 'malformed' | 'not-finite' | 'lost' | 'ask' | 'late' | 'request';

/** One peer's end of a link to one neighbour. What is encoded must be sent, in that order, or is lost. */
export interface LinkEnd {
  /** What the neighbour has sent of its model so far, overwritten by what comes next; null before it has sent any. */
  readonly copy: Float32Array | null;
  /** @param into at least `maxBytes` long @param random what is rounded or drawn is so by it @returns bytes written */
  encode(kind: MessageKind, vector: Float32Array, into: Uint8Array, random: Random): number;
  /**
   * Never throws: the bytes come from outside.
   * @param state what the vector is to be mixed with: where a model's number did not travel, it is taken to be the same
   * @param into overwritten; the vector where there is one
   */
  decode(kind: MessageKind, bytes: Uint8Array, state: Float32Array, into: Float32Array): Decoded;
  /** Writes a request for the whole, to be sent to the neighbour. @returns bytes written */
  request(into: Uint8Array): number;
  /** The next offer is whole, whatever the neighbour knows already. */
  sendWhole(): void;
  /** From now on all numbers travel, not a share of them: peers that come to rest are to agree closely. */
  setThorough(thorough: boolean): void;
}

export const buildsOnEarlier = (codec: Codec | LinkCodec): codec is LinkCodec => 'open' in codec;
