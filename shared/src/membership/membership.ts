/**
 * Who is neighbour to whom. Every peer keeps about 2 ln n links (`degree.ts`), tells each neighbour now and then a few of
 * the others (`view.ts`), makes new links where some are missing, and swaps one for another from time to time, so that
 * neighbours stay a random sample of the room.
 *
 * A swap moves one end of a link along another link: a, b and c with links a-b and b-c become a-c and b-c. Such moves
 * keep the graph connected and lead to a random one: P. Mahlmann, C. Schindelhauer: Peer-to-Peer Networks based on Random
 * Transformations of Connected Regular Undirected Graphs, SPAA 2005; C. Cooper, M. Dyer, A. Handley: The Flip Markov
 * Chain and a Randomising P2P Protocol, PODC 2009. They are also what needs no server: b relays the handshake. Now and
 * then the server is asked for somebody instead, where it can be reached: it alone can join halves of a room that
 * know nothing of each other.
 *
 * Pure: time comes with each call, in seconds from any origin; what is to be done is returned as actions.
 */
import type { Random } from '../util/random/random.ts';
import type { Action } from './action.ts';
import { Avoided, FIRST_SECONDS } from './avoided.ts';
import { BelievedSize } from './believed-size.ts';
import { type Degrees, sampleOfRoom } from './degree.ts';
import { MAX_VIEW_ENTRIES, type View, type ViewEntry } from './view.ts';

/** Seconds that an attempt may take. */
const ATTEMPT_SECONDS = 15;
/** Attempts that one tick begins, at most. */
const MAX_NEW_ATTEMPTS = 4;
/** Mean seconds from one view for a neighbour to the next. */
const VIEW_SECONDS = 20;
/** A view that is older names nobody any more (seconds). */
const VIEW_LIFETIME = 45;
/** A neighbour that has been silent for so long is not named to others (seconds). */
const MAX_SILENCE = 5;
/** Mean seconds from one swap to the next. A link is made and ended for it, which costs a handshake. */
const SWAP_SECONDS = 30;
/** Which share of the swaps asks the server. */
const SERVER_SHARE = 0.25;
/** Seconds from one question to the server to the next: they double while nothing comes of it. */
const ASK_SECONDS = 2;
const LONGEST_ASK_SECONDS = 60;
/** Most ids that it is told with one. */
const MAX_KNOWN_TOLD = 128;
/** Seconds after which a question to the server counts as lost. */
const ANSWER_SECONDS = 8;

export interface MembershipOptions<Id> {
  readonly self: Id;
  readonly random: Random;
  /** Seconds since anything was heard of a neighbour. */
  readonly silence: (neighbour: Id) => number;
  /** Default a sample of the room. */
  readonly degrees?: Degrees | undefined;
}

interface Neighbour<Id> {
  readonly since: number;
  /** How many links it says it has; null before it says so. */
  degree: number | null;
  entries: readonly ViewEntry<Id>[];
  toldAt: number;
  /** When it is to be told again. */
  viewDue: number;
}

interface Attempt<Id> {
  readonly until: number;
  /** The neighbour whose place it takes; `any`: somebody's; null: nobody's. */
  readonly replaces: Id | 'any' | null;
}

export class Membership<Id extends string | number> {
  readonly self: Id;
  readonly #random: Random;
  readonly #silence: (neighbour: Id) => number;
  #degrees: Degrees;
  readonly #size = new BelievedSize();
  readonly #neighbours = new Map<Id, Neighbour<Id>>();
  readonly #attempts = new Map<Id, Attempt<Id>>();
  readonly #avoided = new Avoided<Id>();
  #serverReachable = false;
  #growing = false;
  #swapDue: number | null = null;
  /** The server was asked for somebody to swap in. */
  #swapAsked = false;
  #askDue = 0;
  #askSeconds = ASK_SECONDS;

  constructor({ self, random, silence, degrees = sampleOfRoom }: MembershipOptions<Id>) {
    this.self = self;
    this.#random = random;
    this.#silence = silence;
    this.#degrees = degrees;
  }

