/**
 * Means, deviations, shares of classes and categories of all rows of a room, without any row leaving its peer. A pure state machine:
 * links, time and messages are handed in, see `ledger.ts` for how it works.
 *
 * What it reveals, and to whom:
 * - To every peer, by design: mean, deviation and share of gaps of each column of numbers, the share of each class, the rows of a
 *   peer on average, who is in the room, and the categories that appear, as texts; not who has which. Categories stay when the
 *   peer that had them goes.
 * - To each neighbour: whether a peer has rows, and which categories it is the first to tell, which are mostly its own.
 * - A peer's own sums are hidden by masks: it gives each of the first MASKED partners a random amount (`masks.ts`), and nothing
 *   else goes anywhere before new partners have heard of each other (or OPENING_SECONDS are over). So its neighbours do not learn its sums,
 *   even if they look at their messages together, unless among them are all partners that it shares a mask with, or neighbours of
 *   those that see what the mask changed there. In a room of two each learns the other's sums, and so does an only neighbour.
 * - Masks are finite: of sums that are nearly as large, neighbours learn about how large they are.
 * - Whoever sees the room's statistics before and after one peer comes, goes or has other rows can work out what changed, as from all
 *   exact totals. So that it is not one row, new rows count at most every OWN_SECONDS; whose they are, masks hide again.
 *
 * A peer that goes is missed when it was not heard of for a while, see `heartbeats.ts`: until then its rows count.
 *
 * What it does not do: sums, heartbeats and receipts are believed. A peer that lies makes the room's statistics wrong.
 */
import * as v from 'valibot';
import type { Random } from '../util/random/random.ts';
import { type CategoryUnion, type ColumnCategory, createCategoryUnion } from './category-union.ts';
import { createHeartbeats, type Heartbeats } from './heartbeats.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { createMasks } from './masks.ts';
import { createReceipts, type Receipt, type Receipts } from './receipts.ts';
import { type StatisticsMessage, StatisticsMessageSchema } from './statistics-message.ts';
import { createPace, type Pace } from './statistics-pace.ts';
import {
  differenceOf,
  type Estimate,
  estimateOf,
  type OwnSums,
  type StatisticsShape,
  vectorOf,
  weightOf,
} from './sums.ts';

/** Seconds that giving waits for both masks of a new link; also how often an opening is repeated. */
const OPENING_SECONDS = 3;
/** Seconds from one change of a peer's own sums to the next. */
const OWN_SECONDS = 10;
/** Nothing is given of less than that, as what rounding left would be taken for it. */
const LEAST_WEIGHT = 2 ** -12;
/** Relative difference of what comes to what is here, below which it is no news. */
const NO_NEWS = 1e-9;
/** And below which, RECENT times in a row, what is known is settled, and may be shown. */
const SETTLED = 1e-6;
const STEADY = 1e-3;
const RECENT = 5;
/** Messages to a partner that may come late. */
const MOST_TOLD = 64;
/** Partners that a mask is shared with. */
const MASKED = 3;
/** What is over, the oldest that are gone are forgotten for; 4 MB where a table has 100 columns. */
const MOST_PARTNERS = 512;

export interface StatisticsOptions {
  /** This peer, as others call it. */
  readonly self: string;
  readonly shape: StatisticsShape;
  readonly own: OwnSums;
  /** Which neighbour is next, and when. */
  readonly random: Random;
  /** Of masks. @returns so many cryptographically random bytes: whoever can predict them sees through masks */
  readonly randomBytes: (count: number) => Uint8Array;
}

export interface RoomStatistics extends Estimate {
  /** The different texts of each column of categories, in the order of their letters. */
  readonly categories: readonly (readonly string[])[];
  /** Whether all that came lately was the same to a millionth. */
  readonly settled: boolean;
}

export type StatisticsRefusal = 'malformed' | 'no-such-link' | 'other-shape';

