/**
 * The learning peer: a method's parts, wired together. It owns the state, which is the model and what is mixed with
 * it, and the two clocks; it reacts to alarms and to messages, and never waits. One exchange reads top-down: `#ring`, `#offer`, then `receive` at
 * the other peer, then `receive` of the reply here.
 *
 * Ten thousand of these run in the simulator, so a peer holds little besides its parameters, and an exchange
 * allocates nothing.
 */

import type { Random } from '../util/random/random.ts';
import type { Admission } from './admission/admission.ts';
import {
  ALARMS,
  type Alarm,
  type Environment,
  type MessageKind,
  type Neighbourhood,
  type Signal,
} from './environment/environment.ts';
import type { Guard } from './guard/guard.ts';
import { HeldMessages } from './held-messages.ts';
import { type FiniteLearner, withFiniteSteps } from './learner/finite.ts';
import { LocalWork } from './local-work.ts';
import type { Memory } from './memory.ts';
import type { Method } from './method.ts';
import type { Mixing } from './mixing/mixing.ts';
import { Newcomer } from './newcomer.ts';
import { HALVES, OffersUnderWay } from './offers-under-way.ts';
import { OwnModel } from './own-model.ts';
import { Pace } from './pace.ts';
import type { PeerContext } from './peer-context.ts';
import type { PeerIndex } from './peer-index.ts';
import type { PeerOptions, PeerProgress, Received } from './peer-options.ts';
import type { VersionVector } from './versions/version-vector.ts';

/** How far (seconds) the gossip clock may run late before it lets rings go: after a sleep, no burst. */
const MAX_LATENESS = 1;
/** Least seconds between two rings while an update is held back. */
const HELD_BACK_SECONDS = 0.01;
/** Exchanges a paused peer still starts, each of which brings it closer: all pause, and the room comes to a consensus. */
const SETTLING_EXCHANGES = 24;
/** Seconds between two turns of a peer without examples, which it takes in place of updates; and where it follows others, until
 * it asks for what they have not offered unasked. */
const TURN_SECONDS = 0.25;
const FOLLOWING_SECONDS = 2;
/** Weight of the newest update in the smoothed duration that the gossip clock is wound by. */
const SMOOTHING = 0.1;

/** An offer that counts for less is none of those that the room's model is made of. */
const LEAST_WEIGHT_KEPT = 0.5;

const NEVER = Number.POSITIVE_INFINITY;
const NO_REPLY = new Float32Array();

export class Peer implements PeerContext {
  // What an exchange touches comes first: with a hundred thousand peers its cost is that of reaching their memory.
  readonly #environment: Environment;
  readonly #method: Method;
  readonly #mixing: Mixing;
  readonly #admission: Admission;
  #phase: 'new' | 'running' | 'paused' | 'stopped' = 'new';
  /** Whether the gossip clock runs. */
  #wound = false;
  /** Null where offers are not answered. */
  readonly #offers: OffersUnderWay | null;
  readonly #pace: Pace;
  readonly #newcomer: Newcomer;
  readonly #isBusy = (peer: PeerIndex): boolean => this.#offers?.expects(peer) ?? false;
  /** Whether a newcomer has that one's opinion already. */
  readonly #isHeard = (peer: PeerIndex): boolean => this.#newcomer.hasHeard(peer);
  #exchanges = 0;
  /** Others may read it between two calls; only the peer writes. */
  readonly state: Float32Array;
  readonly versions: VersionVector | null;
  /** Null where messages count as they arrive. */
  readonly #held: HeldMessages | null;
  readonly #learner: FiniteLearner;
  readonly #guard: Guard | null;
  readonly #own: OwnModel;
  readonly #work: LocalWork;
  #updates = 0;
  #mixed = 0;
  #updateDue = NEVER;
  #updateBegan = NEVER;
  /** Smoothed seconds from one update to the next; Infinity before the first. */
  #updateSeconds = NEVER;
  #settlingLeft = 0;
  /** Whether it had nothing to learn from when it was asked last. */
  #rests = false;
  /** Messages mixed before the last turn. */
  #mixedBefore = 0;
  readonly #memories: readonly Memory[];

