/**
 * Numbers for peers: the core counts peers, the wire names them. And the age of each peer's count of updates, by which
 * messages stop naming who has left: see `gossip/versions/forgetting.ts`. A number is another peer's once its owner has long
 * been gone.
 *
 * What a neighbour says of itself counts, and what a peer has signed, and corrects what others said of it; what others say counts as
 * far as it can be (`claims.ts`). A name that one neighbour alone tells of is believed for a shorter time, and of each neighbour only so many.
 */
import type { PeerIndex } from '@hearsay/shared/gossip/peer-index.ts';
import { FORGET_SECONDS, REMEMBER_SECONDS } from '@hearsay/shared/gossip/versions/forgetting.ts';
import { MAX_AGE, type VersionEntry } from '@hearsay/shared/protocol/model-message.ts';
import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';
import { BURST, ceilingOf, firstReachable, type OwnClaims, reachable, withClaim } from './claims.ts';
import { createSignedCounts, type SignedCount } from './signed-counts.ts';

/** Most peers known at a time, present or not. */
export const MAX_KNOWN_PEERS = 4096;
/** Of these, kept free of peers known by hearsay alone: whoever says that there are thousands of peers must not keep
 * out those that are there. */
export const RESERVED_FOR_NEIGHBOURS = 512;
/** Most names that are new here taken from one message; the others are named by the next, if they are there. */
export const MAX_NEW_NAMES = 128;
/** Most names in messages that one neighbour was the first to tell of, beyond as many as the room has peers. */
export const SPARE_NAMES = 32;
/** Seconds after which messages no longer name a peer that one neighbour alone told of, and tells of no more. */
export const UNCONFIRMED_SECONDS = 20;
/** Of the numbers for peers known by hearsay, this many are made free once a second, from those not named any more. */
const SPARE = 512;
/** Seconds between two looks for who has been gone for long. */
const SWEEP_SECONDS = 1;

export interface PeerTableOptions {
  /** Gets number 0. */
  readonly self: PeerId;
  /** Seconds. */
  readonly now: () => number;
  /** Peers in the room, by what the server says. */
  readonly roomSize: () => number;
  /** That number is nobody's now, and will be another peer's. */
  readonly onForgotten: (index: PeerIndex) => void;
  /** A peer has made so few updates, whatever was told of it before. */
  readonly onCorrected: (index: PeerIndex, updates: number) => void;
}

export interface PeerTable {
  /** Peers that have a number, this one included. */
  readonly size: number;
  /**
   * A neighbour's message came with these, its own count among them unless it has made no update.
   * @param tell called with each that counts: not those that have left or are too many
   * @returns how many were refused, since no peer can have made so many updates
   */
  hear(
    from: PeerIndex,
    entries: readonly VersionEntry[],
    tell: (index: PeerIndex, updates: number) => void,
  ): number;
  /** A neighbour said over its own link how many updates it has made. */
  say(from: PeerIndex, updates: number): void;
  /** Another peer, known or not, has signed how many updates it has made. */
  attest(count: SignedCount): void;
  /** As `hear`, for what this peer itself had kept: all counts, as far as there is room. */
  recall(entries: readonly VersionEntry[], tell: (index: PeerIndex, updates: number) => void): void;
  /** The number of a peer that is connected. When there is no room, that of another one, which is forgotten. Null only
   * when all are neighbours. */
  claim(id: PeerId): PeerIndex | null;
  /** These are neighbours now, and no others. */
  setNeighbours(ids: readonly PeerId[]): void;
  /** The last owner of a number. */
  idOf(index: PeerIndex): PeerId;
  /** What a message says of a peer of which the model contains so many updates; null where it is not to name it. */
  entryOf(index: PeerIndex, updates: number): VersionEntry | null;
}

interface Known {
  readonly id: PeerId;
  /** The largest count that was heard of, and not corrected since. */
  updates: number;
  /** When that was first heard of. */
  raisedAt: number;
  /** When it grew, as far as is known. */
  grewAt: number;
  /** When this peer was last known to be connected. */
  claimedAt: number;
  /** Of a neighbour. */
  own: OwnClaims | null;
  /** Who told of it first; null of who was a neighbour, or is known of before. */
  teller: PeerId | null;
  /** When that one last told of it. */
  toldAt: number;
  /** Whether others brought news of it, too. */
  confirmed: boolean;
}

