/** What every environment promises to the peer that lives in it: the simulator's, and that of a tab's Worker. */
import { describe, expect, it } from 'vitest';
import type { PeerIndex } from '../peer-index.ts';
import { VersionVector } from '../versions/version-vector.ts';
import {
  ALARMS,
  type Alarm,
  type Environment,
  type MessageKind,
  SIGNALS,
  type Signal,
} from './environment.ts';

/** Length of the parameters in a world. */
export const SUITE_DIMENSION = 3;

/** An environment in a room of three, with what comes of what is asked of it. */
export interface EnvironmentWorld {
  readonly environment: Environment;
  /** One of the other two peers. */
  readonly other: PeerIndex;
  /** Alarms that rang so far. */
  readonly rings: readonly { readonly alarm: Alarm; readonly due: number }[];
  /** What that other peer received so far. `ofSender` counts the updates that the message contains of its sender. */
  readonly arrived: readonly {
    readonly kind: MessageKind;
    readonly values: readonly number[];
    readonly ofSender: number;
    readonly parts: number;
  }[];
  /** Signals that it heard. */
  readonly heard: readonly Signal[];
  /** Lets so many seconds pass. */
  advance(seconds: number): void;
}

export function environmentSuite(name: string, create: () => EnvironmentWorld): void {
  describe(`environment: ${name}`, () => {
    it('rings an alarm once, when it is due, and says when that was', () => {
      const { environment, rings, advance } = create();
      const due = environment.now() + 2;
      environment.wakeAt('gossip', due);
      advance(1.9);
      expect(rings).toEqual([]);
      advance(0.2);
      expect(rings).toEqual([{ alarm: 'gossip', due }]);
      advance(10);
      expect(rings.length).toBe(1);
    });

    it('rings at once what is due or overdue, but not before it has returned', () => {
      const { environment, rings, advance } = create();
      advance(1);
      environment.wakeAt('update', environment.now());
      environment.wakeAt('gossip', environment.now() - 0.5);
      expect(rings).toEqual([]);
      advance(0.01);
      expect(new Set(rings.map(({ alarm }) => alarm))).toEqual(new Set(['update', 'gossip']));
    });

    it('keeps one ring of each alarm, the one asked for last', () => {
      const { environment, rings, advance } = create();
      for (const later of [3, 1]) {
        for (const alarm of ALARMS) environment.wakeAt(alarm, environment.now() + later);
      }
      environment.wakeAt('update', environment.now() + 4);
      advance(2);
      expect(rings.map(({ alarm }) => alarm).sort()).toEqual(['apply', 'gossip', 'step']);
      advance(8);
      expect(rings.length).toBe(ALARMS.length);
      expect(rings[3].alarm).toBe('update');
    });

    it('forgets a ring that is put off for ever', () => {
      const { environment, rings, advance } = create();
      environment.wakeAt('step', environment.now() + 1);
      environment.wakeAt('step', Number.POSITIVE_INFINITY);
      environment.wakeAt('apply', Number.POSITIVE_INFINITY);
      advance(5);
      expect(rings).toEqual([]);
      environment.wakeAt('step', environment.now() + 1);
      advance(2);
      expect(rings.length).toBe(1);
    });

    it('has a clock that goes as time does', () => {
      const { environment, advance } = create();
      const before = environment.now();
      advance(2.5);
      expect(environment.now() - before).toBeCloseTo(2.5, 6);
    });

    it('delivers what was sent as it was then, with its kind and its versions', () => {
      const { environment, other, arrived, advance } = create();
      const vector = Float32Array.of(1, -2.5, 0);
      const versions = new VersionVector();
      versions.raise(environment.self, 7);
      environment.send(other, 'offer', vector, versions);
      vector.fill(9);
      versions.raise(environment.self, 8);
      environment.send(other, 'reply', vector, versions);
      environment.send(other, 'offer', vector, versions, 7);
      advance(1);
      expect(arrived).toEqual([
        { kind: 'offer', values: [1, -2.5, 0], ofSender: 7, parts: 2 },
        { kind: 'reply', values: [9, 9, 9], ofSender: 8, parts: 2 },
        { kind: 'offer', values: [9, 9, 9], ofSender: 8, parts: 7 },
      ]);
    });

    it('delivers without versions where they are not tracked', () => {
      const { environment, other, arrived, advance } = create();
      environment.send(other, 'offer', Float32Array.of(1, 2, 3), null);
      advance(1);
      expect(arrived).toEqual([{ kind: 'offer', values: [1, 2, 3], ofSender: 0, parts: 2 }]);
    });

    it('delivers the same to several, each once', () => {
      const { environment, other, arrived, advance } = create();
      const { neighbours } = environment;
      const vector = Float32Array.of(1, 2, 3);
      environment.sendToAll([neighbours.at(0), neighbours.at(1)], 'offer', vector, null);
      environment.sendToAll([], 'offer', vector, null);
      vector.fill(9);
      advance(1);
      expect(arrived).toEqual([{ kind: 'offer', values: [1, 2, 3], ofSender: 0, parts: 2 }]);
      expect([neighbours.at(0), neighbours.at(1)]).toContain(other);
    });

    it('passes signals on, after what was sent before them', () => {
      const { environment, other, arrived, heard, advance } = create();
      environment.send(other, 'offer', Float32Array.of(1, 2, 3), null);
      for (const signal of SIGNALS) environment.signal(other, signal);
      advance(1);
      expect(arrived.length).toBe(1);
      expect(heard).toEqual(SIGNALS);
    });

    it('knows who can be talked to, and does not count itself among them', () => {
      const { environment, other } = create();
      const { neighbours, self } = environment;
      const all = Array.from({ length: neighbours.count }, (_, position) => neighbours.at(position));
      expect(all.length).toBe(2);
      expect(all).toContain(other);
      expect(all).not.toContain(self);
      expect(new Set(all).size).toBe(2);
      const places = [...all.map((peer) => neighbours.placeOf(peer)), neighbours.place];
      expect(places.sort()).toEqual([0, 1, 2]);
      expect(neighbours.placeOf(self)).toBe(-1);
      expect(neighbours.placeOf(9999)).toBe(-1);
      expect(environment.roomSize()).toBe(3);
    });

    it('has room for a reply, and says what a step costs', () => {
      const { environment } = create();
      expect(environment.scratch.length).toBe(SUITE_DIMENSION);
      const seconds = environment.stepSeconds();
      expect(seconds === null || seconds >= 0).toBe(true);
    });
  });
}
