import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../util/random/random.ts';
import { randomK } from '../../compressor/random-k.ts';
import { topK } from '../../compressor/top-k.ts';
import type { MessageKind } from '../../environment/environment.ts';
import type { Decoded, LinkCodec, LinkEnd } from '../codec.ts';
import { int4 } from '../int4.ts';
import { differenceCodec, VALUE_CODECS } from './difference.ts';

const DIMENSION = 500;
const random = createRandom(1);
const normal = (scale = 1): Float32Array => new Float32Array(DIMENSION).map(() => scale * random.normal());
const distance = (a: Float32Array, b: Float32Array): number =>
  Math.hypot(...a.map((value, i) => value - b[i]));

const bytes = new Uint8Array(10_000);
function send(from: LinkEnd, kind: MessageKind, vector: Float32Array): Uint8Array {
  return bytes.slice(0, from.encode(kind, vector, bytes, random));
}
function receive(
  at: LinkEnd,
  kind: MessageKind,
  message: Uint8Array,
  state: Float32Array = new Float32Array(DIMENSION),
): { what: Decoded; vector: Float32Array } {
  const vector = new Float32Array(DIMENSION).fill(7);
  return { what: at.decode(kind, message, state, vector), vector };
}
const offer = (from: LinkEnd, to: LinkEnd, model: Float32Array): { what: Decoded; vector: Float32Array } =>
  receive(to, 'offer', send(from, 'offer', model));

const open = (codec: LinkCodec): [LinkEnd, LinkEnd] => [codec.open(DIMENSION), codec.open(DIMENSION)];

for (const compressor of [topK(0.1), randomK(0.1)]) {
  for (const values of VALUE_CODECS) {
    describe(`${compressor.name} of ${values.name}`, () => {
      const codec = differenceCodec({ name: 'tested', compressor, values });

      it('what the neighbour knows comes near a model that stands still, and follows one that moves', () => {
        const [sender, receiver] = open(codec);
        const model = normal();
        offer(sender, receiver, model);
        for (let i = 0; i < DIMENSION; i++) model[i] += random.normal();
        let known: Float32Array = new Float32Array(DIMENSION);
        for (let round = 0; round < 120; round++) {
          const { what, vector } = receive(receiver, 'offer', send(sender, 'offer', model), known);
          expect(what).toBe('message');
          known = vector;
        }
        expect(distance(known, model)).toBeLessThan(0.1 * Math.sqrt(DIMENSION));
      });

      it('numbers that do not travel are taken to be those of the receiver', () => {
        const [sender, receiver] = open(codec);
        const model = normal();
        offer(sender, receiver, model);
        const before = model.slice();
        for (let i = 0; i < DIMENSION; i++) model[i] += 1 + random.uniform();
        const state = new Float32Array(DIMENSION).fill(3);
        const { vector } = receive(receiver, 'offer', send(sender, 'offer', model), state);
        const travelled = vector.filter((value) => value !== 3).length;
        expect(travelled).toBeGreaterThan(0);
        expect(travelled).toBeLessThanOrEqual(0.1 * DIMENSION);
        vector.forEach((value, i) => {
          // Rounding of the whole before, and of this.
          if (value !== 3) expect(Math.abs(value - before[i] - 1.5)).toBeLessThan(1);
        });
      });

      it('an answer is about the offer’s positions, in fewer bytes; another reply brings its own', () => {
        const [sender, receiver] = open(codec);
        const model = normal();
        offer(sender, receiver, model);
        const message = send(sender, 'offer', normal());
        const { vector } = receive(receiver, 'offer', message);
        const reply = vector.map((value) => -value / 2);
        const answer = send(receiver, 'reply', reply);
        expect(answer.length).toBeLessThan(message.length);
        const got = receive(sender, 'reply', answer);
        expect(got.what).toBe('message');
        const most = Math.max(...reply.map(Math.abs));
        reply.forEach((value, i) => {
          expect(Math.abs(got.vector[i] - value)).toBeLessThanOrEqual(most / (value === 0 ? 1e9 : 7));
        });

        const other = new Float32Array(DIMENSION);
        other[vector.indexOf(0)] = 1;
        const loose = receive(sender, 'reply', send(receiver, 'reply', other));
        expect(loose.what).toBe('message');
        expect(loose.vector.filter((value) => value !== 0).length).toBe(1);
      });

      it('says no more than it may', () => {
        const [sender, receiver] = open(codec);
        for (const kind of ['offer', 'offer', 'reply', 'notice'] as const) {
          expect(send(sender, kind, normal()).length).toBeLessThanOrEqual(codec.maxBytes(DIMENSION));
        }
        expect(receiver.request(bytes)).toBeLessThanOrEqual(codec.maxBytes(DIMENSION));
      });
    });
  }
}