export interface Statistics {
  /** A link is there, over which nothing of an earlier one comes any more. */
  linkUp(peer: string): void;
  linkDown(peer: string): void;
  /** @throws RangeError where the sums are not of the room's shape */
  setOwn(own: OwnSums): void;
  /** What is to be sent now. To be called about every 0.1 seconds. @param now in seconds */
  tick(now: number): { to: string; message: StatisticsMessage }[];
  /** Null where it was taken. */
  receive(from: string, message: unknown): StatisticsRefusal | null;
  /** Null before there is anything to go by; while masks are under way, what was known before. */
  read(): RoomStatistics | null;
}

interface Partner {
  /** Of this side's ledger. */
  readonly ledger: number;
  /** Of the newest message to it. */
  number: number;
  /** Of the partner's ledger and its newest message; -1 before there is one. */
  otherLedger: number;
  heard: number;
  /** Whether there is a link to it. */
  linked: boolean;
  /** From which of this side's messages on, once that came, the link is good for giving. */
  openFrom: number;
  /** The newest of this side's messages that came. */
  reached: number;
  isMasked: boolean;
  /** What was given with the newest messages, from the one that is known to have come. */
  told: { readonly number: number; readonly sums: readonly number[] }[];
  /** Since when it is linked (seconds); null before the first tick with it. */
  since: number | null;
  sentAt: number;
  /** To be told something at once. */
  owes: boolean;
  categoryCursor: number;
  heartbeatCursor: number;
}

interface State {
  readonly options: StatisticsOptions;
  readonly ledger: Ledger;
  readonly union: CategoryUnion;
  readonly heartbeats: Heartbeats;
  readonly receipts: Receipts;
  readonly partners: Map<string, Partner>;
  readonly pace: Pace;
  readonly mask: () => Float64Array;
  /** Of the last tick (seconds). */
  now: number;
  /** The partners that are still in the room, of which some have no link now. */
  counted: Set<string>;
  /** Own sums that are to count. */
  pending: OwnSums | null;
  ownSince: number;
  /** How far from what was known the newest messages were. */
  recent: readonly number[];
  shown: Estimate | null;
}

type Outgoing = { to: string; message: StatisticsMessage };

/** @throws RangeError where the sums are not of the room's shape */
export function createStatistics(options: StatisticsOptions): Statistics {
  const { self, shape, own, random, randomBytes } = options;
  const ledger = createLedger(vectorOf(own, shape));
  const state: State = {
    options,
    ledger,
    union: createCategoryUnion(shape.categories),
    heartbeats: createHeartbeats(self),
    receipts: createReceipts(),
    partners: new Map(),
    pace: createPace(random),
    mask: createMasks(ledger.length, randomBytes),
    now: 0,
    counted: new Set(),
    pending: null,
    ownSince: Number.NEGATIVE_INFINITY,
    recent: [],
    shown: null,
  };
  const { partners, union, pace } = state;
  takeOwn(state, own);

  return {
    linkUp: (peer) => linkUp(state, peer),
    linkDown: (peer) => linkDown(state, peer),
    setOwn(changedOwn) {
      vectorOf(changedOwn, shape);
      if (state.counted.size === 0) takeOwn(state, changedOwn);
      else state.pending = changedOwn;
    },
    tick(now) {
      state.now = now;
      if (state.pending !== null && now >= state.ownSince + OWN_SECONDS) {
        takeOwn(state, state.pending);
        state.pending = null;
        state.ownSince = now;
      }
      count(state);
      const isOpening = openPartners(state);
      const given = isOpening || !pace.isDue(now) ? null : give(state);
      return [...partners]
        .filter(([peer, { linked, owes }]) => linked && (owes || peer === given))
        .map(([peer, partner]) => messageTo(state, peer, partner));
    },
    receive: (from, message) => receive(state, from, message),
    read() {
      if (state.shown === null) return null;
      const settled = state.counted.size === 0 || isWithin(state, SETTLED);
      return { ...state.shown, categories: union.read(), settled };
    },
  };
}

