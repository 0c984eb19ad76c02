/** A peer's messages as bytes, and back: it packs in its own codec, and unpacks whatever its neighbours pack in. */

import type { Random } from '../../util/random/random.ts';
import type { MessageKind } from '../environment/environment.ts';
import type { PeerIndex } from '../peer-index.ts';
import { buildsOnEarlier, type Codec, type Decoded, type LinkCodec, type LinkEnd } from './codec.ts';
import { CODECS, DIFFERENCES } from './codecs.ts';

export interface PackingOptions {
  readonly codec: Codec | LinkCodec;
  /** Numbers in a message. */
  readonly length: number;
  /** What is rounded or drawn in packing is so by it. */
  readonly random: Random;
  /** Scratch to pack into, see `packedBytes`: several may share it. */
  readonly scratch: Uint8Array;
}

export interface Packing {
  /** Of the codec that what is packed says it is in. */
  readonly codec: number;
  /** @returns valid until the next call that packs, of whoever shares the scratch */
  pack(to: PeerIndex, kind: MessageKind, vector: Float32Array): Uint8Array;
  /** @param codec its id @param into overwritten; see `LinkEnd.decode` for all else */
  unpack(
    from: PeerIndex,
    kind: MessageKind,
    codec: number,
    bytes: Uint8Array,
    state: Float32Array,
    into: Float32Array,
  ): Decoded | 'unknown-codec';
  /** What a neighbour's messages in that codec have said of its model so far, overwritten by the next; null where each says
   * all by itself. */
  copyOf(from: PeerIndex, codec: number): Float32Array | null;
  /** What to send where unpacking said `ask`: as a notice, in `DIFFERENCES`. Valid like what is packed. */
  request(of: PeerIndex): Uint8Array;
  /** See `LinkEnd.sendWhole`. */
  sendWhole(to: PeerIndex): void;
  /** That neighbour is gone: should it come back, its link begins anew. */
  forget(peer: PeerIndex): void;
  /** So are all. */
  forgetAll(): void;
  /** See `LinkEnd.setThorough`. */
  setThorough(thorough: boolean): void;
}

/** Bytes of scratch that packing so many numbers takes. */
export const packedBytes = (codec: Codec | LinkCodec, length: number): number =>
  Math.max(codec.maxBytes(length), DIFFERENCES.maxBytes(0));

export function createPacking({ codec, length, random, scratch }: PackingOptions): Packing {
  const links = new Map<PeerIndex, LinkEnd>();
  let isThorough = false;
  const linkTo = (peer: PeerIndex): LinkEnd => {
    const known = links.get(peer);
    if (known !== undefined) return known;
    const end = (buildsOnEarlier(codec) ? codec : DIFFERENCES).open(length);
    end.setThorough(isThorough);
    links.set(peer, end);
    return end;
  };
  return {
    codec: codec.id,
    pack(to, kind, vector) {
      if (buildsOnEarlier(codec))
        return scratch.subarray(0, linkTo(to).encode(kind, vector, scratch, random));
      const seed = codec.lossless ? 0 : random.integer(2 ** 32);
      return scratch.subarray(0, codec.encode(vector, scratch, seed));
    },
    unpack(from, kind, id, bytes, state, into) {
      if (id === DIFFERENCES.id && state.length === length) {
        return linkTo(from).decode(kind, bytes, state, into);
      }
      const plain = CODECS.find((one) => one.id === id);
      if (plain === undefined) return 'unknown-codec';
      if (bytes.length > plain.maxBytes(length)) return 'malformed';
      if (plain.decode(bytes, into)) return 'message';
      return bytes.length < plain.maxBytes(length) ? 'malformed' : 'not-finite';
    },
    copyOf: (from, id) => (id === DIFFERENCES.id ? (links.get(from)?.copy ?? null) : null),
    request: (of) => scratch.subarray(0, linkTo(of).request(scratch)),
    sendWhole(to) {
      if (buildsOnEarlier(codec)) linkTo(to).sendWhole();
    },
    forget(peer) {
      links.delete(peer);
    },
    forgetAll() {
      links.clear();
    },
    setThorough(thorough) {
      isThorough = thorough;
      for (const end of links.values()) end.setThorough(thorough);
    },
  };
}
