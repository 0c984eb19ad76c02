/**
 * A world for tests that is as unkind as one likes: peers update, gossip, come and go when told, and each message is
 * delivered, held back, repeated or lost when told.
 */
import type { Environment, MessageKind, Neighbourhood } from '../gossip/environment/environment.ts';
import type { Learner } from '../gossip/learner/learner.ts';
import { type Method, messageLengthOf, stateLengthOf } from '../gossip/method.ts';
import { Peer } from '../gossip/peer.ts';
import type { PeerIndex } from '../gossip/peer-index.ts';
import { createRandom } from '../gossip/random/random.ts';

export interface AdversaryOptions {
  readonly method: Method;
  readonly learner: Learner;
  /** Initial models, one a peer. */
  readonly models: readonly Float32Array[];
  /** What a peer is called, by its place; whole numbers that keep the order. */
  readonly nameOf: (place: number) => PeerIndex;
}

interface Message {
  readonly from: PeerIndex;
  readonly to: PeerIndex;
  readonly kind: MessageKind;
  readonly vector: Float32Array;
}

export interface Adversary {
  /** By place. Those that have gone stay in the list. */
  readonly peers: readonly Peer[];
  readonly underWay: number;
  update(place: number): void;
  gossip(place: number): void;
  /** What happens to one of the messages under way. */
  deliver(which: number): void;
  repeat(which: number): void;
  lose(which: number): void;
  deliverAll(): void;
  leave(place: number): void;
  /** Puts a message in among those under way. */
  inject(from: number, to: number, kind: MessageKind, vector: Float32Array): void;
}

/** Seconds from one happening to the next: so few that no answer is given up before it comes. */
const TICK = 1e-6;
/** Most messages under way; the oldest are delivered to make room. */
const MOST_UNDER_WAY = 200;

export function createAdversary({ method, learner, models, nameOf }: AdversaryOptions): Adversary {
  const present = models.map((_, place) => nameOf(place));
  const messages: Message[] = [];
  const byName = new Map<PeerIndex, Peer>();
  let now = 0;
  const peers = models.map((model, place) => {
    const self = nameOf(place);
    const others = (): PeerIndex[] => present.filter((peer) => peer !== self);
    const neighbours: Neighbourhood = {
      get count() {
        return others().length;
      },
      get place() {
        return present.filter((peer) => peer < self).length;
      },
      placeOf: (peer) => (peer === self ? -1 : present.indexOf(peer)),
      at: (position) => others()[position],
    };
    const environment: Environment = {
      self,
      random: createRandom(1, 'peer', place),
      neighbours,
      scratch: new Float32Array(messageLengthOf(method, learner.dimension)),
      roomSize: () => present.length,
      now: () => now,
      // Everything happens when the test says so.
      wakeAt: () => {},
      stepSeconds: () => 0,
      send(to, kind, vector) {
        messages.push({ from: self, to, kind, vector: vector.slice() });
        if (messages.length > MOST_UNDER_WAY) deliver(0);
      },
    };
    const state = new Float32Array(stateLengthOf(method, learner.dimension));
    state.set(model);
    const peer = new Peer({ environment, method, learner, state, versions: null });
    byName.set(self, peer);
    return peer;
  });

  const take = (which: number): Message | undefined =>
    messages.splice(messages.length === 0 ? 0 : which % messages.length, 1)[0];
  const hand = (message: Message | undefined): void => {
    if (message === undefined || !present.includes(message.to)) return;
    byName.get(message.to)?.receive(message.from, message.kind, message.vector, null);
  };
  const deliver = (which: number): void => hand(take(which));
  const isThere = (place: number): boolean => present.includes(nameOf(place));
  for (const peer of peers) peer.start();

  return {
    peers,
    get underWay() {
      return messages.length;
    },
    update(place) {
      now += TICK;
      if (isThere(place)) peers[place].wake('update', now);
    },
    gossip(place) {
      now += TICK;
      if (isThere(place)) peers[place].wake('gossip', now);
    },
    deliver,
    repeat: (which) => hand(messages[which % Math.max(1, messages.length)]),
    lose: take,
    deliverAll() {
      while (messages.length > 0) deliver(0);
    },
    leave(place) {
      if (!isThere(place) || present.length === 1) return;
      present.splice(present.indexOf(nameOf(place)), 1);
      peers[place].stop();
      for (const peer of peers) peer.roomChanged();
    },
    inject(from, to, kind, vector) {
      messages.push({ from: nameOf(from), to: nameOf(to), kind, vector });
    },
  };
}