/** A partner of which there is a ledger goes on with it. */
function linkUp(state: State, peer: string): void {
  const { partners, options } = state;
  const known = partners.get(peer);
  if (known) {
    Object.assign(known, { linked: true, since: null, owes: true });
    return;
  }
  partners.set(peer, {
    ledger: new DataView(options.randomBytes(4).slice().buffer).getUint32(0),
    number: 0,
    otherLedger: -1,
    heard: 0,
    linked: true,
    openFrom: 1,
    reached: 0,
    isMasked: false,
    told: [],
    since: null,
    sentAt: 0,
    owes: true,
    categoryCursor: 0,
    heartbeatCursor: 0,
  });
  state.ledger.open(peer);
  count(state);
}

function linkDown({ partners, receipts, options: { self }, now }: State, peer: string): void {
  const partner = partners.get(peer);
  if (!partner?.linked) return;
  partner.linked = false;
  const { otherLedger, heard: number } = partner;
  receipts.add([{ by: self, of: peer, ledger: Math.max(0, otherLedger), number, age: 0 }], now);
}

/** What did not come to a partner over a link that is gone was not given. */
function takeBack(state: State, { by, of, ledger, number }: Receipt): void {
  const partner = state.partners.get(by);
  if (of !== state.options.self || !partner || partner.linked) return;
  if (number > 0 && ledger !== partner.ledger) return;
  const last = partner.told.find((told) => told.number === number);
  // One that was made before anything came may itself come late.
  if (!last && (number > 0 || partner.reached > 0)) return;
  if (number < partner.openFrom) partner.isMasked = false;
  const before = massOf(state);
  state.ledger.takeBack(by, last ? Float64Array.from(last.sums) : new Float64Array(state.ledger.length));
  changedSince(state, before);
}

/** Which partners are in the room: those with a link, and those that were heard of. */
function count(state: State): void {
  const { partners, heartbeats, counted, ledger, now } = state;
  const isThere = ([peer, { linked }]: [string, Partner]): boolean => linked || heartbeats.isAlive(peer, now);
  const before = massOf(state);
  state.counted = new Set([...partners].filter(isThere).map(([peer]) => peer));
  if (state.counted.size !== counted.size || [...counted].some((peer) => !state.counted.has(peer))) {
    maskSome(state);
    changedSince(state, before);
  }
  for (const peer of partners.keys()) {
    if (partners.size <= MOST_PARTNERS) break;
    if (state.counted.has(peer)) continue;
    partners.delete(peer);
    ledger.close(peer);
  }
}

function isOpen({ reached, openFrom }: Partner): boolean {
  return reached >= openFrom;
}

/** As many partners as should be share a mask. */
function maskSome({ partners, counted, ledger, mask }: State): void {
  let masked = [...counted].filter((peer) => partners.get(peer)!.isMasked).length;
  for (const [peer, partner] of partners) {
    if (masked >= MASKED) return;
    if (!partner.linked || partner.isMasked || partner.otherLedger < 0) continue;
    if (!isOpen(partner)) partner.openFrom = partner.number + 1;
    partner.isMasked = true;
    partner.owes = true;
    masked += 1;
    ledger.give(peer, mask());
  }
}

function massOf({ ledger, counted }: State): Float64Array {
  return ledger.mass((peer) => counted.has(peer));
}

/** What is here is another share of something else. */
function changed(state: State): void {
  const { counted, pace, options } = state;
  state.recent = [];
  pace.hurry();
  if (counted.size === 0) state.shown = estimateOf(massOf(state), options.shape);
}

function changedSince(state: State, before: Float64Array): void {
  const mass = massOf(state);
  if (state.counted.size === 0 || mass.some((value, i) => value !== before[i])) changed(state);
}

/** Own sums count from now on. Masks are given with them: else each neighbour would see what changed, and at whom. */
function takeOwn(state: State, own: OwnSums): void {
  const { partners, ledger, union, options } = state;
  ledger.setOwn(vectorOf(own, options.shape));
  union.add(own.categories.flatMap((texts, column) => texts.map((text): ColumnCategory => [column, text])));
  for (const partner of partners.values()) partner.isMasked = false;
  maskSome(state);
  changed(state);
}

