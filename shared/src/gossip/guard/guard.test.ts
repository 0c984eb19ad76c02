import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mean } from '../../util/numbers.ts';
import { createRandom } from '../../util/random/random.ts';
import { type Admission, admitAll } from '../admission/admission.ts';
import { pairwiseSwap } from '../mixing/pairwise-swap.ts';
import { pushAverage } from '../mixing/push-average.ts';
import { neighbourhoodOf } from '../peer-context.fake.ts';
import { distanceOf, lengthOf } from '../vectors/arithmetic.ts';
import { Guard } from './guard.ts';

const DIMENSION = 64;
/** The way of one own update. */
const OWN = 1;
/** Of limits and what sketches make of lengths. */
const SLACK = 1.25;

const floats = fc.array(
  fc.oneof(
    fc.float({ noDefaultInfinity: true, noNaN: true }),
    fc.constantFrom(0, 1e-40, 3.4e38, -3.4e38, Number.NaN, Number.POSITIVE_INFINITY),
  ),
  { minLength: DIMENSION, maxLength: DIMENSION },
);

interface Guarded {
  readonly guard: Guard;
  readonly state: Float32Array;
  updates: number;
}

function guarded(
  mixing = pairwiseSwap,
  updateLength = OWN,
  admission: Admission = admitAll,
  neighbours: readonly number[] = [1],
): Guarded {
  const peer = { updates: 1, random: createRandom(7), neighbours: neighbourhoodOf(neighbours) };
  const guard = new Guard(peer, {
    admission,
    mixing,
    ownStep: { updateLength, longest: updateLength },
    follows: () => updateLength === 0,
    leans: () => false,
  });
  return {
    guard,
    state: new Float32Array(DIMENSION),
    get updates() {
      return peer.updates;
    },
    set updates(value) {
      peer.updates = value;
    },
  };
}

const random = createRandom(3);
/** So far from a state, in some direction. */
function near(state: Float32Array, distance: number, random_ = random): Float32Array {
  const direction = state.map(() => random_.normal());
  const length = lengthOf(direction);
  return state.map((value, i) => value + (distance * direction[i]) / length);
}

/** What a room does: weigh it, then mix it. @returns how far the peer moved */
function receive(
  { guard, state }: Guarded,
  from: number,
  kind: 'offer' | 'reply',
  message: Float32Array,
): number {
  const weight = guard.weigh(from, null, null, kind, message, state);
  const before = state.slice();
  if (weight > 0) pairwiseSwap.receive(kind, message, weight, state, new Float32Array(DIMENSION), from);
  return distanceOf(before, state);
}

