/**
 * A room of peers on a virtual clock: the same `Peer` as in a tab, with a simulated environment. Deterministic:
 * one seed gives one run.
 */

import type { Alarm, Environment, ModelMessage } from '../gossip/environment/environment.ts';
import type { Learner } from '../gossip/learner/learner.ts';
import type { Method } from '../gossip/method.ts';
import { Peer } from '../gossip/peer.ts';
import type { PeerIndex } from '../gossip/peer-index.ts';
import { createRandom, type Random } from '../gossip/random/random.ts';
import { VersionVector } from '../gossip/versions/version-vector.ts';

export interface VirtualRoomOptions {
  readonly peers: number;
  readonly seed: number;
  readonly method: Method;
  readonly learner: (peer: PeerIndex) => Learner;
  readonly initial: (peer: PeerIndex) => Float32Array;
  /** Seconds a message travels. */
  readonly latency: number;
  /** Seconds one local step of a peer takes. */
  readonly stepSeconds: number;
  /** Probability that a message is lost. */
  readonly loss?: number;
}

interface Event {
  readonly time: number;
  /** Breaks ties, so that the order never depends on the queue's inner workings. */
  readonly order: number;
  readonly run: () => void;
}

export class VirtualRoom {
  readonly peers: readonly Peer[];
  readonly #queue: Event[] = [];
  readonly #loss: number;
  readonly #latency: number;
  readonly #chance: Random;
  #now = 0;
  #order = 0;

  constructor(options: VirtualRoomOptions) {
    this.#loss = options.loss ?? 0;
    this.#latency = options.latency;
    this.#chance = createRandom(options.seed, 'links');
    this.peers = Array.from({ length: options.peers }, (_, self) => {
      const environment = this.#environment(self, options);
      return new Peer(environment, options.method, options.learner(self), options.initial(self));
    });
  }

  get now(): number {
    return this.#now;
  }

  start(): void {
    for (const peer of this.peers) peer.start();
  }

  /** Runs everything that happens until that time (virtual seconds). */
  runUntil(time: number): void {
    for (let next = this.#queue[0]; next && next.time <= time; next = this.#queue[0]) {
      this.#removeFirst();
      this.#now = next.time;
      next.run();
    }
    this.#now = time;
  }

  #environment(self: PeerIndex, options: VirtualRoomOptions): Environment {
    const pending: Record<Alarm, number> = { update: -1, step: -1, gossip: -1 };
    return {
      self,
      random: createRandom(options.seed, 'peer', self),
      neighbours: {
        count: options.peers - 1,
        at: (position) => (position < self ? position : position + 1),
      },
      roomSize: () => options.peers,
      now: () => this.#now,
      stepSeconds: () => options.stepSeconds,
      wakeAt: (alarm, time) => {
        const order = this.#order;
        pending[alarm] = order;
        if (time === Number.POSITIVE_INFINITY) {
          pending[alarm] = -1;
          return;
        }
        this.#schedule(Math.max(time, this.#now), () => {
          if (pending[alarm] === order) this.peers[self].wake(alarm);
        });
      },
      send: (to, message) => {
        if (this.#chance.uniform() < this.#loss) return;
        const copy = copyMessage(message);
        this.#schedule(this.#now + this.#latency, () => this.peers[to].receive(self, copy));
      },
    };
  }

  #schedule(time: number, run: () => void): void {
    const event: Event = { time, order: this.#order++, run };
    let i = this.#queue.push(event) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (isBefore(this.#queue[parent], event)) break;
      this.#queue[i] = this.#queue[parent];
      i = parent;
    }
    this.#queue[i] = event;
  }

  #removeFirst(): void {
    const queue = this.#queue;
    const last = queue.pop();
    if (last === undefined || queue.length === 0) return;
    let i = 0;
    for (let child = 1; child < queue.length; child = 2 * i + 1) {
      if (child + 1 < queue.length && isBefore(queue[child + 1], queue[child])) child += 1;
      if (isBefore(last, queue[child])) break;
      queue[i] = queue[child];
      i = child;
    }
    queue[i] = last;
  }
}

function isBefore(a: Event, b: Event): boolean {
  return a.time < b.time || (a.time === b.time && a.order < b.order);
}

function copyMessage({ kind, vector, versions }: ModelMessage): ModelMessage {
  const copied = new VersionVector(versions.length);
  copied.merge(versions);
  return { kind, vector: vector.slice(), versions: copied };
}