function newlyKnown(id: PeerId, time: number): Known {
  return {
    ...{ id, updates: 0, raisedAt: time, grewAt: time, claimedAt: Number.NEGATIVE_INFINITY },
    ...{ own: null, teller: null, toldAt: time, confirmed: false },
  };
}

const isHearsayOfOne = ({ teller, confirmed }: Known): boolean => teller !== null && !confirmed;

export function createPeerTable(options: PeerTableOptions): PeerTable {
  const { self, now, roomSize, onForgotten, onCorrected } = options;
  const began = now();
  const signed = createSignedCounts(now);
  const known: Known[] = [{ ...newlyKnown(self, began), claimedAt: began }];
  const indices = new Map<PeerId, PeerIndex>([[self, 0]]);
  const free: PeerIndex[] = [];
  let neighbours = new Set<PeerId>();
  let sweptAt = began;

  const isNamed = (one: Known, time: number): boolean => {
    if (one.id === self || neighbours.has(one.id)) return true;
    if (isHearsayOfOne(one) && time - one.toldAt >= UNCONFIRMED_SECONDS) return false;
    return time - one.grewAt < FORGET_SECONDS;
  };
  const lastSignOf = ({ grewAt, claimedAt }: Known): number => Math.max(grewAt, claimedAt);
  const isToBeKept = (one: Known, time: number): boolean =>
    time - lastSignOf(one) < FORGET_SECONDS + (isHearsayOfOne(one) ? FORGET_SECONDS : REMEMBER_SECONDS);

  const add = (of: Known): PeerIndex => {
    const index = free.pop() ?? known.length;
    known[index] = of;
    indices.set(of.id, index);
    return index;
  };

  const release = (id: PeerId): void => {
    const index = indices.get(id);
    if (index === undefined) return;
    indices.delete(id);
    free.push(index);
    onForgotten(index);
  };

  /** Those that neither are neighbours nor were of late, nor are named. */
  const gone = (time: number): Known[] => {
    const all = Array.from(indices.values(), (index) => known[index]);
    return all.filter((one) => !isNamed(one, time) && time - one.claimedAt >= FORGET_SECONDS);
  };

  const sweep = (time: number): void => {
    if (time - sweptAt < SWEEP_SECONDS) return;
    sweptAt = time;
    const oldestFirst = gone(time).sort((a, b) => lastSignOf(a) - lastSignOf(b));
    for (const one of oldestFirst) {
      const isCrowded = indices.size > MAX_KNOWN_PEERS - RESERVED_FOR_NEIGHBOURS - SPARE;
      if (isCrowded || !isToBeKept(one, time)) release(one.id);
    }
  };

  const hasRoom = (): boolean => indices.size < MAX_KNOWN_PEERS - RESERVED_FOR_NEIGHBOURS;

  /** The one that was heard of first, named or not. */
  const releaseOldest = (): void => {
    for (const id of indices.keys()) {
      if (id === self || neighbours.has(id)) continue;
      release(id);
      return;
    }
  };

  const note = (of: Known, updates: number, grewAt: number, time: number): void => {
    if (updates > of.updates) {
      of.updates = updates;
      of.raisedAt = time;
      of.grewAt = grewAt;
    } else if (updates === of.updates) {
      // Who says that it grew later was told later.
      of.grewAt = Math.min(of.grewAt, grewAt);
    }
  };

  const say = (from: PeerIndex, updates: number): void => {
    const time = now();
    const of = known[from];
    of.own = withClaim(of.own, { updates, at: time });
    lower(from, of.own.last.updates, time);
  };

  const lower = (index: PeerIndex, most: number, time: number): void => {
    const of = known[index];
    if (of.updates <= most) return;
    of.updates = most;
    of.raisedAt = time;
    onCorrected(index, most);
  };

  /** The largest count that is believed of a peer whatever others say; null where it has said nothing itself. */
  const ceiling = (id: PeerId, own: OwnClaims | null, time: number): number | null => {
    const most = signed.ceilingOf(id);
    if (own === null) return most;
    // It may have signed before what it said over its link, and how fast it is is known from that only after a while.
    return Math.max(own.last.updates, Math.min(ceilingOf(own, time), most ?? Number.POSITIVE_INFINITY));
  };

  /** @returns null where it cannot be */
  const believed = (id: PeerId, of: Known | null, updates: number, time: number): number | null => {
    const own = of !== null && neighbours.has(of.id) ? of.own : null;
    const most = ceiling(id, own, time);
    if (most !== null && own === null) return updates > most + BURST ? null : Math.min(updates, most);
    if (of === null || (of.updates === 0 && own === null)) {
      return updates > firstReachable(known[0].updates) ? null : updates;
    }
    const heard = reachable({ updates: of.updates, at: of.raisedAt }, time);
    if (updates > Math.max(heard, own === null ? 0 : reachable(own.last, time))) return null;
    return most === null ? updates : Math.min(updates, most);
  };

  /** How many more names that neighbour may bring. */
  const namesLeft = (teller: PeerId, time: number): number => {
    let told = 0;
    for (const index of indices.values()) {
      if (known[index].teller === teller && isNamed(known[index], time)) told += 1;
    }
    return Math.min(MAX_NEW_NAMES, SPARE_NAMES + roomSize() - told);
  };

  /** Of what it was told by this peer itself a neighbour brings no news. */
  const confirm = (of: Known, teller: PeerId, updates: number, time: number): void => {
    if (of.teller === teller) of.toldAt = time;
    else if (updates > of.updates) of.confirmed = true;
  };

  return {
    get size() {
      return indices.size;
    },
    hear(from, entries, tell) {
      const time = now();
      sweep(time);
      const { id: teller } = known[from];
      let left: number | null = null;
      let refused = 0;
      say(from, entries.find(({ peer }) => peer === teller)?.updates ?? 0);
      for (const { peer: id, updates: told, age } of entries) {
        // What this peer has done it knows best itself.
        if (id === self || told === 0) continue;
        let index = indices.get(id);
        const updates =
          index === from ? told : believed(id, index === undefined ? null : known[index], told, time);
        if (updates === null) {
          refused += 1;
          continue;
        }
        if (index === undefined) {
          left ??= namesLeft(teller, time);
          if (age >= FORGET_SECONDS || left <= 0 || !hasRoom()) continue;
          left -= 1;
          index = add({ ...newlyKnown(id, time), updates, grewAt: time - age, teller });
        } else {
          confirm(known[index], teller, updates, time);
          note(known[index], updates, time - age, time);
        }
        if (isNamed(known[index], time)) tell(index, updates);
      }
      return refused;
    },
    say,
    attest(count) {
      const { peer, updates } = count;
      signed.note(count);
      const index = indices.get(peer);
      // What a neighbour says over its own link is newer.
      if (index === undefined || index === 0 || neighbours.has(peer)) return;
      lower(index, signed.ceilingOf(peer) ?? updates, now());
    },
    recall(entries, tell) {
      const time = now();
      for (const { peer: id, updates, age } of entries) {
        if (id === self) continue;
        let index = indices.get(id);
        if (index !== undefined) note(known[index], updates, time - age, time);
        else if (!hasRoom()) continue;
        else index = add({ ...newlyKnown(id, time), updates, grewAt: time - age });
        tell(index, updates);
      }
    },
    claim(id) {
      const time = now();
      let index = indices.get(id);
      if (index === undefined) {
        if (indices.size >= MAX_KNOWN_PEERS) releaseOldest();
        if (indices.size >= MAX_KNOWN_PEERS) return null;
        index = add(newlyKnown(id, time));
      }
      known[index].claimedAt = time;
      known[index].teller = null;
      return index;
    },
    setNeighbours(ids) {
      const time = now();
      for (const id of neighbours) {
        const index = indices.get(id);
        if (index !== undefined) known[index].claimedAt = time;
      }
      for (const id of ids) {
        const index = indices.get(id);
        // Who is back may have begun anew.
        if (index !== undefined && !neighbours.has(id)) known[index].own = null;
      }
      neighbours = new Set(ids);
      sweep(time);
    },
    idOf: (index) => known[index].id,
    entryOf(index, updates) {
      const time = now();
      if (updates === 0 || index >= known.length || indices.get(known[index].id) !== index) return null;
      if (index === 0) note(known[0], updates, time, time);
      if (!isNamed(known[index], time)) return null;
      const { id, grewAt } = known[index];
      return { peer: id, updates, age: Math.min(MAX_AGE, Math.max(0, Math.floor(time - grewAt))) };
    },
  };
}
