/**
 * Numbers for peers: the core counts peers, the wire names them. And the age of each peer's count of updates, by which
 * messages stop naming who has left: see `gossip/versions/forgetting.ts`. A number is another peer's once its owner has long
 * been gone.
 */
import type { PeerIndex } from '@hearsay/shared/gossip/peer-index.ts';
import { FORGET_SECONDS, REMEMBER_SECONDS } from '@hearsay/shared/gossip/versions/forgetting.ts';
import { MAX_AGE, type VersionEntry } from '@hearsay/shared/protocol/model-message.ts';
import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';

/** Most peers known at a time, present or not. */
export const MAX_KNOWN_PEERS = 4096;
/** Of these, kept free of peers known by hearsay alone: whoever says that there are thousands of peers must not keep
 * out those that are there. */
export const RESERVED_FOR_NEIGHBOURS = 512;
/** Most names that are new here taken from one message; the others are named by the next, if they are there. */
export const MAX_NEW_NAMES = 128;
/** Of the numbers for peers known by hearsay, this many are made free once a second, from those not named any more. */
const SPARE = 512;
/** Seconds between two looks for who has been gone for long. */
const SWEEP_SECONDS = 1;

export interface PeerTableOptions {
  /** Gets number 0. */
  readonly self: PeerId;
  /** Seconds. */
  readonly now: () => number;
  /** That number is nobody's now, and will be another peer's. */
  readonly onForgotten: (index: PeerIndex) => void;
}

export interface PeerTable {
  /** Peers that have a number, this one included. */
  readonly size: number;
  /** A message came with these. @param tell called with each that counts: not those that have left or are too many */
  hear(entries: readonly VersionEntry[], tell: (index: PeerIndex, updates: number) => void): void;
  /** The same for what this peer itself had kept: all counts, as far as there is room. */
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
  /** The largest count that was heard of. */
  updates: number;
  /** When it grew, as far as is known. */
  grewAt: number;
  /** When this peer was last known to be connected. */
  claimedAt: number;
}

export function createPeerTable({ self, now, onForgotten }: PeerTableOptions): PeerTable {
  const began = now();
  const known: Known[] = [{ id: self, updates: 0, grewAt: began, claimedAt: began }];
  const indices = new Map<PeerId, PeerIndex>([[self, 0]]);
  const free: PeerIndex[] = [];
  let neighbours = new Set<PeerId>();
  let sweptAt = began;

  const isNamed = ({ id, grewAt }: Known, time: number): boolean =>
    time - grewAt < FORGET_SECONDS || id === self || neighbours.has(id);
  const lastSignOf = ({ grewAt, claimedAt }: Known): number => Math.max(grewAt, claimedAt);

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
      if (!isCrowded && time - lastSignOf(one) < FORGET_SECONDS + REMEMBER_SECONDS) break;
      release(one.id);
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

  const note = (index: PeerIndex, updates: number, grewAt: number): void => {
    const of = known[index];
    if (updates > of.updates) {
      of.updates = updates;
      of.grewAt = grewAt;
    } else if (updates === of.updates) {
      // Who says that it grew later was told later.
      of.grewAt = Math.min(of.grewAt, grewAt);
    }
  };

  return {
    get size() {
      return indices.size;
    },
    hear(entries, tell) {
      const time = now();
      sweep(time);
      let newNames = 0;
      for (const { peer: id, updates, age } of entries) {
        // What this peer has done it knows best itself.
        if (id === self || updates === 0) continue;
        let index = indices.get(id);
        if (index === undefined) {
          if (age >= FORGET_SECONDS || newNames === MAX_NEW_NAMES || !hasRoom()) continue;
          newNames += 1;
          index = add({ id, updates, grewAt: time - age, claimedAt: Number.NEGATIVE_INFINITY });
        } else {
          note(index, updates, time - age);
        }
        if (isNamed(known[index], time)) tell(index, updates);
      }
    },
    recall(entries, tell) {
      const time = now();
      for (const { peer: id, updates, age } of entries) {
        if (id === self) continue;
        let index = indices.get(id);
        if (index !== undefined) note(index, updates, time - age);
        else if (!hasRoom()) continue;
        else index = add({ id, updates, grewAt: time - age, claimedAt: Number.NEGATIVE_INFINITY });
        tell(index, updates);
      }
    },
    claim(id) {
      const time = now();
      let index = indices.get(id);
      if (index === undefined) {
        if (indices.size >= MAX_KNOWN_PEERS) releaseOldest();
        if (indices.size >= MAX_KNOWN_PEERS) return null;
        index = add({ id, updates: 0, grewAt: time, claimedAt: time });
      }
      known[index].claimedAt = time;
      return index;
    },
    setNeighbours(ids) {
      const time = now();
      for (const id of neighbours) {
        const index = indices.get(id);
        if (index !== undefined) known[index].claimedAt = time;
      }
      neighbours = new Set(ids);
      sweep(time);
    },
    idOf: (index) => known[index].id,
    entryOf(index, updates) {
      const time = now();
      if (updates === 0 || index >= known.length || indices.get(known[index].id) !== index) return null;
      if (index === 0) note(0, updates, time);
      if (!isNamed(known[index], time)) return null;
      const { id, grewAt } = known[index];
      return { peer: id, updates, age: Math.min(MAX_AGE, Math.max(0, Math.floor(time - grewAt))) };
    },
  };
}
