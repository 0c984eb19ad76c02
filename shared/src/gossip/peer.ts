/**
 * The learning peer: a method's parts, wired together. It owns the parameters and the two clocks; it reacts
 * to alarms and to messages, and never waits. One exchange reads top-down: `#gossip`, then `receive` at the
 * other peer, then `receive` of the reply here.
 */

import type { Alarm, Environment, ModelMessage } from './environment/environment.ts';
import type { Learner } from './learner/learner.ts';
import type { LocalUpdate } from './local-update/local-update.ts';
import type { Method } from './method.ts';
import type { PeerIndex } from './peer-index.ts';
import { createRateMeter, type RateMeter } from './rate-meter.ts';
import type { ScheduleContext } from './schedule/schedule.ts';
import { createStalenessMeter } from './versions/staleness.ts';
import { VersionVector } from './versions/version-vector.ts';

/** How far (seconds) the gossip clock may run late before it lets rings go: after a sleep, no burst. */
const MAX_LATENESS = 1;
/** Exchanges a paused peer still starts. Each shrinks the distance between the peers by a constant factor,
 * so that a room in which all pause comes to rest in consensus. */
const SETTLING_EXCHANGES = 24;
/** Exchanges that may be owed while an offer is under way; rings beyond are let go. */
const MAX_OWED = 4;
/** Seconds after which an offer without an answer is given up. */
const REPLY_TIMEOUT = 3;
/** Weight of the newest update in the smoothed duration that the gossip clock is wound by. */
const SMOOTHING = 0.1;

export interface PeerStatistics {
  readonly updates: number;
  readonly steps: number;
  /** Updates, steps and started exchanges per second, over the last half minute. */
  readonly updateRate: number;
  readonly stepRate: number;
  readonly gossipRate: number;
  readonly staleness: { readonly mean: number; readonly max: number; readonly measurements: number };
}

export class Peer {
  /** The model. Others may read it between two calls; only the peer writes. */
  readonly parameters: Float32Array;
  readonly versions = new VersionVector();
  readonly #environment: Environment;
  readonly #method: Method;
  readonly #localUpdate: LocalUpdate;
  readonly #reply: Float32Array;
  readonly #staleness = createStalenessMeter();
  #updateMeter: RateMeter;
  #stepMeter: RateMeter;
  #gossipMeter: RateMeter;
  #state: 'new' | 'running' | 'paused' | 'stopped' = 'new';
  #updates = 0;
  #steps = 0;
  /** Steps done of the update under way. */
  #stepsDone = 0;
  #stepBegun = false;
  #updateBegan = 0;
  /** Smoothed seconds from one update to the next; 0 before the first. */
  #updateSeconds = 0;
  #gossipDue = Number.POSITIVE_INFINITY;
  #settlingLeft = 0;
  /** The offer that is not answered yet. */
  #outstanding: { to: PeerIndex; since: number } | null = null;
  #owed = 0;

  /** @param parameters the initial model, `learner.dimension` long; the peer takes it over */
  constructor(environment: Environment, method: Method, learner: Learner, parameters: Float32Array) {
    this.#environment = environment;
    this.#method = method;
    this.#localUpdate = method.localUpdate(learner);
    this.parameters = parameters;
    this.#reply = new Float32Array(parameters.length);
    const now = environment.now();
    this.#updateMeter = createRateMeter(now);
    this.#stepMeter = createRateMeter(now);
    this.#gossipMeter = createRateMeter(now);
  }

