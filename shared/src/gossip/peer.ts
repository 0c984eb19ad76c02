/**
 * The learning peer: a method's parts, wired together. It owns the state, which is the model and what is mixed with
 * it, and the two clocks; it reacts to alarms and to messages, and never waits. One exchange reads top-down: `#ring`, `#offer`, then `receive` at
 * the other peer, then `receive` of the reply here.
 *
 * Ten thousand of these run in the simulator, so a peer holds little besides its parameters, and an exchange
 * allocates nothing.
 */

import type { Admission } from './admission/admission.ts';
import { AwaitedAnswer } from './awaited-answer.ts';
import {
  ALARMS,
  type Alarm,
  type Environment,
  type MessageKind,
  type Neighbourhood,
} from './environment/environment.ts';
import { HeldMessages } from './held-messages.ts';
import type { Learner } from './learner/learner.ts';
import type { LocalUpdate } from './local-update/local-update.ts';
import type { Memory, Remembered } from './memory.ts';
import type { Method, PeerParts } from './method.ts';
import type { Mixing } from './mixing/mixing.ts';
import { modelPart } from './model-part.ts';
import type { PeerContext } from './peer-context.ts';
import type { PeerIndex } from './peer-index.ts';
import type { Random } from './random/random.ts';
import type { VersionVector } from './versions/version-vector.ts';

/** How far (seconds) the gossip clock may run late before it lets rings go: after a sleep, no burst. */
const MAX_LATENESS = 1;
/** Exchanges a paused peer still starts, each of which brings it closer: all pause, and the room comes to a consensus. */
const SETTLING_EXCHANGES = 24;
/** Exchanges that may be owed while an offer is under way; rings beyond are let go. */
const MAX_OWED = 4;
/** Weight of the newest update in the smoothed duration that the gossip clock is wound by. */
const SMOOTHING = 0.1;

const NEVER = Number.POSITIVE_INFINITY;
const NO_REPLY = new Float32Array();

export interface PeerOptions {
  readonly environment: Environment;
  readonly method: Method;
  readonly learner: Learner;
  /** The initial model first, `learner.dimension` long, and room for what the method adds: see `stateLengthOf`. The
   * peer takes it over. */
  readonly state: Float32Array;
  /** Where to keep which updates the model contains; null not to. */
  readonly versions: VersionVector | null;
  /** Where it was, for a peer that goes on: then `state` is as it was too. Default: it begins. */
  readonly progress?: PeerProgress | undefined;
}

/** How far a peer is: with its state and versions, all that it goes on from. What neighbours sent and it has not mixed yet,
 * and an update under way, are not part of it. */
export interface PeerProgress {
  readonly updates: number;
  readonly steps: number;
  /** Of its parts; in an order that is the method's. */
  readonly memories: readonly Remembered[];
}

export class Peer implements PeerContext {
  // What an exchange touches comes first: with a hundred thousand peers its cost is that of reaching their memory.
  readonly #environment: Environment;
  readonly #method: Method;
  readonly #mixing: Mixing;
  readonly #admission: Admission;
  #phase: 'new' | 'running' | 'paused' | 'stopped' = 'new';
  /** Whether the gossip clock runs. */
  #wound = false;
  /** The answer to the offer under way; null where offers are not answered. */
  readonly #answer: AwaitedAnswer | null;
  #owed = 0;
  #exchanges = 0;
  /** Others may read it between two calls; only the peer writes. */
  readonly state: Float32Array;
  readonly versions: VersionVector | null;
  /** Null where messages count as they arrive. */
  readonly #held: HeldMessages | null;
  readonly #localUpdate: LocalUpdate;
  readonly #modelOf: PeerParts['model'];
  readonly #dimension: number;
  #updates = 0;
  #steps = 0;
  /** Steps done of the update under way. */
  #stepsDone = 0;
  #stepBegun = false;
  #updating = false;
  #updateDue = NEVER;
  #stepSeconds: number | null = null;
  #updateBegan = NEVER;
  /** Smoothed seconds from one update to the next; Infinity before the first. */
  #updateSeconds = NEVER;
  #settlingLeft = 0;
  readonly #memories: readonly Memory[];

