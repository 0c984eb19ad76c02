/** Vectors as bytes: each codec by itself, the two ends of a link that send differences, and what chooses among them. */
import { MAX_MAGNITUDE } from '@hearsay/shared/gossip/codec/codec.ts';
import { CODECS, codecNamed, DIFFERENCES } from '@hearsay/shared/gossip/codec/codecs.ts';
import { VALUE_CODECS } from '@hearsay/shared/gossip/codec/difference/difference.ts';
import {
  maxPositionBytes,
  Positions,
  readPositions,
  writePositions,
} from '@hearsay/shared/gossip/codec/difference/positions.ts';
import { createPacking, type Packing, packedBytes } from '@hearsay/shared/gossip/codec/packing.ts';
import { MESSAGE_KINDS } from '@hearsay/shared/gossip/environment/environment.ts';
import type { Random } from '@hearsay/shared/util/random/random.ts';
import { chance, mutateBytes, pick } from '../mutate.ts';
import { isWithin, must, type Subject } from '../subject.ts';

const EPISODE = 20;
const LENGTHS = [0, 1, 2, 7, 8, 9, 60, 255, 256, 257];
/** A block's scale is at most `MAX_MAGNITUDE`, and stands for 1 of 128. */
const MOST_DECODED = 128 * MAX_MAGNITUDE;
const LINK_CODECS = ['top-k:0.2:int4', 'top-k:0.2:float32', 'random-k:0.5:int8', 'top-k:0.5:float16'];

const vectorOf = (length: number, random: Random): Float32Array =>
  new Float32Array(length).map(() => (chance(0.3, random) ? 0 : random.normal()));

export const codecs: Subject = {
  name: 'codecs',
  episode(random) {
    for (let input = 0; input < EPISODE; input++) {
      const codec = pick(CODECS, random);
      const length = pick(LENGTHS, random);
      const bytes = new Uint8Array(codec.maxBytes(length));
      const written = codec.encode(vectorOf(length, random), bytes, random.integer(2 ** 32));
      const changed = mutateBytes(bytes.subarray(0, written), random);
      const into = new Float32Array(chance(0.9, random) ? length : pick(LENGTHS, random));
      if (codec.decode(changed, into))
        must(isWithin(into, MOST_DECODED), `${codec.name} gives finite numbers`);
    }
    return EPISODE;
  },
};

/** Which numbers of a vector a message is about. */
export const positions: Subject = {
  name: 'positions',
  episode(random) {
    const written = new Positions();
    const read = new Positions();
    for (let input = 0; input < EPISODE; input++) {
      const length = pick(LENGTHS, random);
      const share = pick([0.02, 0.5, 1], random);
      written.setNonZero(new Float32Array(length).map(() => (chance(share, random) ? 1 : 0)));
      const bytes = new Uint8Array(maxPositionBytes(length));
      const end = writePositions(written, length, bytes, 0);
      const changed = mutateBytes(bytes.subarray(0, end), random);
      const count = chance(0.8, random) ? written.count : random.integer(length + 3);
      const at = readPositions(changed, 0, count, length, read);
      if (at < 0) continue;
      must(at <= changed.length && read.count === count && count <= length, 'so many are read as were to be');
      must(!read.all || count === length, 'all are all');
      if (read.all) continue;
      const list = read.list.subarray(0, count);
      must(
        list.every((position, i) => position < length && (i === 0 || position > list[i - 1])),
        'positions rise, and lie within the vector',
        length,
        [...list],
      );
    }
    return EPISODE;
  },
};

