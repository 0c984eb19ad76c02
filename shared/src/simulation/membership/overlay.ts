/**
 * Many memberships on a virtual clock, with the links they ask for: handshakes through a common neighbour or the server,
 * peers that come, leave and crash, links that are cut. One seed gives one course.
 */
import type { PeerIndex } from '../../gossip/peer-index.ts';
import type { Action } from '../../membership/action.ts';
import { wantedLinks } from '../../membership/degree.ts';
import { Membership } from '../../membership/membership.ts';
import type { View } from '../../membership/view.ts';
import { createRandom, type Random } from '../../util/random/random.ts';
import { PeerList } from '../peer-list.ts';
import { Agenda } from './agenda.ts';
import type { OverlayFaults } from './faults.ts';
import { RoomServer } from './room-server.ts';
import { type OverlayTraffic, TrafficCounter } from './traffic.ts';

const TICK_SECONDS = 1;
/** A newcomer is introduced to at least so many: the server's `introductionsFor`. */
const LEAST_INTRODUCTIONS = 8;
/** Mean seconds until a tab that lost the server tries again; exponential. */
const REJOIN_SECONDS = 4;

/** One connection. Each end holds it until it notices that it is not open any more. */
interface Link {
  open: boolean;
  /** When it was closed; virtual seconds. */
  closedAt: number;
}

interface Member {
  readonly membership: Membership<PeerIndex>;
  readonly links: Map<PeerIndex, Link>;
}

export interface OverlayOptions {
  readonly seed: number;
  readonly faults: OverlayFaults;
}

export class Overlay {
  readonly agenda = new Agenda();
  /** Peers that are neither gone nor crashed. */
  readonly living = new PeerList();
  readonly server: RoomServer;
  /** May be replaced while it runs. */
  faults: OverlayFaults;
  readonly #members: (Member | null)[] = [];
  readonly #random: Random;
  readonly #membershipRandom: Random;
  readonly #traffic = new TrafficCounter();
  /** Handshakes under way. */
  #handshaking = 0;
  /** Peers of different groups do not reach each other; the server is with group 0. */
  #groups = 1;

  constructor({ seed, faults }: OverlayOptions) {
    this.#random = createRandom(seed, 'overlay');
    this.#membershipRandom = createRandom(seed, 'membership');
    this.server = new RoomServer(createRandom(seed, 'server'));
    this.faults = faults;
  }

  get now(): number {
    return this.agenda.now;
  }

  get traffic(): OverlayTraffic {
    return this.#traffic;
  }

  get handshaking(): number {
    return this.#handshaking;
  }

  /** Everybody who was ever there. */
  get arrived(): number {
    return this.#members.length;
  }

  /** @param peer alive */
  membership(peer: PeerIndex): Membership<PeerIndex> {
    return this.#member(peer).membership;
  }

  /** The links that it holds, those included that are not open any more and it does not know. @param peer alive */
  links(peer: PeerIndex): ReadonlyMap<PeerIndex, Readonly<Link>> {
    return this.#member(peer).links;
  }

  /** Those with an open link. @param peer alive */
  neighbours(peer: PeerIndex): PeerIndex[] {
    const { links } = this.#member(peer);
    return [...links].filter(([, { open }]) => open).map(([other]) => other);
  }