describe('a guard', () => {
  it('lets no single message move a peer further than others are away, however it is built', () => {
    fc.assert(
      fc.property(
        floats,
        fc.constantFrom('offer' as const, 'reply' as const),
        fc.nat(9),
        (numbers, kind, voters) => {
          const one = guarded();
          for (let from = 1; from <= voters; from++) {
            one.guard.weigh(from, null, null, 'offer', near(one.state, 2), one.state);
          }
          const moved = receive(one, 99, kind, Float32Array.from(numbers));
          // A single neighbour is let do what four own updates do, of which half is moved.
          const limit = voters >= 1 ? 2 : 4 * OWN;
          expect(moved).toBeLessThanOrEqual((SLACK * limit) / 2 + 1e-3);
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  it('lets through nearly all of what is as far away as what others send', () => {
    const one = guarded();
    const weights: number[] = [];
    for (let round = 0; round < 50; round++) {
      one.updates += 1;
      for (let from = 1; from <= 8; from++) {
        weights.push(one.guard.weigh(from, null, null, 'offer', near(one.state, 2), one.state));
      }
    }
    expect(mean(weights)).toBeGreaterThan(0.75);
    expect(weights.filter((weight) => weight === 1).length).toBeGreaterThan(weights.length / 2);
  });

  it('counts for nothing what is very far away, and says so of its sender', () => {
    const one = guarded();
    for (let round = 0; round < 40; round++) {
      for (let from = 1; from <= 4; from++) receive(one, from, 'offer', near(one.state, 2));
      expect(receive(one, 9, 'offer', near(one.state, 1e6))).toBe(0);
    }
    expect(one.guard.shareOf(9)).toBeLessThan(0.05);
    expect(one.guard.shareOf(1)).toBeGreaterThan(0.5);
    expect(one.guard.shareOf(1234)).toBe(1);
  });

  it('stops who always pushes one way, within the distance of the others, however often it speaks', () => {
    const lie = near(new Float32Array(DIMENSION), 2);
    const movedBy = (times: number): number => {
      const one = guarded();
      const stays = one.state.slice();
      for (let round = 0; round < 60; round++) {
        one.updates += 1;
        one.state.set(stays);
        for (let from = 1; from <= 8; from++) receive(one, from, 'offer', near(stays, 2));
        for (let k = 0; k < times; k++) {
          one.state.set(stays);
          receive(one, 9, 'offer', lie);
        }
      }
      return one.guard.shareOf(9);
    };
    expect(movedBy(1)).toBeLessThan(0.5);
    expect(movedBy(8)).toBeLessThan(0.1);
  });

  it('gives several who push the same way one limit together', () => {
    const shareOfLiars = (liars: number): number => {
      const one = guarded();
      const stays = one.state.slice();
      const lie = near(stays, 2, createRandom(5));
      for (let round = 0; round < 100; round++) {
        one.updates += 1;
        for (let from = 1; from <= 12; from++) {
          one.state.set(stays);
          receive(one, from, 'offer', near(stays, 2));
        }
        for (let k = 0; k < liars; k++) {
          one.state.set(stays);
          receive(one, 20 + k, 'offer', lie);
        }
      }
      return one.guard.shareOf(20);
    };
    expect(shareOfLiars(4)).toBeLessThan(0.6 * shareOfLiars(1));
  });

  it('moves two that are alone and long apart towards each other, and not towards nonsense', () => {
    const one = guarded();
    expect(receive(one, 1, 'offer', near(one.state, 20 * OWN))).toBeGreaterThan(OWN);
    expect(receive(one, 1, 'offer', near(one.state, 1e5))).toBe(0);
  });

  it('takes who says nothing new for what is known of it', () => {
    const one = guarded(pairwiseSwap, OWN, admitAll, [1, 2]);
    const liar = near(one.state, 1e5);
    const weighed = (from: number, message: Float32Array, known: Float32Array): number =>
      one.guard.weigh(from, null, null, 'offer', message, one.state, known);
    // Both are known to be a little further than what they say now.
    weighed(1, near(one.state, 1), near(one.state, 3));
    expect(weighed(2, one.state.slice(), liar)).toBe(0);
    // Between honest peers it is as if nobody had spoken.
    const honest = guarded(pairwiseSwap, OWN, admitAll, [1, 2, 3]);
    const weights = [1, 2, 3].map((from) =>
      honest.guard.weigh(
        from,
        null,
        null,
        'offer',
        near(honest.state, 1),
        honest.state,
        near(honest.state, 3),
      ),
    );
    expect(weights.slice(1)).toEqual([expect.closeTo(1), expect.closeTo(1)]);
  });

  it('takes nothing before it has moved itself, unless it follows or knows what is usual', () => {
    expect(
      receive(guarded(pairwiseSwap, 0), 1, 'offer', near(new Float32Array(DIMENSION), 1)),
    ).toBeGreaterThan(0);
    const peer = { updates: 0, random: createRandom(1), neighbours: neighbourhoodOf([1, 2, 3]) };
    const ownStep = { updateLength: 0, longest: 0 };
    const guard = new Guard(peer, {
      admission: admitAll,
      mixing: pushAverage,
      ownStep,
      follows: () => false,
      leans: () => false,
    });
    const state = new Float32Array(DIMENSION);
    const shares = [1, 2, 3].map((from) => guard.weigh(from, null, null, 'offer', near(state, 1), state));
    expect(shares).toEqual([0, expect.closeTo(1, 1), expect.closeTo(1, 1)]);
  });

  it('believes the nearer of two neighbours, and both where both are far', () => {
    const one = guarded(pairwiseSwap, OWN, admitAll, [1, 2]);
    for (let round = 0; round < 10; round++) {
      receive(one, 1, 'offer', near(one.state, 1));
      expect(receive(one, 2, 'offer', near(one.state, 1000))).toBe(0);
    }
    const far = guarded(pairwiseSwap, OWN, admitAll, [1, 2]);
    far.guard.weigh(1, null, null, 'offer', near(far.state, 1000), far.state);
    expect(receive(far, 2, 'offer', near(far.state, 1000))).toBeGreaterThan(OWN);
  });

  it('does not take who only answers for a second opinion', () => {
    const one = guarded(pairwiseSwap, OWN, admitAll, [1, 2]);
    receive(one, 1, 'reply', near(new Float32Array(DIMENSION), 0.1));
    expect(receive(one, 2, 'offer', near(one.state, 1e6))).toBe(0);
    one.updates = 20;
    expect(receive(one, 2, 'offer', near(one.state, 1e6))).toBeLessThan(4 * OWN);
  });

  it('believes an answer to its own offer while it waits, as far as an update of its own leads', () => {
    const one = guarded(pairwiseSwap, OWN, admitAll, [1, 2]);
    expect(receive(one, 1, 'offer', near(one.state, 1))).toBe(0);
    const answer = (length: number): number =>
      receive(one, 1, 'reply', near(new Float32Array(DIMENSION), length));
    expect(answer(OWN / 2)).toBeCloseTo(OWN / 2);
    expect(answer(4 * OWN)).toBeLessThan(OWN / 8);
  });

  it('waits a while for a second opinion where there may be one', () => {
    const one = guarded(pairwiseSwap, OWN, admitAll, [1, 2]);
    expect(receive(one, 1, 'offer', near(one.state, 1))).toBe(0);
    one.updates = 20;
    expect(receive(one, 1, 'offer', near(one.state, 1))).toBeGreaterThan(0);
  });

  it('refuses what the rule within refuses, and keeps nothing of who is forgotten', () => {
    const none: Admission = { weigh: () => 0 };
    const one = guarded(pairwiseSwap, OWN, none);
    expect(receive(one, 1, 'offer', near(one.state, 1))).toBe(0);
    const other = guarded();
    for (let k = 0; k < 30; k++) receive(other, 1, 'offer', near(other.state, 1e7));
    expect(other.guard.shareOf(1)).toBeLessThan(0.5);
    other.guard.forget(1);
    expect(other.guard.shareOf(1)).toBe(1);
  });
});
