import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MessageKind } from '../environment/environment.ts';
import type { PeerIndex } from '../peer-index.ts';
import type { Mixing } from './mixing.ts';
import { FULL, MAX_LINKS, pushSum } from './push-sum.ts';

interface Message {
  readonly from: PeerIndex;
  readonly to: PeerIndex;
  readonly kind: MessageKind;
  readonly vector: Float32Array;
}

interface Population {
  readonly states: readonly Float32Array[];
  /** What was sent and not delivered yet. */
  readonly underWay: Message[];
  gossip(from: PeerIndex, to: PeerIndex): void;
  deliver(message: Message): void;
}

/** Peers that send to whom a test says. State: two numbers and the weight. */
function populationOf(count: number): Population {
  const underWay: Message[] = [];
  const states = Array.from({ length: count }, (_, k) => Float32Array.of(k + 1, -10 * k, 1));
  const rules: Mixing[] = states.map((_, from) =>
    pushSum({ send: (to, kind, vector) => underWay.push({ from, to, kind, vector: vector.slice() }) }),
  );
  return {
    states,
    underWay,
    gossip(from, to) {
      rules[from].begin?.(states[from], [to]);
      const vector = rules[from].offer(states[from], to);
      if (vector !== null) underWay.push({ from, to, kind: 'offer', vector: vector.slice() });
    },
    deliver({ from, to, kind, vector }) {
      rules[to].receive(kind, vector, 1, states[to], new Float32Array(), from);
    },
  };
}

const massOf = ({ states }: Population): number[] =>
  [0, 1, 2].map((i) => states.reduce((sum, state) => sum + state[i], 0));

/** Lets everything arrive, in order, and what it brings about. */
function settle({ underWay, deliver }: Population): void {
  for (let message = underWay.shift(); message; message = underWay.shift()) deliver(message);
}

/** One more message on every link: what was lost before comes with it, wherever a sum was not full. Then all is
 * with somebody. */
function flush(population: Population, rounds = 4): void {
  for (let round = 0; round < rounds; round++) {
    population.states.forEach((_, from) => {
      population.states.forEach((_, to) => {
        if (from !== to) population.gossip(from, to);
      });
    });
    settle(population);
  }
}

const expectMass = (now: readonly number[], before: readonly number[]): void => {
  now.forEach((value, i) => {
    expect(Math.abs(value - before[i])).toBeLessThan(1e-3);
  });
};