describe('a difference codec', () => {
  const codec = differenceCodec({ name: 'tested', compressor: topK(0.1), values: int4 });

  it('asks for the whole when an increment is missing, and goes on from it', () => {
    const [sender, receiver] = open(codec);
    offer(sender, receiver, normal());
    send(sender, 'offer', normal());
    const missed = offer(sender, receiver, normal());
    expect(missed.what).toBe('ask');
    expect(offer(sender, receiver, normal()).what).toBe('lost');
    const request = bytes.slice(0, receiver.request(bytes));
    expect(receive(sender, 'notice', request).what).toBe('request');
    const model = normal();
    const whole = offer(sender, receiver, model);
    expect(whole.what).toBe('message');
    expect(distance(whole.vector, model)).toBeLessThan(0.02 * Math.sqrt(DIMENSION));
    expect(offer(sender, receiver, normal()).what).toBe('message');
  });

  it('asks again when the whole does not come', () => {
    const [sender, receiver] = open(codec);
    offer(sender, receiver, normal());
    send(sender, 'offer', normal());
    const what = Array.from({ length: 7 }, () => offer(sender, receiver, normal()).what);
    expect(what).toEqual(['ask', 'lost', 'lost', 'ask', 'lost', 'lost', 'ask']);
  });

  it('takes the whole from a neighbour that has begun anew', () => {
    const [sender, receiver] = open(codec);
    for (let i = 0; i < 5; i++) offer(sender, receiver, normal());
    expect(offer(codec.open(DIMENSION), receiver, normal()).what).toBe('message');
  });

  it('an answer to another offer than the last does not count', () => {
    const [sender, receiver] = open(codec);
    offer(sender, receiver, normal());
    const answer = send(receiver, 'reply', normal());
    send(sender, 'offer', normal());
    expect(receive(sender, 'reply', answer).what).toBe('late');
  });

  it('a neighbour that has begun anew is not taken for the one before, though the whole is lost', () => {
    const [sender, receiver] = open(codec);
    for (let i = 0; i < 20; i++) offer(sender, receiver, normal());
    const anew = codec.open(DIMENSION);
    send(anew, 'offer', normal());
    const what = Array.from({ length: 40 }, () => offer(anew, receiver, normal()).what);
    expect(what[0]).toBe('ask');
    expect(what).not.toContain('message');
  });

  it('in replies nothing is lost by rounding: the next one makes up for it', () => {
    const [sender, receiver] = open(codec);
    offer(sender, receiver, normal());
    const sum = new Float32Array(DIMENSION);
    const wanted = normal();
    const TIMES = 50;
    for (let i = 0; i < TIMES; i++) {
      receive(sender, 'reply', send(receiver, 'reply', wanted)).vector.forEach((value, k) => {
        sum[k] += value / TIMES;
      });
    }
    expect(distance(sum, wanted)).toBeLessThan(0.03 * Math.sqrt(DIMENSION));
  });

  it('all travels where peers are to come to rest', () => {
    const [sender, receiver] = open(codec);
    offer(sender, receiver, normal());
    sender.setThorough(true);
    const model = normal();
    let last = offer(sender, receiver, model);
    for (let i = 0; i < 12; i++) last = offer(sender, receiver, model);
    expect(distance(last.vector, model)).toBeLessThan(1e-5 * Math.sqrt(DIMENSION));
  });

  it('what is not finite is refused, and does not stay', () => {
    const [sender, receiver] = open(codec);
    offer(sender, receiver, normal());
    expect(offer(sender, receiver, normal().fill(Number.NaN, 3, 4)).what).toBe('not-finite');
    expect(offer(sender, receiver, normal()).what).toBe('ask');
    receive(sender, 'notice', bytes.slice(0, receiver.request(bytes)));
    expect(offer(sender, receiver, normal()).what).toBe('message');
  });

  it('never throws, nor gives what is not finite, whatever the bytes', () => {
    const [sender, receiver] = open(codec);
    const good = [
      send(sender, 'offer', normal()),
      send(sender, 'offer', normal()),
      send(sender, 'reply', normal()),
    ];
    receive(receiver, 'offer', good[0]);
    const kinds = fc.constantFrom<MessageKind>('offer', 'reply', 'notice');
    const changes = fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 4 });
    fc.assert(
      fc.property(fc.nat(2), kinds, changes, fc.nat(400), (which, kind, flips, cut) => {
        const message = good[which].slice(0, cut < 40 ? cut : undefined);
        for (const [at, value] of flips) if (at < message.length) message[at] = value;
        const { what, vector } = receive(receiver, kind, message);
        if (what === 'message') expect(vector.every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});
