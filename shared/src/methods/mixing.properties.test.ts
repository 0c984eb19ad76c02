/** What every mixing rule keeps to, in the method that it belongs to, whatever happens to its messages. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MESSAGE_KINDS } from '../gossip/environment/environment.ts';
import type { Learner } from '../gossip/learner/learner.ts';
import { type Method, messageLengthOf } from '../gossip/method.ts';
import { lonePeer } from '../gossip/peer-context.fake.ts';
import { type Adversary, createAdversary } from './adversary.fake.ts';
import { commonOptions } from './common-options.fake.ts';
import { createMethod } from './create-method.ts';
import { METHODS } from './methods.ts';

const PEERS = 5;
const DIMENSION = 4;
const RUNS = 30;

/** Nothing to learn: what changes, mixing changed. */
const nothingToLearn: Learner = {
  dimension: DIMENSION,
  gradient(_, gradient) {
    gradient.fill(0);
    return 0;
  },
};

const cases: [string, () => Method][] = METHODS.flatMap(({ name }): [string, () => Method][] =>
  name === 'mitra-ulukus'
    ? (['swap', 'push'] as const).map((exchange) => [
        `${name}, ${exchange}`,
        () => createMethod(name, commonOptions({ exchange })),
      ])
    : [[name, () => createMethod(name, commonOptions({ exchange: 'swap' }))]],
);

type Fate = 'deliver' | 'repeat' | 'lose';
type Event = 'update' | 'gossip' | 'leave' | 'join' | 'pause' | 'resume';
type Happening =
  | { readonly do: Event; readonly place: number }
  | { readonly do: Fate; readonly which: number };

const place = fc.nat({ max: PEERS - 1 });
const which = fc.nat({ max: 1000 });
/** What may happen, messages being delivered in any order, and the rest as named. */
function happenings(...also: readonly (Exclude<Fate, 'deliver'> | Event)[]): fc.Arbitrary<Happening[]> {
  const fates = also.filter((one) => one === 'lose' || one === 'repeat');
  const events = also.filter((one) => one !== 'lose' && one !== 'repeat');
  return fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.record({ do: fc.constant('gossip' as const), place }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('update' as const), place }) },
      { weight: 6, arbitrary: fc.record({ do: fc.constant('deliver' as const), which }) },
      ...fates.map((fate) => ({ weight: 2, arbitrary: fc.record({ do: fc.constant(fate), which }) })),
      ...events.map((event) => ({ weight: 1, arbitrary: fc.record({ do: fc.constant(event), place }) })),
    ),
    { maxLength: 80 },
  );
}

const models = fc
  .array(fc.float({ min: -100, max: 100, noNaN: true }), {
    minLength: PEERS * DIMENSION,
    maxLength: PEERS * DIMENSION,
  })
  .map((values) =>
    Array.from({ length: PEERS }, (_, k) =>
      Float32Array.from(values.slice(k * DIMENSION, (k + 1) * DIMENSION)),
    ),
  );

function play(adversary: Adversary, script: readonly Happening[]): void {
  for (const one of script) {
    if ('place' in one) adversary[one.do](one.place);
    else adversary[one.do](one.which);
  }
}

const total = (adversary: Adversary, of: 'model' | 'state'): number[] => {
  const sums = new Array<number>(adversary.peers[0][of].length).fill(0);
  for (const peer of adversary.peers) {
    peer[of].forEach((value, i) => {
      sums[i] += value;
    });
  }
  return sums;
};
const expectSame = (now: readonly number[], before: readonly number[]): void => {
  now.forEach((value, i) => {
    expect(Math.abs(value - before[i])).toBeLessThan(0.02);
  });
};

describe.each(cases)('the mixing rule of %s', (_, create) => {
  const build = (initial: readonly Float32Array[], nameOf = (k: number): number => k): Adversary =>
    createAdversary({ method: create(), learner: nothingToLearn, models: initial, nameOf });
  const { conserves } = create().parts(nothingToLearn, lonePeer()).mixing;

  it(`conserves what it declares: ${conserves}`, () => {
    const unkind: ('lose' | 'repeat')[] = conserves === 'mass' ? ['lose', 'repeat'] : [];
    fc.assert(
      fc.property(models, happenings(...unkind), (initial, script) => {
        if (conserves === 'nothing') return;
        const adversary = build(initial);
        const of = conserves === 'mean' ? 'model' : 'state';
        const before = total(adversary, of);
        play(adversary, script);
        adversary.deliverAll();
        // What was lost comes with the next message of the same link.
        for (let lap = 0; conserves === 'mass' && lap < 2 * PEERS; lap++) {
          for (let k = 0; k < PEERS; k++) adversary.gossip(k);
          adversary.deliverAll();
        }
        expectSame(total(adversary, of), before);
      }),
      { numRuns: conserves === 'nothing' ? 1 : RUNS },
    );
  });

  it('stays finite, and as large as what there was, under reordering, loss, repetition and churn', () => {
    fc.assert(
      fc.property(models, happenings('lose', 'repeat', 'leave'), (initial, script) => {
        const adversary = build(initial);
        play(adversary, script);
        adversary.deliverAll();
        for (const { model } of adversary.peers) {
          expect(model.every((value) => Math.abs(value) < 1e6)).toBe(true);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('lets no NaN and no infinity in, whatever finite numbers a stranger sends', () => {
    const length = messageLengthOf(create(), DIMENSION);
    const number = fc.oneof(
      fc.constantFrom(0, -0, 1e30, -1e30, 1e-38, -1),
      fc.float({ min: -1e3, max: 1e3, noNaN: true }),
    );
    const message = fc.record({
      from: place,
      to: place,
      kind: fc.constantFrom(...MESSAGE_KINDS),
      values: fc.array(number, { minLength: length, maxLength: length }),
    });
    fc.assert(
      fc.property(models, fc.array(message, { maxLength: 12 }), happenings(), (initial, strange, script) => {
        const adversary = build(initial);
        strange.forEach(({ from, to, kind, values }, i) => {
          if (from !== to) adversary.inject(from, to, kind, Float32Array.from(values));
          play(adversary, script.slice(6 * i, 6 * i + 6));
        });
        adversary.deliverAll();
        for (const { state, model } of adversary.peers) {
          expect(state.every(Number.isFinite)).toBe(true);
          expect(model.every(Number.isFinite)).toBe(true);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('never keeps a peer from updating for good, whoever came, paused and went', () => {
    fc.assert(
      fc.property(models, happenings('leave', 'join', 'pause', 'resume'), (initial, script) => {
        const adversary = createAdversary({
          method: create(),
          learner: nothingToLearn,
          models: initial,
          nameOf: (k) => k,
          atFirst: PEERS - 2,
        });
        play(adversary, script);
        for (let k = 0; k < PEERS; k++) {
          adversary.join(k);
          adversary.resume(k);
        }
        adversary.run(60);
        const before = adversary.peers.map(({ updates }) => updates);
        adversary.run(60);
        const left = new Set(script.map((one) => (one.do === 'leave' ? one.place : -1)));
        for (let k = 0; k < PEERS; k++) {
          if (left.has(k)) continue;
          expect(adversary.peers[k].updates).toBeGreaterThan(before[k]);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('does not care what peers are called', () => {
    fc.assert(
      fc.property(models, happenings('lose', 'repeat', 'leave'), (initial, script) => {
        const one = build(initial);
        const other = build(initial, (k) => 7 * k + 3);
        play(one, script);
        play(other, script);
        expect(other.peers.map(({ state }) => [...state])).toEqual(one.peers.map(({ state }) => [...state]));
      }),
      { numRuns: RUNS },
    );
  });
});
