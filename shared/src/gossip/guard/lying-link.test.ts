/** What a liar does to the copy of its model that both ends of a link keep, and what it can reach by that. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../util/random/random.ts';
import { admitAll } from '../admission/admission.ts';
import type { LinkEnd } from '../codec/codec.ts';
import { differenceCodec, VALUE_CODECS } from '../codec/difference/difference.ts';
import { topK } from '../compressor/top-k.ts';
import { pairwiseSwap } from '../mixing/pairwise-swap.ts';
import { neighbourhoodOf } from '../peer-context.fake.ts';
import { isPlausible } from '../plausible.ts';
import { distanceOf, lengthOf } from '../vectors/arithmetic.ts';
import { Guard } from './guard.ts';

const DIMENSION = 64;
const LIAR = 9;
const HONEST = [1, 2, 3, 4];
/** How far honest offers are away. */
const APART = 2;
/** What a message may move at the most: half the way, with the slack of limits. */
const MOST = (1.25 * APART) / 2;

/** What a liar sends: models that it encodes as it should, the same with bytes changed, or any bytes. */
const numbersOf = (number: fc.Arbitrary<number>): fc.Arbitrary<number[]> =>
  fc.array(number, { minLength: DIMENSION, maxLength: DIMENSION });
const numbers = fc.oneof(
  numbersOf(fc.float({ min: -4, max: 4, noNaN: true })),
  numbersOf(fc.float({ min: -1000, max: 1000, noNaN: true })),
  numbersOf(fc.constantFrom(0, 1e-40, 1e29, -1e29)),
  numbersOf(fc.constantFrom(1, 3.4e38, Number.NaN, Number.NEGATIVE_INFINITY)),
);
const changes = fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 8 });
const lies = fc.array(
  fc.oneof(
    fc.record({ model: numbers, changes: fc.oneof(fc.constant([]), changes), whole: fc.boolean() }),
    fc.record({ bytes: fc.uint8Array({ maxLength: 400 }) }),
  ),
  { minLength: 1, maxLength: 12 },
);

for (const values of VALUE_CODECS) {
  describe(`on a link that sends differences in ${values.name}`, () => {
    const codec = differenceCodec({ name: 'tested', compressor: topK(0.25), values });

    it('no message moves a peer further than others are away; the truth mends what is known of a liar', () => {
      fc.assert(
        fc.property(lies, fc.nat(), (messages, seed) => {
          const random = createRandom(seed);
          const direction = (length: number): Float32Array => {
            const vector = new Float32Array(DIMENSION).map(() => random.normal());
            return vector.map((value) => (value * length) / lengthOf(vector));
          };
          const state = direction(3);
          const guard = new Guard(
            { updates: 50, random, neighbours: neighbourhoodOf([...HONEST, LIAR]) },
            {
              admission: admitAll,
              mixing: pairwiseSwap,
              ownStep: { updateLength: 1, longest: 1 },
              follows: () => false,
              leans: () => false,
            },
          );
          const read = new Float32Array(DIMENSION);
          const buffer = new Uint8Array(codec.maxBytes(DIMENSION));
          /** As a room does. @returns how far the peer moved */
          const receive = (from: number, end: LinkEnd, message: Uint8Array): number => {
            if (end.decode('offer', message, state, read) !== 'message' || !isPlausible(read, state))
              return 0;
            const weight = guard.weigh(from, null, null, 'offer', read, state, end.copy ?? read);
            const before = state.slice();
            if (weight > 0) {
              pairwiseSwap.receive('offer', read, weight, state, new Float32Array(DIMENSION), from);
            }
            return distanceOf(before, state);
          };
          const links = HONEST.map((from) => ({
            from,
            sends: codec.open(DIMENSION),
            at: codec.open(DIMENSION),
          }));
          for (const { from, sends, at } of links) {
            const model = direction(APART).map((value, i) => value + state[i]);
            receive(from, at, buffer.slice(0, sends.encode('offer', model, buffer, random)));
          }
          const copies = links.map(({ at }) => at.copy?.slice());

          const sends = codec.open(DIMENSION);
          const at = codec.open(DIMENSION);
          for (const lie of messages) {
            let message: Uint8Array;
            if ('bytes' in lie) {
              message = lie.bytes;
            } else {
              if (lie.whole) sends.sendWhole();
              message = buffer.slice(0, sends.encode('offer', Float32Array.from(lie.model), buffer, random));
              for (const [place, byte] of lie.changes) if (place < message.length) message[place] = byte;
            }
            expect(receive(LIAR, at, message)).toBeLessThanOrEqual(1.1 * MOST);
          }
          expect(state.every(Number.isFinite)).toBe(true);
          expect(links.map((link) => link.at.copy)).toEqual(copies);

          const truth = direction(3);
          sends.sendWhole();
          const whole = buffer.slice(0, sends.encode('offer', truth, buffer, random));
          expect(at.decode('offer', whole, state, read)).toBe('message');
          expect(distanceOf(at.copy ?? read, truth)).toBeLessThan(0.1 * lengthOf(truth));
        }),
        { seed: 3, numRuns: 200 },
      );
    });
  });
}