/** Repeats what a new partner was told, where there is no answer. @returns whether giving has to wait for a new one */
function openPartners({ partners, now }: State): boolean {
  let isOpening = false;
  for (const partner of partners.values()) {
    if (!partner.linked) continue;
    partner.since ??= now;
    if (isOpen(partner)) continue;
    if (now < partner.since + OPENING_SECONDS) isOpening = true;
    if (partner.number > 0 && now >= partner.sentAt + OPENING_SECONDS) partner.owes = true;
  }
  return isOpening;
}

/** Gives half of what is here. @returns to whom; null where it is too little, or nobody is there */
function give(state: State): string | null {
  const { ledger, pace, partners, now } = state;
  const open = [...partners].filter(([, partner]) => partner.linked && isOpen(partner)).map(([peer]) => peer);
  const mass = massOf(state);
  if (open.length === 0 || weightOf(mass) < LEAST_WEIGHT) return null;
  const peer = open[state.options.random.integer(open.length)];
  ledger.give(
    peer,
    mass.map((value) => value / 2),
  );
  pace.gave(now);
  return peer;
}

function messageTo(
  { union, heartbeats, receipts, ledger, now }: State,
  to: string,
  partner: Partner,
): Outgoing {
  const { categories, next: categoryCursor } = union.some(partner.categoryCursor);
  const { heartbeats: alive, next: heartbeatCursor } = heartbeats.some(partner.heartbeatCursor, now);
  Object.assign(partner, { categoryCursor, heartbeatCursor, sentAt: now, owes: false });
  partner.number += 1;
  const { ledger: id, number, heard } = partner;
  const sums = [...ledger.given(to)];
  partner.told = [...partner.told, { number, sums }].slice(-MOST_TOLD);
  const rest = { sums, alive, receipts: receipts.some(now), categories };
  return { to, message: { type: 'statistics', ledger: id, number, heard, ...rest } };
}

function receive(state: State, from: string, message: unknown): StatisticsRefusal | null {
  const { partners, ledger, union, heartbeats, pace } = state;
  const parsed = v.safeParse(StatisticsMessageSchema, message);
  if (!parsed.success) return 'malformed';
  const partner = partners.get(from);
  if (!partner?.linked) return 'no-such-link';
  const { ledger: id, number, heard, sums, alive, receipts, categories } = parsed.output;
  if (sums.length !== ledger.length) return 'other-shape';
  if (id === partner.otherLedger && number <= partner.heard) return null;
  // Both need to know that all came. An end that has begun anew is answered too: what it gave begins anew with it.
  if (!isOpen(partner) || id !== partner.otherLedger) partner.owes = true;
  Object.assign(partner, { otherLedger: id, heard: number, reached: heard });
  partner.told = partner.told.filter((told) => told.number >= heard);
  heartbeats.hear(alive, state.now);
  for (const receipt of state.receipts.add(receipts, state.now)) takeBack(state, receipt);
  maskSome(state);
  if (union.add(categories)) pace.hurry();
  const came = ledger.take(from, Float64Array.from(sums));
  if (came.some((value) => value !== 0)) compare(state, came);
  return null;
}

/** Whether what came is what is known here: it is the same share of everything. */
function compare(state: State, came: Float64Array): void {
  const { pace, options } = state;
  const mass = massOf(state);
  // To what was here: it may have been so little that what is here now is nearly what came.
  const difference = differenceOf(
    came,
    mass.map((value, i) => value - came[i]),
  );
  if (difference > NO_NEWS) pace.hurry();
  else pace.slow();
  state.recent = [difference, ...state.recent].slice(0, RECENT);
  if (isWithin(state, STEADY)) state.shown = estimateOf(mass, options.shape) ?? state.shown;
}

function isWithin({ recent }: State, most: number): boolean {
  return recent.length === RECENT && recent.every((difference) => difference <= most);
}