  /** A peer arrives, and joins as soon as the server can be reached. */
  arrive(): PeerIndex {
    const self = this.#members.length;
    const links = new Map<PeerIndex, Link>();
    const silence = (other: PeerIndex): number => {
      const link = links.get(other);
      return link === undefined || link.open ? 0 : this.now - link.closedAt;
    };
    this.#members.push({
      membership: new Membership({ self, random: this.#membershipRandom, silence }),
      links,
    });
    this.living.add(self);
    this.#rejoin(self);
    const tick = (): void => {
      if (this.#tick(self)) this.agenda.after(TICK_SECONDS, tick);
    };
    this.agenda.after(this.#random.uniform() * TICK_SECONDS, tick);
    return self;
  }

  /** Says goodbye to everybody, and to the server. */
  leave(peer: PeerIndex): void {
    const others = this.neighbours(peer);
    for (const other of others) this.#disconnect(peer, other);
    this.living.remove(peer);
    this.#members[peer] = null;
    if (this.#reachesServer(peer)) this.server.leave(peer);
    else this.#serverNotices(peer);
  }

  /** Goes without a word. */
  crash(peer: PeerIndex): void {
    const { links } = this.#member(peer);
    for (const other of links.keys()) this.#close(peer, other);
    this.living.remove(peer);
    this.#members[peer] = null;
    this.#serverNotices(peer);
  }

  /** Cuts the network into so many groups, by index; 1 heals it. Links that are cut for longer than it takes to notice break. */
  partition(groups: number): void {
    this.#groups = groups;
    if (groups === 1) return;
    for (let position = 0; position < this.living.count; position++) {
      const peer = this.living.at(position);
      if (!this.#reachesServer(peer)) this.#serverNotices(peer);
      for (const [other, link] of this.#member(peer).links) {
        if (other > peer || !link.open || this.#reaches(peer, other)) continue;
        this.agenda.after(this.#noticeSeconds(), () => {
          if (link.open && !this.#reaches(peer, other)) this.#breakLink(peer, other, link);
        });
      }
    }
  }

  /** The server is gone, with all it knew, or back. */
  setServer(up: boolean): void {
    if (up) this.server.start();
    else this.server.stop();
  }

  #member(peer: PeerIndex): Member {
    const member = this.#members[peer];
    if (!member) throw new RangeError(`peer ${peer} is not there`);
    return member;
  }

  #reaches(a: PeerIndex, b: PeerIndex): boolean {
    return a % this.#groups === b % this.#groups;
  }

  #reachesServer(peer: PeerIndex): boolean {
    return this.server.up && peer % this.#groups === 0;
  }

  #noticeSeconds(): number {
    const [least, most] = this.faults.noticeSeconds;
    return least + (most - least) * this.#random.uniform();
  }

  #latency(): number {
    return this.#random.exponential(1 / this.faults.latency);
  }

