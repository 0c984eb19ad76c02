/**
 * Sends what of a model differs most from what the neighbour knows of it. Both ends keep that: an increment is added to it at
 * both, so what is left out or rounded away stays part of the difference, and comes later (Koloskova et al. 2019, CHOCO,
 * arXiv 1902.00340; error feedback: Stich, Cordonnier, Jaggi 2018, arXiv 1809.07599). Models are offers; replies and
 * notices are messages about few numbers, where what was rounded away is added to the next that is about the same number.
 *
 * After the codec's id in a model message (little-endian):
 *
 *     u8 form, u8 codec of the values, u16 tag, u32 number, u32 count; then positions, then so many values
 *
 * The tag is the sender's end's own, drawn at random: after a reconnect that only one side noticed, the numbers begin anew. An
 * answer has that of the offer.
 *
 *     0 increment  the next by its number, to be added to what is known at these positions
 *     1 whole      known from now on, as after that increment
 *     2 answer     at the positions of the offer of that number, which are not said again
 *     3 loose      at these positions, and 0 elsewhere; the number is 0
 *     4 request    for the whole, since an increment is missing; nothing follows
 */

import type { Random } from '../../../util/random/random.ts';
import type { Compressor } from '../../compressor/compressor.ts';
import type { MessageKind } from '../../environment/environment.ts';
import { IncrementSequence, numberAfter } from '../../increment-sequence.ts';
import { subtract } from '../../vectors/arithmetic.ts';
import { countAbove } from '../../vectors/magnitudes.ts';
import type { Codec, Decoded, LinkCodec, LinkEnd } from '../codec.ts';
import { float16 } from '../float16.ts';
import { allFinite, float32 } from '../float32.ts';
import { int4 } from '../int4.ts';
import { int8 } from '../int8.ts';
import { accumulate, countNonZeroAt, gather, scatter, subtractAt } from './at-positions.ts';
import { maxPositionBytes, Positions, readPositions, writePositions } from './positions.ts';

const INCREMENT = 0;
const WHOLE = 1;
const ANSWER = 2;
const LOOSE = 3;
const REQUEST = 4;

const HEADER_BYTES = 12;
const TAGS = 1 << 16;

/** What values may travel in. */
export const VALUE_CODECS: readonly Codec[] = [int4, int8, float16, float32];

export interface DifferenceOptions {
  readonly name: string;
  /** Which numbers of a difference travel. */
  readonly compressor: Compressor;
  /** What they travel in, one of `VALUE_CODECS`. */
  readonly values: Codec;
}

export function differenceCodec(options: DifferenceOptions): LinkCodec {
  let scratch = scratchFor(0);
  return {
    name: options.name,
    id: 5,
    maxBytes: (dimension) =>
      HEADER_BYTES +
      maxPositionBytes(dimension) +
      Math.max(...VALUE_CODECS.map((values) => values.maxBytes(dimension))),
    open(dimension) {
      if (scratch.packed.length !== dimension) scratch = scratchFor(dimension);
      return new DifferenceLink(options, scratch);
    },
  };
}

/** What is needed only within a call: all links have it in common. */
interface Scratch {
  readonly difference: Float32Array;
  /** For the numbers that travel. */
  readonly packed: Float32Array;
}

const scratchFor = (dimension: number): Scratch => ({
  difference: new Float32Array(dimension),
  packed: new Float32Array(dimension),
});

class DifferenceLink implements LinkEnd {
  readonly #compressor: Compressor;
  readonly #values: Codec;
  readonly #dimension: number;
  readonly #scratch: Scratch;
  /** What the neighbour knows of this peer's model; null before anything was sent. */
  #known: Float32Array | null = null;
  #number = 0;
  /** Null before anything was sent. */
  #tag: number | null = null;
  /** Of the last offer, which an answer may be about. */
  readonly #offered = new Positions();
  #isWholeWanted = false;
  #isThorough = false;
  /** What the neighbour has sent of its model, kept as the neighbour keeps it. */
  #copy: Float32Array | null = null;
  readonly #increments = new IncrementSequence();
  #tagOfCopy = 0;
  /** Of the last offer that counted, and of one that is being read. */
  #received = new Positions();
  #arriving = new Positions();
  /** What replies have left out by rounding; null before the first. */
  #residual: Float32Array | null = null;
  readonly #loose = new Positions();