  constructor(options: PeerOptions) {
    const { environment, method, state, versions, progress, newcomer = false } = options;
    this.#environment = environment;
    this.#method = method;
    this.#learner = withFiniteSteps(options.learner);
    this.state = state;
    this.versions = versions;
    const parts = method.parts(this.#learner, this);
    const { localUpdate, mixing, admission, memories = [] } = parts;
    this.#mixing = mixing;
    this.#admission = admission;
    this.#guard = parts.guard ?? null;
    this.#memories = [...memories, localUpdate.memory, mixing.memory].filter(
      (memory) => memory !== undefined,
    );
    this.#work = new LocalWork(environment, localUpdate, state);
    const neighbourModels = environment.neighbourModels ?? null;
    this.#own = new OwnModel(this.#learner, parts, state, options.initialise, neighbourModels);
    if (progress === undefined) parts.initialise?.(state);
    else this.#goOnFrom(progress);
    this.#held = method.applyDelay > 0 ? new HeldMessages() : null;
    // Both ends hold what arrives.
    this.#offers = mixing.answers ? new OffersUnderWay(2 * method.applyDelay) : null;
    this.#pace = new Pace(mixing.answers && method.schedule.countsPerUpdate === true);
    this.#newcomer = new Newcomer(
      newcomer && this.#own.canBeReplaced,
      this.#guard === null ? null : this.#own,
    );
  }

  /** The model as learned so far, `learner.dimension` long: read it before the peer goes on. */
  get model(): Float32Array {
    return this.#own.parameters;
  }

  /**
   * The room's model as far as it is known here: the mean of this peer's own and those that neighbours offered last, by
   * the method's way of making one of several. The own model where none is known.
   * @param into overwritten; `learner.dimension` long
   */
  roomModel(into: Float32Array): void {
    this.#own.averageWithNeighbours(into);
  }

  /** Finished local updates. */
  get updates(): number {
    return this.#updates;
  }

  get mixed(): number {
    return this.#mixed;
  }

  /** Finished local steps. */
  get steps(): number {
    return this.#work.steps;
  }

  /** Exchanges this peer started. */
  get exchanges(): number {
    return this.#exchanges;
  }

  /** The share of its speed at which the peer updates, 0 to 1: 1 unless its exchanges do not keep up. See `Pace`. */
  get pace(): number {
    return this.#pace.share;
  }

  /** Smoothed seconds from an offer to its answer; null before the first answer, and where offers are not answered. */
  get answerSeconds(): number | null {
    return this.#offers?.answerSeconds ?? null;
  }

  /** Steps that were skipped since they were not finite. */
  get stepsSkipped(): number {
    return this.#learner.skipped;
  }

  /** How often the state was no longer finite and was given up, to be replaced by a neighbour's. */
  get modelsLost(): number {
    return this.#own.lost;
  }

  /** Smoothed share, 0 to 1, of what a neighbour's messages would move this peer by that was let through. 1 without a guard. */
  shareOf(peer: PeerIndex): number {
    return this.#guard?.shareOf(peer) ?? 1;
  }

  /** Whether it takes over a neighbour's state before it gives anything of its own. */
  get isNewcomer(): boolean {
    return this.#newcomer.isNew;
  }

  /** Whether there is anything to learn from. A peer without makes no updates. */
  get #hasExamples(): boolean {
    return this.#learner.hasExamples?.() ?? true;
  }

  /** Whether it has nothing to learn from, and so goes where the others go, and leads nobody. */
  get #follows(): boolean {
    return !this.#hasExamples && this.#own.canBeReplaced;
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
    return { updates: this.#updates, steps: this.#work.steps, memories };
  }

  #goOnFrom({ updates, steps, memories }: PeerProgress): void {
    this.#updates = updates;
    this.#work.goOnFrom(steps);
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
    if (this.#work.isUnderWay) this.#environment.wakeAt('step', now);
    else this.#wakeForUpdate(now + this.#method.schedule.untilUpdate(this));
    this.#wind(now, this.#method.schedule.untilGossip(this));
  }

  /** Stops updating. Mixing goes on: offers are answered, and some more exchanges started, so that a room
   * in which all pause ends in consensus. An update under way goes on after the pause, from its last whole step. */
  pause(): void {
    if (this.#phase !== 'running') return;
    this.#phase = 'paused';
    this.#pace.reset();
    this.#work.interrupt();
    this.#settlingLeft = SETTLING_EXCHANGES;
    this.#wakeForUpdate(NEVER);
    this.#environment.wakeAt('step', NEVER);
  }

  /** Called when the learner has other examples than before. */
  examplesChanged(): void {
    if (this.#phase === 'running' && this.#rests && this.#hasExamples) this.#wakeForUpdate(this.now);
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
    else if (alarm === 'step') this.#goOnUpdating();
    else this.#applyHeld();
  }

  /** Called by the environment when the room's size or the neighbours have changed. */
  roomChanged(): void {
    const { neighbours, self } = this.#environment;
    this.#offers?.keepOnly((peer) => peer === self || neighbours.placeOf(peer) >= 0);
    if (this.#phase === 'running') this.#hurry(null);
    if (!this.#wound) this.#wind(this.#environment.now(), this.#method.schedule.untilGossip(this));
  }

  /**
   * Called by the environment for each message that arrived: whole, well-formed, as many numbers as a message of the
   * method may have. The peer keeps nothing of it.
   * @param parts of an offer, see `Environment.send`
   * @param known of the sender's state, where the environment knows more of it than the vector says
   */
  receive(
    from: PeerIndex,
    kind: MessageKind,
    vector: Float32Array,
    versions: VersionVector | null,
    parts = HALVES,
    known = vector,
  ): Received {
    if (this.#phase === 'stopped' || this.#phase === 'new') return 'not-admitted';
    const isAnswer = kind === 'reply' && this.#offers !== null;
    const adopts = kind === 'offer' && this.#newcomer.isNew;
    // A guard looks at every number itself.
    if ((this.#guard === null || adopts) && !this.#own.canMix(vector)) {
      return this.#refuse(from, kind, 'implausible');
    }
    if (isAnswer && !this.#offers.arrived(from)) return 'not-admitted';
    let weight = this.#weigh(from, kind, vector, known, versions, adopts);
    if (weight <= 0) {
      if (kind === 'offer') this.#own.dropOffer(from);
      const isNonsense = this.#guard !== null && !this.#own.canMix(vector);
      return this.#refuse(from, kind, isNonsense ? 'implausible' : 'not-admitted');
    }
    if (kind === 'offer') {
      if (weight >= LEAST_WEIGHT_KEPT) this.#own.keepOffer(from, known);
      else this.#own.dropOffer(from);
      weight *= HALVES / Math.max(HALVES, parts);
      // Two offers that cross would each close the whole distance, and the peers change places.
      if (this.#offers?.expects(from)) weight /= 2;
    }
    if (this.#held === null) {
      this.#mix(from, kind, weight, vector, versions);
      return 'admitted';
    }
    const due = this.#environment.now() + this.#method.applyDelay;
    if (!this.#held.add(due, from, kind, weight, vector, versions)) {
      return this.#refuse(from, kind, 'not-admitted');
    }
    if (isAnswer) this.#offers.hold(from);
    if (this.#held.first?.due === due) this.#environment.wakeAt('apply', due);
    return 'admitted';
  }

  /** Called by the environment for each signal that arrived, and with `decline` where it learned otherwise that no answer
   * comes. */
  hear(from: PeerIndex, signal: Signal): void {
    if (this.#phase === 'stopped' || this.#phase === 'new') return;
    if (signal === 'request') {
      this.#offerOnRequest(from);
    } else {
      this.#newcomer.declined();
      if (this.#offers?.noAnswer(from)) this.#offer();
    }
  }

  /** Called by the environment when an offer came that it could not read, and when its sender is to know that. */
  declineOffer(from: PeerIndex): void {
    if (this.#offers !== null) this.#environment.signal(from, 'decline');
  }

  /** Called by the environment when an answer came to an offer of long ago, which it therefore could not read. */
  answerCameLate(from: PeerIndex): void {
    this.#offers?.cameLate(from);
  }

  /** What a message counts; 0 to refuse it. */
  #weigh(
    from: PeerIndex,
    kind: MessageKind,
    vector: Float32Array,
    known: Float32Array,
    versions: VersionVector | null,
    adopts: boolean,
  ): number {
    // How far it is from a model that is to be given up says nothing.
    if (this.#guard !== null && adopts) return 1;
    return this.#admission.weigh(from, versions, this.versions, kind, vector, this.state, known);
  }

  #refuse(from: PeerIndex, kind: MessageKind, why: Received): Received {
    if (kind === 'offer') this.declineOffer(from);
    else if (kind === 'reply' && this.#offers !== null) this.hear(from, 'decline');
    return why;
  }

  /** Called by the environment when the number of a peer that has long been gone is to be another one's. */
  forget(peer: PeerIndex): void {
    this.versions?.forget(peer);
    this.#mixing.forget?.(peer);
    this.#admission.forget?.(peer);
  }

  /** Called by the environment when a peer says that it has made fewer updates than others told of it. */
  correct(peer: PeerIndex, updates: number): void {
    this.versions?.lower(peer, updates);
    this.#held?.lower(peer, updates);
  }

  #mix(
    from: PeerIndex,
    kind: MessageKind,
    weight: number,
    vector: Float32Array,
    versions: VersionVector | null,
  ): void {
    const mixing = this.#mixing;
    this.#mixed += 1;
    const adopts = kind === 'offer' && this.#newcomer.isNew;
    const reply = mixing.answers ? this.#environment.scratch : NO_REPLY;
    let answers = false;
    if (adopts) this.#consider(from, vector);
    else answers = mixing.receive(kind, vector, weight, this.state, reply, from);
    if (answers && this.#follows) {
      // It does not hold back those that learn: see `#follows`.
      answers = false;
      this.declineOffer(from);
    }
    if (versions && this.versions) {
      if (this.#method.relays) this.versions.merge(versions);
      else this.versions.raise(from, versions.get(from));
    }
    if (answers) this.send(from, 'reply', reply);
    else if (adopts) this.declineOffer(from);
    if (kind === 'reply' && this.#offers !== null) {
      this.#offers.done(from, this.#environment.now());
      this.#offer();
    }
    this.#hurry(kind);
  }

  /** Takes over what a neighbour offered, or what is best of several offers where it may be a lie. */
  #consider(from: PeerIndex, vector: Float32Array): void {
    const chosen = this.#newcomer.consider(from, vector, this.#environment.neighbours.count);
    if (chosen === null) return;
    this.#own.replace(chosen);
    this.#newcomer.adopted();
  }

  /** Lets the schedule begin the next update earlier, or later, than it said. */
  #hurry(because: MessageKind | null): void {
    const { schedule } = this.#method;
    if (schedule.afterMessage === undefined || this.#work.isUnderWay || this.#phase !== 'running') return;
    const seconds = schedule.afterMessage(this, because);
    if (seconds === null) return;
    this.#wakeForUpdate(this.#environment.now() + (this.#rests ? Math.max(seconds, TURN_SECONDS) : seconds));
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
    if (!this.#hasExamples) {
      this.#takeTurn();
      return;
    }
    if (this.#rests) this.#beginLearning();
    const until = this.#pace.heldUntil(this.#environment.now());
    if (until !== null) {
      this.#wakeForUpdate(until);
      return;
    }
    this.#mixing.settle?.(this.state);
    this.#work.begin();
    this.#goOnUpdating();
  }

  /** What a peer without examples does in place of an update. */
  #takeTurn(): void {
    this.#rests = true;
    this.#pace.reset();
    this.#pace.letGo();
    this.#mixing.settle?.(this.state);
    const now = this.#environment.now();
    if (!this.#own.canBeReplaced) {
      this.#windAfterUpdate(now, TURN_SECONDS);
      return;
    }
    if (this.#newcomer.isNew) {
      this.#requestState();
    } else if (this.#mixed === this.#mixedBefore) {
      this.#request();
    }
    this.#mixedBefore = this.#mixed;
    this.#wakeForUpdate(now + (this.#newcomer.isNew ? TURN_SECONDS : FOLLOWING_SECONDS));
  }

  #beginLearning(): void {
    this.#rests = false;
    // Others have moved the model meanwhile.
    this.#own.forgetTheWayHere();
    this.#updateBegan = this.#environment.now();
  }

  #goOnUpdating(): void {
    if (this.#work.advance()) this.#endUpdate();
  }

  #endUpdate(): void {
    if (this.#own.beginAnewIfLost()) {
      // What neighbours say next of theirs would be differences to what is lost.
      this.#environment.renewLinks();
      if (this.#own.canBeReplaced) this.#newcomer.beginAnew();
    }
    this.#updates += 1;
    this.versions?.raise(this.#environment.self, this.#updates);
    const now = this.#environment.now();
    const took = this.#pace.ended(now - this.#updateBegan);
    this.#updateBegan = now;
    if (this.#updateSeconds === NEVER) this.#updateSeconds = took;
    else this.#updateSeconds += (took - this.#updateSeconds) * SMOOTHING;
    this.#windAfterUpdate(now, 0);
  }

  /** @param least seconds until the next one */
  #windAfterUpdate(now: number, least: number): void {
    const { schedule } = this.#method;
    const untilUpdate = Math.max(least, schedule.untilUpdate(this));
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
    this.#windAgain(due, schedule.untilGossip(this));
    if (!counts) return;
    if (this.#follows) return;
    if (this.#newcomer.isNew) {
      this.#requestState();
      return;
    }
    this.#pace.ring();
    this.#offer();
  }

  #windAgain(due: number, seconds: number): void {
    const now = this.#environment.now();
    // While an update is held back no ring counts: a fast learner's would keep the thread busy, and messages waiting.
    if (this.#pace.isHeldBack) this.#wind(now, Math.max(seconds, HELD_BACK_SECONDS));
    // The next ring is counted from when this one was due, not from when it came through: the process stays
    // Poisson at its rate however late a busy thread lets it ring.
    else this.#wind(Math.max(due, now - MAX_LATENESS), seconds);
  }

  /** Opens the exchanges that are owed, as far as there are neighbours without an offer under way. */
  #offer(): void {
    const now = this.#environment.now();
    while (this.#pace.owes && (this.#offers?.hasRoom(now) ?? true)) {
      if (this.#mixing.toAll) {
        if (!this.#beginExchange()) return;
        this.#offerToAll();
      } else {
        const to = this.#method.sampler.sample(this.#environment, this.#isBusy);
        if (to === null) {
          if (!this.#offers?.some) this.#pace.letGo();
          break;
        }
        if (!this.#beginExchange()) return;
        this.#offerAlone(to, now);
      }
    }
    // Where that alarm is due, to ask for it anew would put it behind the next ring, again and again.
    if (this.#pace.isReleased && !this.#work.isUnderWay && this.#updateDue > now) this.#wakeForUpdate(now);
  }

  /** @returns false where a paused peer has come to rest */
  #beginExchange(): boolean {
    this.#pace.begin();
    if (this.#phase !== 'paused') return true;
    if (this.#settlingLeft === 0) return false;
    this.#settlingLeft -= 1;
    return true;
  }

  #offerAlone(to: PeerIndex, now: number): void {
    const vector = this.#mixing.offer(this.state, to);
    if (vector === null) return;
    this.#exchanges += 1;
    const parts = this.#offers?.expect(to, now);
    if (to === this.#environment.self) this.send(to, 'offer', vector);
    else this.#environment.send(to, 'offer', vector, this.versions, parts);
  }

  #requestState(): void {
    const now = this.#environment.now();
    if (this.#newcomer.mayAsk(now) && this.#request()) this.#newcomer.asked(now);
  }

  /** @returns whether there was anybody to ask */
  #request(): boolean {
    const { sampler } = this.#method;
    const to = sampler.sample(this.#environment, this.#isHeard) ?? sampler.sample(this.#environment);
    if (to === null || to === this.#environment.self) return false;
    this.#environment.signal(to, 'request');
    return true;
  }

  #offerOnRequest(from: PeerIndex): void {
    if (this.#newcomer.isNew || !this.#own.canBeReplaced) {
      this.#environment.signal(from, 'decline');
      return;
    }
    const now = this.#environment.now();
    // What is under way to it will do.
    if (this.#offers !== null && (!this.#offers.hasRoom(now) || this.#offers.expects(from))) return;
    this.#offerAlone(from, now);
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