  /** How many links there are. */
  get degree(): number {
    return this.#neighbours.size;
  }

  /** How many links are being made, by either side. */
  get attempts(): number {
    return this.#attempts.size;
  }

  get wanted(): number {
    return this.#degrees.wanted(this.#size.value);
  }

  get fewest(): number {
    return this.#degrees.fewest(this.#size.value);
  }

  get most(): number {
    return this.#degrees.most(this.#size.value);
  }

  /** Those with a link. */
  neighbours(): IterableIterator<Id> {
    return this.#neighbours.keys();
  }

  /** Everybody whom this peer holds anything of: neighbours, attempts, those to be avoided, those neighbours name. */
  *known(): Generator<Id> {
    yield* this.#neighbours.keys();
    yield* this.#attempts.keys();
    yield* this.#avoided.keys();
    for (const { entries } of this.#neighbours.values()) for (const { id } of entries) yield id;
  }

  /** From now on so many links are kept: those that are too many are given up one by one. */
  setDegrees(degrees: Degrees): void {
    this.#degrees = degrees;
  }

  /** The server said how many are in the room, this peer included. */
  onRoomSize(size: number, now: number): void {
    this.#size.tell(size, now);
  }

  /** The server can be reached from now on, or cannot. */
  onServer(reachable: boolean, now: number): void {
    if (reachable && !this.#serverReachable) this.#askSoon(now);
    this.#serverReachable = reachable;
    this.#swapAsked &&= reachable;
  }

  /** To be called about once a second. */
  tick(now: number): Action<Id>[] {
    const actions: Action<Id>[] = [];
    this.#size.pass(now);
    this.#avoided.pass(now);
    for (const [id, { until }] of this.#attempts) {
      if (until > now) continue;
      this.onFailed(id, now);
      actions.push({ kind: 'disconnect', id });
    }
    for (const [id, neighbour] of this.#neighbours) {
      if (now - neighbour.toldAt > VIEW_LIFETIME) neighbour.entries = [];
      if (neighbour.viewDue > now) continue;
      neighbour.viewDue = now + this.#around(VIEW_SECONDS);
      actions.push({ kind: 'send-view', to: id, view: this.#viewFor(id) });
    }
    const { wanted } = this;
    const coming = this.#coming();
    this.#growing = coming < wanted && (this.#growing || coming < this.fewest);
    if (this.#growing) this.#grow(wanted - coming, now, actions);
    if (this.degree > this.most) this.#shed(now, actions);
    this.#swapDue ??= now + this.#around(SWAP_SECONDS);
    if (this.#swapDue <= now) {
      this.#swapDue = now + this.#around(SWAP_SECONDS);
      if (this.degree > wanted + 1) this.#shed(now, actions);
      if (this.degree >= this.fewest && wanted < this.#size.value - 1) this.#swap(now, actions);
    }
    return actions;
  }

  /**
   * The server introduced these, and told them of this peer.
   * @param asked whether this peer asked for them, or joined; false: one of them did
   */
  onIntroduced(ids: readonly Id[], asked: boolean, now: number): Action<Id>[] {
    const actions: Action<Id>[] = [];
    const wanted = Math.max(this.wanted, this.#swapAsked ? this.#coming() + 1 : 0);
    for (const id of ids) {
      if (id === this.self || this.#attempts.has(id)) continue;
      // It would not ask for this peer if it still had the link.
      if (!asked && this.#isOld(id, now)) this.#neighbours.delete(id);
      if (this.#neighbours.has(id)) continue;
      const isSwap = asked && this.#swapAsked && this.#coming() >= this.wanted;
      const most = asked && !isSwap ? wanted : this.most;
      if (this.degree + this.#attempts.size < most) {
        if (isSwap) this.#swapAsked = false;
        this.#begin(id, null, isSwap ? 'any' : null, now, actions);
      } else actions.push({ kind: 'decline', id });
    }
    return actions;
  }

  /** Somebody wants to make a link. @returns whether it may; then it is an attempt as if made from here */
  onInvited(id: Id, now: number): boolean {
    if (id === this.self) return false;
    if (this.#attempts.has(id)) return true;
    // Both wanted it, and their invitations crossed. Later, it would not ask if it still had the link.
    if (this.#neighbours.has(id) && !this.#isOld(id, now)) return false;
    this.#neighbours.delete(id);
    if (this.degree + this.#attempts.size >= this.most) return false;
    this.#attempts.set(id, { until: now + ATTEMPT_SECONDS, replaces: null });
    return true;
  }

  /** A link is open. @returns that it, or the one that it replaces, is to be ended */
  onOpened(id: Id, now: number): Action<Id>[] {
    const replaces = this.#attempts.get(id)?.replaces ?? null;
    this.#attempts.delete(id);
    this.#avoided.delete(id);
    if (this.#neighbours.has(id)) return [];
    if (this.degree >= this.most) return [{ kind: 'disconnect', id }];
    this.#askSeconds = ASK_SECONDS;
    this.#neighbours.set(id, { since: now, degree: null, entries: [], toldAt: now, viewDue: now });
    if (replaces === null || this.degree <= this.fewest) return [];
    const given = replaces === 'any' ? this.#spare(id, this.wanted) : replaces;
    if (given === null || !this.#neighbours.has(given)) return [];
    return [this.#end(given, now)];
  }

  /** An attempt came to nothing: it was declined, or it failed. */
  onFailed(id: Id, now: number): void {
    if (this.#attempts.delete(id)) this.#avoided.failed(id, now);
  }

  /** A link broke, or has been silent for too long. */
  onLost(id: Id, now: number): void {
    if (!this.#neighbours.delete(id)) return;
    this.#avoided.failed(id, now);
    this.#askSoon(now);
    // Not before it may be tried again itself: in a small room there is nobody else.
    this.#askDue += FIRST_SECONDS;
  }

  /** The neighbour ended the link on purpose. */
  onGoodbye(id: Id, now: number): void {
    if (!this.#neighbours.delete(id)) return;
    this.#avoided.parted(id, now);
    this.#askSoon(now);
  }

  /** Whatever there was with it is to be forgotten: it may be linked to at once. */
  onWelcome(id: Id, now: number): void {
    this.#avoided.delete(id);
    this.#askSoon(now);
  }

  /** A neighbour tells of its neighbours. */
  onView(from: Id, { degree, entries }: View<Id>, now: number): void {
    const neighbour = this.#neighbours.get(from);
    if (neighbour === undefined) return;
    neighbour.degree = degree;
    neighbour.entries = entries.slice(0, MAX_VIEW_ENTRIES);
    neighbour.toldAt = now;
  }

  /** Links, with those being made that take nobody's place. */
  #coming(): number {
    let count = this.degree;
    for (const { replaces } of this.#attempts.values()) if (replaces === null) count += 1;
    return count;
  }

  #grow(missing: number, now: number, actions: Action<Id>[]): void {
    const most = Math.min(missing, MAX_NEW_ATTEMPTS, this.most - this.degree - this.#attempts.size);
    for (let begun = 0; begun < most; begun++) {
      const found = this.#neighbourOfNeighbour(() => true, now);
      if (found === null) {
        this.#ask(missing - begun, now, actions);
        return;
      }
      this.#begin(found.id, found.via, null, now, actions);
    }
  }

  #swap(now: number, actions: Action<Id>[]): void {
    if (this.degree + this.#attempts.size >= this.most) return;
    if (this.#serverReachable && this.#random.uniform() < SERVER_SHARE) {
      this.#swapAsked = this.#ask(1, now, actions);
      return;
    }
    const found = this.#neighbourOfNeighbour((neighbour) => hasAtLeast(neighbour, this.wanted), now);
    if (found !== null) this.#begin(found.id, found.via, found.via, now, actions);
  }

  /** Where both ends have more than they want, the link is one too many. */
  #shed(now: number, actions: Action<Id>[]): void {
    const id = this.#spare(null, this.wanted + 2);
    if (id !== null) actions.push(this.#end(id, now));
  }

  /** @returns whether it may be asked now */
  #ask(count: number, now: number, actions: Action<Id>[]): boolean {
    if (!this.#serverReachable || this.#askDue > now || count < 1) return false;
    this.#askDue = now + Math.max(this.#around(this.#askSeconds), ANSWER_SECONDS);
    this.#askSeconds = Math.min(LONGEST_ASK_SECONDS, 2 * this.#askSeconds);
    const known = [...this.#neighbours.keys(), ...this.#attempts.keys()];
    known.push(...this.#avoided.ids(now, MAX_KNOWN_TOLD - known.length));
    actions.push({ kind: 'ask-server', count, known });
    return true;
  }

  /** Something changed, so that there is something to ask for. */
  #askSoon(now: number): void {
    this.#askSeconds = ASK_SECONDS;
    this.#askDue = now + this.#random.uniform() * ASK_SECONDS;
  }

  #begin(id: Id, via: Id | null, replaces: Id | 'any' | null, now: number, actions: Action<Id>[]): void {
    this.#attempts.set(id, { until: now + ATTEMPT_SECONDS, replaces });
    actions.push({ kind: 'connect', id, via });
  }

  #end(id: Id, now: number): Action<Id> {
    this.#neighbours.delete(id);
    this.#avoided.parted(id, now);
    return { kind: 'disconnect', id };
  }

  /** A walk of two steps: a neighbour at random, and one of its neighbours that is none of this peer's. */
  #neighbourOfNeighbour(
    through: (neighbour: Neighbour<Id>) => boolean,
    now: number,
  ): { id: Id; via: Id } | null {
    const all = [...this.#neighbours];
    for (let left = all.length; left > 0; left--) {
      const [via, neighbour] = this.#take(all, left);
      if (!through(neighbour)) continue;
      const entries = neighbour.entries.filter(({ id }) => this.#isNew(id, now));
      if (entries.length > 0) return { id: entries[this.#random.integer(entries.length)].id, via };
    }
    return null;
  }

  /** Whether there has been a link for longer than an attempt to make one takes. */
  #isOld(id: Id, now: number): boolean {
    const neighbour = this.#neighbours.get(id);
    return neighbour !== undefined && now - neighbour.since >= ATTEMPT_SECONDS;
  }

  #isNew(id: Id, now: number): boolean {
    if (id === this.self || this.#neighbours.has(id)) return false;
    return !this.#attempts.has(id) && !this.#avoided.has(id, now);
  }

  /** A neighbour at random that says it has at least so many links. */
  #spare(except: Id | null, fewest: number): Id | null {
    const all: Id[] = [];
    for (const [id, neighbour] of this.#neighbours) {
      if (id !== except && hasAtLeast(neighbour, fewest)) all.push(id);
    }
    return all.length === 0 ? null : all[this.#random.integer(all.length)];
  }

  #viewFor(to: Id): View<Id> {
    const others = [...this.#neighbours.keys()].filter((id) => id !== to);
    const entries: ViewEntry<Id>[] = [];
    for (let left = others.length; left > 0 && entries.length < MAX_VIEW_ENTRIES; left--) {
      const id = this.#take(others, left);
      const age = this.#silence(id);
      if (age <= MAX_SILENCE) entries.push({ id, age });
    }
    return { degree: this.degree, entries };
  }

  /** One at random of the first `left`, which is then the last of them. */
  #take<T>(items: T[], left: number): T {
    const place = this.#random.integer(left);
    const taken = items[place];
    items[place] = items[left - 1];
    items[left - 1] = taken;
    return taken;
  }

  /** So many seconds on average, and never the same: peers must not act all at once. */
  #around(seconds: number): number {
    return seconds * (0.5 + this.#random.uniform());
  }
}

function hasAtLeast({ degree }: { readonly degree: number | null }, fewest: number): boolean {
  return degree !== null && degree >= fewest;
}