  /** Starts, or goes on after a pause. */
  start(): void {
    if (this.#state === 'running' || this.#state === 'stopped') return;
    this.#state = 'running';
    const now = this.#environment.now();
    this.#updateBegan = now;
    this.#environment.wakeAt('update', now + this.#method.schedule.untilUpdate(this.#context()));
    this.#windGossip(now);
  }

  /** Stops updating. Mixing goes on: offers are answered, and some more exchanges started, so that a room
   * in which all pause ends in consensus. An update under way is given up. */
  pause(): void {
    if (this.#state !== 'running') return;
    this.#state = 'paused';
    this.#stepBegun = false;
    this.#settlingLeft = SETTLING_EXCHANGES;
    this.#environment.wakeAt('update', Number.POSITIVE_INFINITY);
    this.#environment.wakeAt('step', Number.POSITIVE_INFINITY);
  }

  /** Ends for good: no alarm is left, and messages are ignored. */
  stop(): void {
    this.#state = 'stopped';
    for (const alarm of ['update', 'step', 'gossip'] as const) {
      this.#environment.wakeAt(alarm, Number.POSITIVE_INFINITY);
    }
  }

  /** Called by the environment when an alarm rings. */
  wake(alarm: Alarm): void {
    if (alarm === 'gossip') this.#gossip();
    else if (alarm === 'update') this.#beginUpdate();
    else this.#work();
  }

  /** Called by the environment when the room's size or the neighbours have changed. */
  roomChanged(): void {
    if (this.#gossipDue === Number.POSITIVE_INFINITY) this.#windGossip(this.#environment.now());
  }

  /**
   * Called by the environment for each message that arrived: whole, well-formed, `parameters.length` finite
   * numbers. The peer keeps nothing of it.
   * @returns whether it counted; false where the admission rule dropped it
   */
  receive(from: PeerIndex, message: ModelMessage): boolean {
    if (this.#state === 'stopped' || this.#state === 'new') return false;
    const { admission, mixing } = this.#method;
    const weight = admission.weigh(from, message, this.versions);
    if (weight <= 0) return false;
    const answers = mixing.receive(message.kind, message.vector, weight, this.parameters, this.#reply);
    this.versions.merge(message.versions);
    if (answers) {
      this.#environment.send(from, { kind: 'reply', vector: this.#reply, versions: this.versions });
    }
    if (message.kind === 'reply' && this.#outstanding?.to === from) {
      this.#outstanding = null;
      this.#offer();
    }
    return true;
  }

  /** Called by the environment when a present neighbour says how many updates it has made. */
  heard(from: PeerIndex, updates: number): void {
    this.#staleness.measure(updates, this.versions.get(from));
  }

  statistics(): PeerStatistics {
    const now = this.#environment.now();
    return {
      updates: this.#updates,
      steps: this.#steps,
      updateRate: this.#updateMeter.perSecond(now),
      stepRate: this.#stepMeter.perSecond(now),
      gossipRate: this.#gossipMeter.perSecond(now),
      staleness: this.#staleness.summary(),
    };
  }

  #beginUpdate(): void {
    this.#stepsDone = 0;
    this.#work();
  }

  /** Local steps, each begun at once after the one before; gives way to whatever waits between real ones. */
  #work(): void {
    const seconds = this.#environment.stepSeconds();
    for (;;) {
      if (!this.#stepBegun) {
        this.#localUpdate.begin(this.parameters);
        this.#stepBegun = true;
        if (seconds !== null && seconds > 0) {
          this.#environment.wakeAt('step', this.#environment.now() + seconds);
          return;
        }
      }
      this.#localUpdate.end(this.parameters);
      this.#stepBegun = false;
      this.#steps += 1;
      this.#stepsDone += 1;
      this.#stepMeter.count(this.#environment.now());
      if (this.#stepsDone === this.#localUpdate.steps) {
        this.#endUpdate();
        return;
      }
      if (seconds === null) {
        this.#environment.wakeAt('step', this.#environment.now());
        return;
      }
    }
  }

  #endUpdate(): void {
    this.#updates += 1;
    this.versions.raise(this.#environment.self, this.#updates);
    const now = this.#environment.now();
    this.#updateMeter.count(now);
    const took = now - this.#updateBegan;
    this.#updateBegan = now;
    this.#updateSeconds += (took - this.#updateSeconds) * (this.#updateSeconds === 0 ? 1 : SMOOTHING);
    this.#environment.wakeAt('update', now + this.#method.schedule.untilUpdate(this.#context()));
    if (this.#gossipDue === Number.POSITIVE_INFINITY) this.#windGossip(now);
  }

  #gossip(): void {
    // The next ring is counted from when this one was due, not from when it came through: the process stays
    // Poisson at its rate however late a busy thread lets it ring.
    this.#windGossip(Math.max(this.#gossipDue, this.#environment.now() - MAX_LATENESS));
    this.#owed = Math.min(this.#owed + 1, MAX_OWED);
    this.#offer();
  }

  /**
   * Opens an exchange that is owed, unless an offer is still under way. Every reply moves this peer half of the
   * distance that lay between the two when the offer was made: two replies to offers from the same place move it
   * the whole way, and more of them apart. With one offer at a time, exchanges bring peers closer however long
   * they take.
   */
  #offer(): void {
    const now = this.#environment.now();
    if (this.#owed === 0 || (this.#outstanding && now - this.#outstanding.since < REPLY_TIMEOUT)) return;
    this.#owed -= 1;
    if (this.#state === 'paused') {
      if (this.#settlingLeft === 0) return;
      this.#settlingLeft -= 1;
    }
    const to = this.#method.sampler.sample(this.#environment.neighbours, this.#environment.random);
    if (to === null) return;
    this.#gossipMeter.count(now);
    const { mixing } = this.#method;
    if (mixing.answers) this.#outstanding = { to, since: now };
    const vector = mixing.offer(this.parameters);
    this.#environment.send(to, { kind: 'offer', vector, versions: this.versions });
  }

  #windGossip(from: number): void {
    this.#gossipDue = from + this.#method.schedule.untilGossip(this.#context());
    this.#environment.wakeAt('gossip', this.#gossipDue);
  }

  #context(): ScheduleContext {
    return {
      random: this.#environment.random,
      roomSize: this.#environment.roomSize(),
      updateRate: this.#updateSeconds > 0 ? 1 / this.#updateSeconds : 0,
    };
  }
}