  constructor({ environment, method, learner, state, versions, progress }: PeerOptions) {
    this.#environment = environment;
    this.#method = method;
    this.#dimension = learner.dimension;
    this.state = state;
    this.versions = versions;
    const { localUpdate, mixing, admission, model, initialise, memories = [] } = method.parts(learner, this);
    this.#localUpdate = localUpdate;
    this.#mixing = mixing;
    this.#admission = admission;
    this.#modelOf = model;
    this.#memories = [...memories, localUpdate.memory, mixing.memory].filter(
      (memory) => memory !== undefined,
    );
    if (progress === undefined) initialise?.(state);
    else this.#goOnFrom(progress);
    this.#held = method.applyDelay > 0 ? new HeldMessages() : null;
    // Both ends hold what arrives.
    this.#answer = mixing.answers ? new AwaitedAnswer(2 * method.applyDelay) : null;
  }

  /** The model as learned so far, `learner.dimension` long: read it before the peer goes on. */
  get model(): Float32Array {
    if (this.#modelOf !== undefined) return this.#modelOf(this.state);
    return modelPart(this.state, this.#dimension);
  }

  /** Finished local updates. */
  get updates(): number {
    return this.#updates;
  }

  /** Finished local steps. */
  get steps(): number {
    return this.#steps;
  }

  /** Exchanges this peer started. */
  get exchanges(): number {
    return this.#exchanges;
  }

  get self(): PeerIndex {
    return this.#environment.self;
  }

  get random(): Random {
    return this.#environment.random;
  }

  get roomSize(): number {
    return this.#environment.roomSize();
  }

  get updateRate(): number {
    return this.#updateSeconds > 0 ? 1 / this.#updateSeconds : 0;
  }

  get neighbours(): Neighbourhood {
    return this.#environment.neighbours;
  }

  get updateDue(): number {
    return this.#updateDue;
  }

  get now(): number {
    return this.#environment.now();
  }

  get ready(): boolean {
    return this.#mixing.ready?.() ?? true;
  }

  /** Copies, to go on from another time. */
  get progress(): PeerProgress {
    const memories = this.#memories.map((memory) => memory.save());
    return { updates: this.#updates, steps: this.#steps, memories };
  }

  #goOnFrom({ updates, steps, memories }: PeerProgress): void {
    this.#updates = updates;
    this.#steps = steps;
    this.versions?.raise(this.#environment.self, updates);
    if (memories.length === this.#memories.length) {
      this.#memories.forEach((memory, i) => {
        memory.restore(memories[i]);
      });
    }
  }

  /** Starts, or goes on after a pause. */
  start(): void {
    if (this.#phase === 'running' || this.#phase === 'stopped') return;
    this.#phase = 'running';
    const now = this.#environment.now();
    this.#updateBegan = now;
    if (this.#updating) this.#environment.wakeAt('step', now);
    else this.#wakeForUpdate(now + this.#method.schedule.untilUpdate(this));
    this.#wind(now, this.#method.schedule.untilGossip(this));
  }

  /** Stops updating. Mixing goes on: offers are answered, and some more exchanges started, so that a room
   * in which all pause ends in consensus. An update under way goes on after the pause, from its last whole step. */
  pause(): void {
    if (this.#phase !== 'running') return;
    this.#phase = 'paused';
    this.#stepBegun = false;
    this.#settlingLeft = SETTLING_EXCHANGES;
    this.#wakeForUpdate(NEVER);
    this.#environment.wakeAt('step', NEVER);
  }

  /** Ends for good: no alarm is left, and messages are ignored. */
  stop(): void {
    this.#phase = 'stopped';
    for (const alarm of ALARMS) this.#environment.wakeAt(alarm, NEVER);
  }

  /** Called by the environment when an alarm rings. @param due when it was to ring (seconds), now or earlier */
  wake(alarm: Alarm, due: number): void {
    if (alarm === 'gossip') this.#ring(due);
    else if (alarm === 'update') this.#beginUpdate();
    else if (alarm === 'step') this.#work();
    else this.#applyHeld();
  }

  /** Called by the environment when the room's size or the neighbours have changed. */
  roomChanged(): void {
    if (this.#phase === 'running') this.#hurry(null);
    if (!this.#wound) this.#wind(this.#environment.now(), this.#method.schedule.untilGossip(this));
  }

  /**
   * Called by the environment for each message that arrived: whole, well-formed, finite numbers, as many as a message
   * of the method may have. The peer keeps nothing of it.
   * @returns whether it counted; false where the admission rule dropped it, or as an answer that came too late
   */
  receive(from: PeerIndex, kind: MessageKind, vector: Float32Array, versions: VersionVector | null): boolean {
    if (this.#phase === 'stopped' || this.#phase === 'new') return false;
    const isAnswer = kind === 'reply' && this.#answer !== null;
    if (isAnswer && !this.#answer.arrived(from)) return false;
    let weight = this.#admission.weigh(from, versions, this.versions, kind);
    if (weight <= 0) return false;
    // Two offers that cross would each close the whole distance, and the peers change places.
    if (kind === 'offer' && this.#answer?.expects(from)) weight /= 2;
    if (this.#held === null) {
      this.#mix(from, kind, weight, vector, versions);
      return true;
    }
    const due = this.#environment.now() + this.#method.applyDelay;
    if (!this.#held.add(due, from, kind, weight, vector, versions)) return false;
    if (isAnswer) this.#answer.hold();
    if (this.#held.first?.due === due) this.#environment.wakeAt('apply', due);
    return true;
  }

  /** Called by the environment when an answer came to an offer of long ago, which it therefore could not read. */
  answerCameLate(): void {
    this.#answer?.cameLate();
  }

  #mix(
    from: PeerIndex,
    kind: MessageKind,
    weight: number,
    vector: Float32Array,
    versions: VersionVector | null,
  ): void {
    const mixing = this.#mixing;
    const reply = mixing.answers ? this.#environment.scratch : NO_REPLY;
    const answers = mixing.receive(kind, vector, weight, this.state, reply, from);
    if (versions && this.versions) {
      if (this.#method.relays) this.versions.merge(versions);
      else this.versions.raise(from, versions.get(from));
    }
    if (answers) this.send(from, 'reply', reply);
    if (kind === 'reply' && this.#answer !== null) {
      this.#answer.done(this.#environment.now());
      this.#offer();
    }
    this.#hurry(kind);
  }

  /** Lets the schedule begin the next update earlier, or later, than it said. */
  #hurry(because: MessageKind | null): void {
    const { schedule } = this.#method;
    if (schedule.afterMessage === undefined || this.#updating || this.#phase !== 'running') return;
    const seconds = schedule.afterMessage(this, because);
    if (seconds !== null) this.#wakeForUpdate(this.#environment.now() + seconds);
  }

  #applyHeld(): void {
    if (this.#held === null) return;
    const now = this.#environment.now();
    for (let message = this.#held.first; message !== null; message = this.#held.first) {
      if (message.due > now) {
        this.#environment.wakeAt('apply', message.due);
        return;
      }
      this.#held.removeFirst();
      this.#mix(message.from, message.kind, message.weight, message.vector, message.versions);
    }
  }

  #beginUpdate(): void {
    this.#stepsDone = 0;
    this.#updating = true;
    this.#mixing.settle?.(this.state);
    this.#work();
  }

  /** Local steps, each begun at once after the one before; gives way to whatever waits between real ones. */
  #work(): void {
    const localUpdate = this.#localUpdate;
    for (;;) {
      if (!this.#stepBegun) {
        localUpdate.begin(this.state);
        this.#stepBegun = true;
        this.#stepSeconds = this.#environment.stepSeconds();
        if (this.#stepSeconds !== null && this.#stepSeconds > 0) {
          this.#environment.wakeAt('step', this.#environment.now() + this.#stepSeconds);
          return;
        }
      }
      localUpdate.end(this.state);
      this.#stepBegun = false;
      this.#steps += 1;
      this.#stepsDone += 1;
      if (this.#stepsDone === localUpdate.steps) {
        this.#endUpdate();
        return;
      }
      if (this.#stepSeconds === null) {
        this.#environment.wakeAt('step', this.#environment.now());
        return;
      }
    }
  }

  #endUpdate(): void {
    this.#updating = false;
    this.#updates += 1;
    this.versions?.raise(this.#environment.self, this.#updates);
    const now = this.#environment.now();
    const took = now - this.#updateBegan;
    this.#updateBegan = now;
    if (this.#updateSeconds === NEVER) this.#updateSeconds = took;
    else this.#updateSeconds += (took - this.#updateSeconds) * SMOOTHING;
    const { schedule } = this.#method;
    const untilUpdate = schedule.untilUpdate(this);
    const untilGossip = schedule.afterUpdate === undefined ? null : schedule.afterUpdate(this);
    if (untilGossip !== null) this.#wind(now, untilGossip);
    else if (!this.#wound) this.#wind(now, schedule.untilGossip(this));
    // Last, since in a tab what is due at once comes in the order in which it was asked for: an exchange that is to
    // follow each update comes before the next.
    this.#wakeForUpdate(now + untilUpdate);
  }

  #ring(due: number): void {
    const { schedule } = this.#method;
    const counts = schedule.rings === undefined || schedule.rings(this);
    // The next ring is counted from when this one was due, not from when it came through: the process stays
    // Poisson at its rate however late a busy thread lets it ring.
    this.#wind(Math.max(due, this.#environment.now() - MAX_LATENESS), schedule.untilGossip(this));
    if (!counts) return;
    if (this.#owed < MAX_OWED) this.#owed += 1;
    this.#offer();
  }

  /**
   * Opens an exchange that is owed, unless an offer is still under way. Every reply moves this peer half of the distance
   * that lay between the two when the offer was made: two replies to offers from the same place move it the whole way.
   * With one offer at a time, exchanges bring peers closer however long they take.
   */
  #offer(): void {
    if (this.#owed === 0) return;
    const now = this.#environment.now();
    if (this.#answer?.isDue(now)) return;
    this.#owed -= 1;
    if (this.#phase === 'paused') {
      if (this.#settlingLeft === 0) return;
      this.#settlingLeft -= 1;
    }
    const mixing = this.#mixing;
    if (mixing.toAll) {
      this.#offerToAll();
      return;
    }
    const to = this.#method.sampler.sample(this.#environment);
    if (to === null) return;
    const vector = mixing.offer(this.state, to);
    if (vector === null) return;
    this.#exchanges += 1;
    this.#answer?.expect(to, now);
    this.send(to, 'offer', vector);
  }

  #offerToAll(): void {
    const mixing = this.#mixing;
    // Sending may lead back here before it returns, so the list is this exchange's own.
    const targets: PeerIndex[] = [];
    this.#method.sampler.all(this.#environment, targets);
    mixing.begin?.(this.state, targets);
    if (mixing.toAll === 'alike') {
      this.#offerTo(targets, mixing);
    } else {
      for (const to of targets) this.#offerTo([to], mixing);
    }
    this.#hurry(null);
  }

  /** All of them the same. */
  #offerTo(targets: readonly PeerIndex[], mixing: Mixing): void {
    const vector = targets.length === 0 ? null : mixing.offer(this.state, targets[0]);
    if (vector === null) return;
    this.#exchanges += targets.length;
    this.#environment.sendToAll(targets, 'offer', vector, this.versions);
  }

  send(to: PeerIndex, kind: MessageKind, vector: Float32Array): void {
    const environment = this.#environment;
    if (to === environment.self) this.#mix(to, kind, 1, vector, this.versions);
    else environment.send(to, kind, vector, this.versions);
  }

  #wakeForUpdate(time: number): void {
    this.#updateDue = time;
    this.#environment.wakeAt('update', time);
  }

  #wind(from: number, seconds: number): void {
    this.#wound = seconds < NEVER;
    this.#environment.wakeAt('gossip', from + seconds);
  }
}
