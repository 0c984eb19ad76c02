/**
 * A world for tests that is as unkind as one likes: peers update, gossip, come and go when told, and each message is
 * delivered, held back, repeated or lost when told.
 */
import type { Alarm, Environment, MessageKind, Neighbourhood } from '../gossip/environment/environment.ts';
import type { Learner } from '../gossip/learner/learner.ts';
import { type Method, messageLengthOf, stateLengthOf } from '../gossip/method.ts';
import { Peer } from '../gossip/peer.ts';
import type { PeerIndex } from '../gossip/peer-index.ts';
import { createRandom } from '../util/random/random.ts';

export interface AdversaryOptions {
  readonly method: Method;
  readonly learner: Learner;
  /** Initial models, one a peer. */
  readonly models: readonly Float32Array[];
  /** What a peer is called, by its place; whole numbers that keep the order. */
  readonly nameOf: (place: number) => PeerIndex;
  /** How many of the first peers are there from the start. Default all. */
  readonly atFirst?: number;
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
  /** One of those not there from the start comes; nothing for others. */
  join(place: number): void;
  /** Stops a peer's updates, in the middle of one if it has begun; `resume` lets it go on. */
  pause(place: number): void;
  resume(place: number): void;
  /** Lets time pass as it should: alarms ring when they are due, and messages arrive in order. */
  run(seconds: number): void;
  /** Puts a message in among those under way. */
  inject(from: number, to: number, kind: MessageKind, vector: Float32Array): void;
}

/** Seconds from one happening to the next: so few that no answer is given up before it comes. */
const TICK = 1e-6;
/** Seconds that a local step takes: so that there is a middle of an update. */
const STEP_SECONDS = 1e-7;
/** Most messages under way; the oldest are delivered to make room. */
const MOST_UNDER_WAY = 200;

export function createAdversary(options: AdversaryOptions): Adversary {
  const { method, learner, models, nameOf, atFirst = models.length } = options;
  const present = models.slice(0, atFirst).map((_, place) => nameOf(place));
  const gone = new Set<PeerIndex>();
  /** When each peer's alarms are due, by place. */
  const due = models.map(() => new Map<Alarm, number>());
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
      // Everything happens when the test says so, or in `run`.
      wakeAt(alarm, time) {
        if (time === Number.POSITIVE_INFINITY) due[place].delete(alarm);
        else due[place].set(alarm, time);
      },
      stepSeconds: () => STEP_SECONDS,
      send(to, kind, vector) {
        messages.push({ from: self, to, kind, vector: vector.slice() });
        if (messages.length > MOST_UNDER_WAY) deliver(0);
      },
      // Nobody hears that no answer comes: it is as if that were lost.
      signal: () => {},
      renewLinks: () => {},
      sendToAll(targets, kind, vector, versions) {
        for (const to of targets) environment.send(to, kind, vector, versions);
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
  const tellOfChange = (): void => {
    for (const [place, peer] of peers.entries()) if (isThere(place)) peer.roomChanged();
  };
  const isThere = (place: number): boolean => present.includes(nameOf(place));
  for (const peer of peers.slice(0, atFirst)) peer.start();
  const wake = (place: number, alarm: Alarm): void => {
    due[place].delete(alarm);
    peers[place].wake(alarm, now);
  };
  const deliverAll = (): void => {
    while (messages.length > 0) deliver(0);
  };

  return {
    peers,
    get underWay() {
      return messages.length;
    },
    update(place) {
      now += TICK;
      // An update under way ends first.
      while (due[place].has('step')) wake(place, 'step');
      if (isThere(place)) peers[place].wake('update', now);
    },
    gossip(place) {
      now += TICK;
      if (isThere(place)) peers[place].wake('gossip', now);
    },
    deliver,
    repeat: (which) => hand(messages[which % Math.max(1, messages.length)]),
    lose: take,
    deliverAll,
    leave(place) {
      if (!isThere(place) || present.length === 1) return;
      present.splice(present.indexOf(nameOf(place)), 1);
      gone.add(nameOf(place));
      peers[place].stop();
      tellOfChange();
    },
    join(place) {
      if (isThere(place) || gone.has(nameOf(place))) return;
      present.push(nameOf(place));
      present.sort((a, b) => a - b);
      peers[place].start();
      tellOfChange();
    },
    pause(place) {
      if (isThere(place)) peers[place].pause();
    },
    resume(place) {
      if (isThere(place)) peers[place].start();
    },
    run(seconds) {
      const end = now + seconds;
      for (;;) {
        deliverAll();
        let [first, alarm, at]: [number, Alarm, number] = [-1, 'update', end];
        due.forEach((alarms, place) => {
          for (const [one, time] of alarms) if (time < at) [first, alarm, at] = [place, one, time];
        });
        if (first < 0) break;
        now = Math.max(now, at);
        wake(first, alarm);
      }
      now = end;
    },
    inject(from, to, kind, vector) {
      messages.push({ from: nameOf(from), to: nameOf(to), kind, vector });
    },
  };
}