describe('push-sum', () => {
  it('conserves mass, states and what is under way, under loss, repetition and reordering', () => {
    const peer = fc.nat({ max: 3 });
    const happening = fc.record({
      what: fc.constantFrom('gossip', 'gossip', 'deliver', 'deliver', 'repeat', 'lose'),
      from: peer,
      to: peer,
      which: fc.nat({ max: 50 }),
    });
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 150 }), (script) => {
        const population = populationOf(4);
        const { underWay } = population;
        const before = massOf(population);
        for (const { what, from, to, which } of script) {
          if (what === 'gossip' && from !== to) population.gossip(from, to);
          if (underWay.length === 0 || what === 'gossip') continue;
          const at = which % underWay.length;
          if (what !== 'lose') population.deliver(underWay[at]);
          if (what !== 'repeat') underWay.splice(at, 1);
        }
        for (const state of population.states) expect(state[2]).toBeGreaterThan(0);
        flush(population);
        expectMass(massOf(population), before);
      }),
    );
  });

  it('begins sums anew once they are full, also if that is lost or repeated, and loses nothing', () => {
    const population = populationOf(2);
    const before = massOf(population);
    const numbers = new Set<number>();
    let largest = 0;
    for (let i = 0; i < 2000; i++) {
      population.gossip(i % 2, 1 - (i % 2));
      const sent = population.underWay.splice(0);
      sent.forEach((message, k) => {
        if (message.kind === 'offer') {
          largest = Math.max(largest, message.vector[2]);
          numbers.add(message.vector[3]);
        }
        const fate = (7 * i + k) % 5;
        if (fate === 0) return;
        population.deliver(message);
        if (fate === 1) population.deliver(message);
      });
      // Answers to these.
      if (i % 3 > 0) settle(population);
      else population.underWay.length = 0;
    }
    expect(numbers.size).toBeGreaterThan(5);
    expect(largest).toBeLessThan(FULL + 2);
    flush(population, 8);
    expectMass(massOf(population), before);
  });

  it('agrees on the mean, to what 32-bit floats hold, however long it goes on', () => {
    const population = populationOf(4);
    for (let i = 0; i < 40_000; i++) {
      population.gossip(i % 4, (i + 1 + (Math.floor(i / 4) % 2)) % 4);
      settle(population);
    }
    for (const [x, y, weight] of population.states) {
      expect(x / weight).toBeCloseTo(2.5, 3);
      expect(y / weight).toBeCloseTo(-15, 2);
    }
  });

  it('takes what is new once: a message that is old or comes twice changes nothing', () => {
    const population = populationOf(2);
    population.gossip(0, 1);
    population.gossip(0, 1);
    const [first, second] = population.underWay;
    population.deliver(second);
    const after = [...population.states[1]];
    expect(after[2]).toBe(1.75);
    population.deliver(first);
    population.deliver(second);
    expect([...population.states[1]]).toEqual(after);
  });

  it('never counts a link anew whose sums it had to forget', () => {
    const population = populationOf(MAX_LINKS + 2);
    const last = MAX_LINKS + 1;
    const before = massOf(population)[2];
    for (let lap = 0; lap < 4; lap++) {
      for (let from = 0; from < last; from++) {
        population.gossip(from, last);
        settle(population);
      }
    }
    // What arrives on such a link until both have begun anew is lost.
    expect(massOf(population)[2]).toBeLessThan(before + 1e-3);
    expect(population.states[last][2]).toBeGreaterThan(MAX_LINKS / 2);
  });

  it('leaves odd messages alone', () => {
    const population = populationOf(2);
    const before = [...population.states[0]];
    const odd: [MessageKind, number[]][] = [
      ['offer', [1, 1, 1]],
      ['offer', [1, 1, 1, 1.5]],
      ['offer', [1, 1, 1, -1]],
      ['offer', [1, 1, -1, 1]],
      ['offer', [1, 1, 1e30, 1]],
      ['reply', [0, 0, 0, 7]],
      ['notice', [1, 1, 1, 1]],
    ];
    for (const [kind, values] of odd) {
      population.deliver({ from: 1, to: 0, kind, vector: Float32Array.from(values) });
    }
    expect([...population.states[0]]).toEqual(before);
    expect(population.underWay).toEqual([]);
  });

  it('sends to its neighbours in turn, half of what it has each time', () => {
    const rule = pushSum({ send: () => {} });
    const state = Float32Array.of(8, 1);
    const sentTo = [0, 1, 2, 3].map(() => {
      const targets = [4, 5, 6];
      rule.begin?.(state, targets);
      return targets.filter((to) => rule.offer(state, to) !== null);
    });
    expect(sentTo).toEqual([[4], [5], [6], [4]]);
    expect([...state]).toEqual([0.5, 1 / 16]);
  });

  it('begins anew with a peer whose number was another one’s', () => {
    const sent: Float32Array[] = [];
    const rule = pushSum({ send: (_to, _kind, vector) => sent.push(vector.slice()) });
    const state = Float32Array.of(1, 2, 1);
    const take = (...message: number[]): void => {
      rule.receive('offer', Float32Array.from(message), 1, state, new Float32Array(), 7);
    };
    take(3, 4, 1, 9);
    rule.forget?.(7);
    // Its first sum, which has a smaller number than the last of the other.
    take(1, 1, 1, 1);
    expect([...state]).toEqual([5, 7, 3]);
    const offer = (): number[] => {
      rule.begin?.(state, [7]);
      return [...(rule.offer(state, 7) ?? [])];
    };
    expect(offer()).toEqual([2.5, 3.5, 1.5, 1]);
    rule.forget?.(7);
    expect(offer()).toEqual([1.25, 1.75, 0.75, 2]);
  });
});