  constructor({ compressor, values }: DifferenceOptions, scratch: Scratch) {
    this.#compressor = compressor;
    this.#values = values;
    this.#dimension = scratch.packed.length;
    this.#scratch = scratch;
  }

  get copy(): Float32Array | null {
    return this.#copy;
  }

  encode(kind: MessageKind, vector: Float32Array, into: Uint8Array, random: Random): number {
    if (kind === 'offer') return this.#encodeModel(vector, into, random);
    return this.#encodeReply(vector, into, random);
  }

  decode(kind: MessageKind, bytes: Uint8Array, state: Float32Array, into: Float32Array): Decoded {
    if (bytes.length < HEADER_BYTES) return 'malformed';
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const form = view.getUint8(0);
    const values = VALUE_CODECS.find(({ id }) => id === view.getUint8(1));
    const tag = view.getUint16(2, true);
    const number = view.getUint32(4, true);
    const count = view.getUint32(8, true);
    if (form === REQUEST) {
      this.#isWholeWanted = true;
      return 'request';
    }
    if (values === undefined || count > this.#dimension) return 'malformed';
    if ((kind === 'offer') !== (form === INCREMENT || form === WHOLE)) return 'malformed';
    if (form === ANSWER) {
      if (this.#known === null || tag !== this.#tag || number !== this.#number) return 'late';
      return this.#decodeAnswer(bytes.subarray(HEADER_BYTES), count, values, into);
    }
    const positions = form === LOOSE ? this.#loose : this.#arriving;
    const at = readPositions(bytes, HEADER_BYTES, count, this.#dimension, positions);
    if (at < 0) return 'malformed';
    const rest = bytes.subarray(at);
    if (rest.length !== values.maxBytes(count)) return 'malformed';
    const packed = this.#scratch.packed.subarray(0, count);
    if (form === LOOSE) {
      if (!values.decode(rest, packed)) return 'not-finite';
      into.fill(0);
      scatter(packed, positions, into);
      return 'message';
    }
    if (form === WHOLE && !positions.all) return 'malformed';
    // Of another end than the copy's: it is not of use.
    if (form === INCREMENT && tag !== this.#tagOfCopy) this.#increments.lose();
    if (form === WHOLE) this.#tagOfCopy = tag;
    return this.#decodeModel(form, number, values, rest, packed, state, into);
  }

  request(into: Uint8Array): number {
    this.#writeHeader(into, REQUEST, this.#values, 0, 0, 0);
    return HEADER_BYTES;
  }

  sendWhole(): void {
    this.#isWholeWanted = true;
  }

  setThorough(thorough: boolean): void {
    this.#isThorough = thorough;
  }

  #writeHeader(
    into: Uint8Array,
    form: number,
    values: Codec,
    tag: number,
    number: number,
    count: number,
  ): void {
    const view = new DataView(into.buffer, into.byteOffset, HEADER_BYTES);
    view.setUint8(0, form);
    view.setUint8(1, values.id);
    view.setUint16(2, tag, true);
    view.setUint32(4, number, true);
    view.setUint32(8, count, true);
  }

  #encodeModel(model: Float32Array, into: Uint8Array, random: Random): number {
    const known = this.#known;
    const whole = known === null || this.#isWholeWanted;
    // A whole is not a difference: half a byte is too coarse for it.
    const values = whole && this.#values === int4 ? int8 : this.#values;
    this.#known ??= new Float32Array(this.#dimension);
    this.#isWholeWanted = false;
    this.#number = numberAfter(this.#number);
    this.#tag ??= random.integer(TAGS);
    if (whole) this.#known.fill(0);
    this.#choose(model, this.#known, whole || this.#isThorough, random);
    const { count } = this.#offered;
    this.#writeHeader(into, whole ? WHOLE : INCREMENT, values, this.#tag, this.#number, count);
    const at = writePositions(this.#offered, this.#dimension, into, HEADER_BYTES);
    const packed = this.#scratch.packed.subarray(0, count);
    gather(this.#scratch.difference, this.#offered, packed);
    const end = at + values.encode(packed, into.subarray(at), random.integer(2 ** 32));
    // What the neighbour will make of it. Where it is not finite, it will be refused there, and the whole asked for.
    if (values.decode(into.subarray(at, end), packed)) accumulate(packed, this.#offered, this.#known);
    return end;
  }

  /** Writes the difference, and at which positions it is to travel. */
  #choose(model: Float32Array, known: Float32Array, all: boolean, random: Random): void {
    const { difference } = this.#scratch;
    subtract(model, known, difference);
    if (all) {
      this.#offered.setAll(this.#dimension);
    } else {
      const { list } = this.#offered.reserve(this.#dimension);
      this.#offered.count = this.#compressor.choose(difference, random, list);
    }
  }

  #decodeModel(
    form: number,
    number: number,
    values: Codec,
    bytes: Uint8Array,
    packed: Float32Array,
    state: Float32Array,
    into: Float32Array,
  ): Decoded {
    if (form === INCREMENT) {
      const what = this.#increments.take(number);
      if (what !== 'next') return what === 'ask' ? 'ask' : 'lost';
    }
    if (!values.decode(bytes, packed)) {
      this.#increments.lose();
      return 'not-finite';
    }
    this.#copy ??= new Float32Array(this.#dimension);
    if (form === WHOLE) {
      this.#increments.startFrom(number);
      this.#copy.fill(0);
    }
    const positions = this.#arriving;
    accumulate(packed, positions, this.#copy);
    // The sum of finite numbers may not be; later increments would not mend that.
    if (!allFinite(packed)) {
      this.#increments.lose();
      return 'not-finite';
    }
    if (!positions.all) into.set(state);
    scatter(packed, positions, into);
    this.#arriving = this.#received;
    this.#received = positions;
    return 'message';
  }

  #encodeReply(reply: Float32Array, into: Uint8Array, random: Random): number {
    const answers = this.#increments.current && this.#increments.number > 0 && this.#coversAll(reply);
    const positions = answers ? this.#received : this.#loose;
    if (!answers) positions.setNonZero(reply);
    const { count } = positions;
    const number = answers ? this.#increments.number : 0;
    const values = this.#values;
    this.#writeHeader(into, answers ? ANSWER : LOOSE, values, answers ? this.#tagOfCopy : 0, number, count);
    const at = answers ? HEADER_BYTES : writePositions(positions, this.#dimension, into, HEADER_BYTES);
    this.#residual ??= new Float32Array(this.#dimension);
    const residual = this.#residual;
    // The residual becomes what is to be said, and then what of it was not.
    const packed = this.#scratch.packed.subarray(0, count);
    gather(reply, positions, packed);
    accumulate(packed, positions, residual);
    const end = at + values.encode(packed, into.subarray(at), random.integer(2 ** 32));
    if (values.decode(into.subarray(at, end), packed)) subtractAt(packed, positions, residual);
    else residual.fill(0);
    return end;
  }

  /** Whether a reply is about nothing but the last offer's positions. */
  #coversAll(reply: Float32Array): boolean {
    return this.#received.all || countAbove(reply, 0) === countNonZeroAt(reply, this.#received);
  }

  #decodeAnswer(bytes: Uint8Array, count: number, values: Codec, into: Float32Array): Decoded {
    if (count !== this.#offered.count || bytes.length !== values.maxBytes(count)) return 'malformed';
    const packed = this.#scratch.packed.subarray(0, count);
    if (!values.decode(bytes, packed)) return 'not-finite';
    into.fill(0);
    scatter(packed, this.#offered, into);
    return 'message';
  }
}