/** Two that exchange differences, and somebody in between who changes what they send. */
export const differences: Subject = {
  name: 'differences',
  episode(random) {
    const length = pick([1, 9, 60, 257], random);
    const codec = codecNamed(pick(LINK_CODECS, random));
    if (!('open' in codec)) throw new Error(`${codec.name} has no ends`);
    const [a, b] = [codec.open(length), codec.open(length)];
    const into = new Float32Array(length);
    const state = vectorOf(length, random);
    const bytes = new Uint8Array(codec.maxBytes(length));
    let before = new Uint8Array(0);
    for (let input = 0; input < EPISODE; input++) {
      const [from, to] = chance(0.7, random) ? [a, b] : [b, a];
      const kind = pick(MESSAGE_KINDS, random);
      const written = from.encode(kind, vectorOf(length, random), bytes, random);
      must(written <= bytes.length, 'a message takes no more than it may', written);
      const sent = bytes.slice(0, written);
      // At times it comes twice, or as something else.
      const arrives = chance(0.1, random) ? before : chance(0.4, random) ? sent : mutateBytes(sent, random);
      before = sent;
      const as = chance(0.9, random) ? kind : pick(MESSAGE_KINDS, random);
      const what = to.decode(as, arrives, state, into);
      // Of a model it is the sum that must not be too large.
      const most = as === 'offer' ? MAX_MAGNITUDE : MOST_DECODED;
      if (what === 'message') must(isWithin(into, most), 'a message is of finite numbers', as);
      if (what === 'ask') from.decode('notice', bytes.slice(0, to.request(bytes)), state, into);
    }
    // Whatever came, the two find together again.
    a.decode('notice', bytes.slice(0, b.request(bytes)), state, into);
    const model = vectorOf(length, random);
    const written = a.encode('offer', model, bytes, random);
    must(
      b.decode('offer', bytes.slice(0, written), state, into) === 'message',
      'a whole model is always taken',
    );
    const near = model.every((value, i) => Math.abs(value - into[i]) < 0.1);
    must(near, 'a whole model arrives as it was sent', [...model.slice(0, 5)], [...into.slice(0, 5)]);
    return EPISODE;
  },
};

const PACKED = 60;
const PEERS = 3;

export const packing: Subject = {
  name: 'packing',
  episode(random) {
    const codec = pick([...CODECS, ...LINK_CODECS.map(codecNamed)], random);
    const scratch = new Uint8Array(packedBytes(codec, PACKED));
    const create = (): Packing => createPacking({ codec, length: PACKED, random, scratch });
    const [a, b] = [create(), create()];
    const ids = [...CODECS, DIFFERENCES].map(({ id }) => id);
    const state = vectorOf(PACKED, random);
    const into = new Float32Array(PACKED);
    for (let input = 0; input < EPISODE; input++) {
      const kind = pick(MESSAGE_KINDS, random);
      const packed = a.pack(random.integer(PEERS), kind, vectorOf(PACKED, random));
      const bytes = chance(0.4, random) ? packed.slice() : mutateBytes(packed, random);
      const id = chance(0.8, random)
        ? codec.id
        : chance(0.8, random)
          ? pick(ids, random)
          : random.integer(256);
      const peer = random.integer(PEERS);
      const what = b.unpack(peer, kind, id, bytes, state, into);
      if (what === 'message') must(isWithin(into, MOST_DECODED), 'a message is of finite numbers');
      if (what === 'unknown-codec') must(!ids.includes(id), 'a codec is unknown only if there is none', id);
      if (what === 'ask') a.unpack(peer, 'notice', DIFFERENCES.id, b.request(peer).slice(), state, into);
      if (chance(0.05, random)) b.forget(peer);
    }
    return EPISODE;
  },
};

/** For properties over bytes that are nothing in particular. */
export function checkDecoding(bytes: Uint8Array, length: number): void {
  const into = new Float32Array(length);
  for (const codec of [...CODECS, ...VALUE_CODECS]) {
    if (codec.decode(bytes, into)) must(isWithin(into, MOST_DECODED), `${codec.name} gives finite numbers`);
  }
  const end = DIFFERENCES.open(length);
  for (const kind of MESSAGE_KINDS) {
    if (end.decode(kind, bytes, new Float32Array(length), into) === 'message') {
      must(isWithin(into, MOST_DECODED), 'differences are of finite numbers');
    }
  }
}
