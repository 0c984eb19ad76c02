import { describe, expect, it } from 'vitest';
import { createRandom } from '../../util/random/random.ts';
import { topK } from '../compressor/top-k.ts';
import type { MessageKind } from '../environment/environment.ts';
import type { Remembered } from '../memory.ts';
import { lonePeer, neighbourhoodOf } from '../peer-context.fake.ts';
import type { PeerContext } from '../peer-context.ts';
import { uniformSampler } from '../peer-sampler/uniform.ts';
import { compressedGossip, compressedMessageLength } from './compressed-gossip.ts';
import { adaptiveStep, type ConsensusStep, fixedStep } from './consensus-step.ts';
import type { Mixing } from './mixing.ts';

const DIMENSION = 20;
const GAMMA = 0.3;

interface Member {
  readonly state: Float32Array;
  readonly mixing: Mixing;
}

/** Peers that all know each other, whose messages arrive at once where `arrives` lets them. */
function createRoom(size: number, stepOf: () => ConsensusStep = () => fixedStep(GAMMA)) {
  const random = createRandom(1);
  const sent: { from: number; to: number; kind: MessageKind }[] = [];
  const room = { arrives: (_from: number, _to: number, _kind: MessageKind) => true };
  const members: Member[] = [];
  const deliver = (from: number, to: number, kind: MessageKind, vector: Float32Array): void => {
    sent.push({ from, to, kind });
    const { state, mixing } = members[to];
    if (room.arrives(from, to, kind)) mixing.receive(kind, vector, 1, state, new Float32Array(0), from);
  };
  const mixingOf = (self: number): Mixing => {
    const others = Array.from({ length: size }, (_, k) => k).filter((k) => k !== self);
    const context: PeerContext = lonePeer({
      self,
      neighbours: neighbourhoodOf(others, self),
      send: (to, kind, vector) => deliver(self, to, kind, vector),
    });
    return compressedGossip(context, { sampler: uniformSampler, compressor: topK(0.2), step: stepOf() });
  };
  for (let self = 0; self < size; self++) {
    members.push({
      state: new Float32Array(DIMENSION).map(() => random.normal()),
      mixing: mixingOf(self),
    });
  }
  /** Has its state still, and what `remembered` says, and nothing else. */
  const comeBack = (self: number, remembered: Remembered | null): void => {
    members[self] = { state: members[self].state, mixing: mixingOf(self) };
    if (remembered !== null) members[self].mixing.memory?.restore(remembered);
  };
  const exchange = (self: number): void => {
    const { state, mixing } = members[self];
    const others = members.map((_, k) => k).filter((k) => k !== self);
    mixing.begin?.(state, others);
    for (const to of others) {
      const offer = mixing.offer(state, to);
      if (offer !== null) deliver(self, to, 'offer', offer);
    }
  };
  const round = (): void => {
    members.forEach((_, self) => {
      exchange(self);
    });
    for (const { state, mixing } of members) mixing.settle?.(state);
  };
  const rounds = (count: number): void => {
    for (let k = 0; k < count; k++) round();
  };
  const mean = (i: number): number => members.reduce((sum, { state }) => sum + state[i], 0) / size;
  const distance = (): number =>
    Math.sqrt(
      members.reduce(
        (sum, { state }) => sum + state.reduce((s, value, i) => s + (value - mean(i)) ** 2, 0),
        0,
      ),
    );
  return { room, members, sent, round, rounds, mean, distance, comeBack };
}