  #lost(): boolean {
    return this.#random.uniform() < this.faults.loss;
  }

  #serverNotices(peer: PeerIndex): void {
    this.agenda.after(this.#noticeSeconds(), () => {
      if (!this.#members[peer] || !this.#reachesServer(peer)) this.server.leave(peer);
    });
  }

  /** @returns whether the peer is still there */
  #tick(peer: PeerIndex): boolean {
    const member = this.#members[peer];
    if (!member) return false;
    const { membership } = member;
    const reachable = this.#reachesServer(peer) && this.server.has(peer);
    membership.onServer(reachable, this.now);
    if (reachable) membership.onRoomSize(this.server.size, this.now);
    this.#perform(peer, membership.tick(this.now));
    return true;
  }

  /** Joins, and again whenever the server has forgotten the peer. */
  #rejoin(peer: PeerIndex): void {
    const member = this.#members[peer];
    if (!member) return;
    if (this.#reachesServer(peer) && !this.server.has(peer)) {
      const { membership } = member;
      this.server.join(peer);
      membership.onServer(true, this.now);
      membership.onRoomSize(this.server.size, this.now);
      if (membership.degree === 0) {
        this.#introduce(peer, Math.max(LEAST_INTRODUCTIONS, wantedLinks(this.server.size)), []);
      }
    }
    this.agenda.after(this.#random.exponential(1 / REJOIN_SECONDS), () => this.#rejoin(peer));
  }

  #introduce(peer: PeerIndex, count: number, known: readonly PeerIndex[]): void {
    const picked = this.server.pick(peer, count, known);
    this.#introduced(peer, picked, true);
    for (const other of picked) this.#introduced(other, [peer], false);
  }

  #introduced(peer: PeerIndex, ids: readonly PeerIndex[], asked: boolean): void {
    this.agenda.after(this.#latency(), () => {
      const member = this.#members[peer];
      if (!member || !this.#reachesServer(peer)) return;
      this.#perform(peer, member.membership.onIntroduced(ids, asked, this.now));
    });
  }

  #perform(peer: PeerIndex, actions: readonly Action<PeerIndex>[]): void {
    for (const action of actions) {
      switch (action.kind) {
        case 'connect':
          this.#handshake(peer, action.id, action.via);
          break;
        case 'decline':
          this.#decline(peer, action.id);
          break;
        case 'disconnect':
          this.#disconnect(peer, action.id);
          break;
        case 'send-view':
          this.#sendView(peer, action.to, action.view);
          break;
        case 'ask-server':
          this.#ask(peer, action.count, action.known);
          break;
      }
    }
  }

  #ask(peer: PeerIndex, count: number, known: readonly PeerIndex[]): void {
    this.#traffic.question();
    this.agenda.after(this.#latency(), () => {
      if (this.#reachesServer(peer) && this.server.has(peer)) this.#introduce(peer, count, known);
    });
  }

  #sendView(from: PeerIndex, to: PeerIndex, view: View<PeerIndex>): void {
    const link = this.#member(from).links.get(to);
    this.#traffic.view(view.entries.length);
    if (link === undefined || this.#lost()) return;
    this.agenda.after(this.#latency(), () => {
      if (link.open && this.#reaches(from, to)) this.#members[to]?.membership.onView(from, view, this.now);
    });
  }

  /** Whether a handshake gets from one to the other now. */
  #relays(from: PeerIndex, to: PeerIndex, via: PeerIndex | null): boolean {
    if (this.#lost()) return false;
    if (via === null) {
      return this.#reachesServer(from) && this.#reachesServer(to) && this.server.has(to);
    }
    const isOpen = (a: PeerIndex, b: PeerIndex): boolean =>
      this.#reaches(a, b) && (this.#members[a]?.links.get(b)?.open ?? false);
    return isOpen(from, via) && isOpen(via, to);
  }

  /** What is lost on the way is noticed by nobody: the memberships give up by themselves. */
  #handshake(from: PeerIndex, to: PeerIndex, via: PeerIndex | null): void {
    this.#traffic.handshake(via !== null);
    this.agenda.after(this.#latency(), () => {
      const target = this.#members[to];
      if (!target || !this.#relays(from, to, via)) return;
      if (!target.membership.onInvited(from, this.now)) {
        if (this.#relays(to, from, via)) this.#fail(from, to);
        return;
      }
      this.#handshaking += 1;
      this.agenda.after(this.#random.exponential(1 / this.faults.handshakeSeconds), () => {
        this.#handshaking -= 1;
        this.#complete(from, to);
      });
    });
  }

  #complete(a: PeerIndex, b: PeerIndex): void {
    const one = this.#members[a];
    const other = this.#members[b];
    // Both may have invited each other.
    if (!one || !other || !this.#reaches(a, b) || one.links.get(b)?.open) return;
    if (this.#random.uniform() < this.faults.handshakeFailure) {
      this.#fail(a, b);
      this.#fail(b, a);
      return;
    }
    const link = { open: true, closedAt: 0 };
    one.links.set(b, link);
    other.links.set(a, link);
    this.#perform(a, one.membership.onOpened(b, this.now));
    if (link.open) this.#perform(b, other.membership.onOpened(a, this.now));
  }

  #fail(peer: PeerIndex, other: PeerIndex): void {
    this.agenda.after(this.#latency(), () => this.#members[peer]?.membership.onFailed(other, this.now));
  }

  /** Through the server, which introduced them. */
  #decline(peer: PeerIndex, other: PeerIndex): void {
    if (this.#relays(peer, other, null)) this.#fail(other, peer);
  }

  /** On purpose: the other is told, unless that is lost. */
  #disconnect(peer: PeerIndex, other: PeerIndex): void {
    const { links } = this.#member(peer);
    const link = links.get(other);
    links.delete(other);
    if (!link?.open) return;
    const reached = this.#reaches(peer, other) && !this.#lost();
    this.#shut(link);
    this.agenda.after(reached ? this.#latency() : this.#noticeSeconds(), () =>
      this.#ended(other, peer, link, reached),
    );
  }

  /** One end is gone: the other notices in time. */
  #close(gone: PeerIndex, other: PeerIndex): void {
    const link = this.#member(gone).links.get(other);
    if (!link?.open) return;
    this.#shut(link);
    this.agenda.after(this.#noticeSeconds(), () => this.#ended(other, gone, link, false));
  }

  /** Both ends notice. */
  #breakLink(a: PeerIndex, b: PeerIndex, link: Link): void {
    this.#shut(link);
    this.#ended(a, b, link, false);
    this.agenda.after(this.#latency(), () => this.#ended(b, a, link, false));
  }

  #shut(link: Link): void {
    link.open = false;
    link.closedAt = this.now;
  }

  #ended(peer: PeerIndex, other: PeerIndex, link: Link, goodbye: boolean): void {
    const member = this.#members[peer];
    // It may have made a new one since.
    if (!member || member.links.get(other) !== link) return;
    member.links.delete(other);
    if (goodbye) member.membership.onGoodbye(other, this.now);
    else member.membership.onLost(other, this.now);
  }
}