describe('compressed gossip', () => {
  it('brings all together though a fifth of the numbers travels, and keeps the mean', () => {
    const { rounds, mean, distance } = createRoom(4);
    const before = Array.from({ length: DIMENSION }, (_, i) => mean(i));
    rounds(400);
    expect(distance()).toBeLessThan(1e-3);
    before.forEach((value, i) => {
      expect(Math.abs(mean(i) - value)).toBeLessThan(400 * 2 ** -24);
    });
  });

  it('brings all together with an adaptive step too, but not to the mean', () => {
    const { rounds, mean, distance } = createRoom(4, () => adaptiveStep({ gamma: 0.01, beta: 0.999 }));
    const before = Array.from({ length: DIMENSION }, (_, i) => mean(i));
    const apart = distance();
    rounds(400);
    expect(distance()).toBeLessThan(apart / 4);
    expect(Math.max(...before.map((value, i) => Math.abs(mean(i) - value)))).toBeGreaterThan(1e-3);
  });

  it('asks for the whole after a gap, gets it, and goes on', () => {
    const { room, sent, round, rounds, distance } = createRoom(3);
    rounds(5);
    expect(sent.some(({ kind }) => kind === 'notice')).toBe(false);
    room.arrives = (from, to) => !(from === 0 && to === 1);
    round();
    room.arrives = () => true;
    sent.length = 0;
    round();
    expect(sent.filter(({ kind }) => kind === 'notice')).toEqual([
      { from: 1, to: 0, kind: 'notice' },
      { from: 0, to: 1, kind: 'notice' },
    ]);
    rounds(300);
    expect(distance()).toBeLessThan(1e-3);
  });

  it('is understood by those who still have a copy of it, when a peer comes back', () => {
    const after = (remembers: boolean): number => {
      const { members, rounds, distance, comeBack } = createRoom(3);
      rounds(30);
      const saved = members[0].mixing.memory?.save() ?? null;
      // Put away before these, as a peer is that does not know that it will end.
      rounds(3);
      comeBack(0, remembers ? saved : null);
      members[0].state.fill(5);
      rounds(20);
      return distance();
    };
    expect(after(true)).toBeLessThan(after(false) / 2);
  });

  it('asks only now and then where nobody answers, and does without that neighbour', () => {
    const { room, members, sent, round, rounds } = createRoom(2);
    rounds(5);
    room.arrives = (from, to) => !(from === 0 && to === 1);
    round();
    room.arrives = (from, _to, kind) => !(from === 0 && kind === 'notice');
    sent.length = 0;
    const before = members[1].state.slice();
    rounds(30);
    expect(sent.filter(({ from, kind }) => from === 1 && kind === 'notice').length).toBe(10);
    expect(members[1].state).toEqual(before);
  });

  it('answers each neighbour once a round, however often it asks', () => {
    const { members, sent, rounds } = createRoom(2);
    rounds(3);
    sent.length = 0;
    const request = new Float32Array(compressedMessageLength(DIMENSION));
    request[DIMENSION + 1] = 2;
    const { state, mixing } = members[0];
    for (let k = 0; k < 50; k++) mixing.receive('notice', request, 1, state, new Float32Array(0), 1);
    expect(sent.length).toBe(1);
  });

  it('ignores strangers, repetitions, and what is not a message', () => {
    const { members, round, rounds } = createRoom(2);
    const twin = createRoom(2);
    rounds(3);
    twin.rounds(3);
    const { state, mixing } = members[0];
    const message = (number: number, what: number): Float32Array => {
      const vector = new Float32Array(compressedMessageLength(DIMENSION)).fill(9);
      vector[DIMENSION] = number;
      vector[DIMENSION + 1] = what;
      return vector;
    };
    const none = new Float32Array(0);
    for (const [kind, vector, from] of [
      ['offer', message(4, 0), 7],
      ['offer', message(3, 0), 1],
      ['offer', message(2.5, 0), 1],
      ['offer', message(-1, 0), 1],
      ['offer', message(4, 1), 1],
      ['notice', message(4, 0), 1],
      ['notice', message(9, 1), 1],
      ['notice', message(4, 5), 1],
      ['offer', new Float32Array(3), 1],
      ['offer', none, 1],
    ] as const) {
      expect(mixing.receive(kind, vector, 1, state, none, from)).toBe(false);
    }
    round();
    twin.round();
    expect(members[0].state).toEqual(twin.members[0].state);
  });

  it('does not listen to a neighbour whose numbers add up to what is not finite', () => {
    const { members, rounds } = createRoom(2);
    rounds(3);
    const { state, mixing } = members[0];
    const huge = new Float32Array(compressedMessageLength(DIMENSION)).fill(3e38);
    huge[DIMENSION] = 4;
    huge[DIMENSION + 1] = 0;
    mixing.receive('offer', huge, 1, state, new Float32Array(0), 1);
    rounds(20);
    expect(state.every((value) => Math.abs(value) < 10)).toBe(true);
  });
});

describe('the adaptive step', () => {
  it('takes gamma in the direction of a difference that stays, and a whole step where it is tiny', () => {
    const state = new Float32Array(2);
    const step = adaptiveStep({ gamma: 0.01, beta: 0.9 });
    for (let k = 0; k < 10; k++) step(state, Float64Array.of(-5, 1e-4));
    expect(state[0]).toBeCloseTo(-0.1, 6);
    expect(state[1]).toBeCloseTo(1e-3, 8);
  });
});
