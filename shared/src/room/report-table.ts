/**
 * The newest report of each peer of a room, and which of them to tell a neighbour. Every peer tells each of its neighbours
 * about once a second of itself, and of some others at random whose reports are new to it. In a room of a thousand a peer so
 * sees a random part of it that is a few seconds old; what it costs does not grow with the room.
 *
 * Pure: time comes with each call, in seconds from any origin.
 */

import type { PeerId, Proof } from '../protocol/signalling.ts';
import { type Random, shuffle } from '../util/random/random.ts';
import { MAX_REPORTS_TOLD, REPORT_LIFETIME, type Report, type ToldReport } from './report.ts';

/** Most reports kept; the oldest go. */
export const MAX_REPORTS = 512;
/** Most bytes of reports to one neighbour at a time, that is, a second; and to all of them together. A peer's own report goes
 * to all of them in any case. */
export const MAX_BYTES_TOLD = 6000;
export const MAX_BYTES_TOLD_TO_ALL = 48_000;

interface Entry {
  readonly report: Report;
  /** Of who made it; undefined of older pages. */
  readonly proof: Proof | undefined;
  readonly madeAt: number;
  /** As JSON. */
  readonly bytes: number;
}

/** Bytes of a report in a message besides its own: its age, and what is around it; and its proof. */
const AROUND_BYTES = 24;
const PROOF_BYTES = 163;

export class ReportTable {
  readonly #self: PeerId;
  readonly #random: Random;
  /** Of other peers. */
  readonly #entries = new Map<PeerId, Entry>();
  #own: Entry | null = null;
  /** Of whom nothing is taken. */
  #removed: ReadonlySet<PeerId> = new Set();
  /** Of each neighbour, the number of the newest report that it knows of each peer in the table. */
  #neighbours = new Map<PeerId, Map<PeerId, number>>();

  constructor(self: PeerId, random: Random) {
    this.#self = self;
    this.#random = random;
  }

  /** Own one included, first. */
  reports(): Report[] {
    const others = [...this.#entries.values()].map(({ report }) => report);
    return this.#own === null ? others : [this.#own.report, ...others];
  }

  /** These are neighbours now, and no others. */
  setNeighbours(ids: readonly PeerId[]): void {
    this.#neighbours = new Map(ids.map((id) => [id, this.#neighbours.get(id) ?? new Map()]));
  }

  /** Of these nothing is kept from now on, whoever tells it. */
  setRemoved(ids: ReadonlySet<PeerId>): void {
    this.#removed = ids;
    for (const id of ids) this.#remove(id);
  }

  /** This peer's own newest report; called about once a second. */
  renew(report: Report, now: number, proof?: Proof): void {
    this.#own = entryOf(report, proof, now);
    this.#forget(now);
  }

  isNeighbour(id: PeerId): boolean {
    return this.#neighbours.has(id);
  }

  /** How many other peers it knows of. */
  get size(): number {
    return this.#entries.size;
  }

  /** The newest of another peer, and when it was made. */
  newestOf(id: PeerId): { readonly report: Report; readonly madeAt: number } | null {
    return this.#entries.get(id) ?? null;
  }

  /** A neighbour told these, whose proofs were checked. @returns how many were new here */
  take(from: PeerId, told: readonly ToldReport[], now: number): number {
    let fresh = 0;
    for (const { age, report, proof } of told) {
      // Nobody knows better how this peer is.
      if (report.id === this.#self || age >= REPORT_LIFETIME || this.#removed.has(report.id)) continue;
      const known = this.#entries.get(report.id);
      // What was not signed may have been anybody's.
      const isFirstSigned = known?.proof === undefined && proof !== undefined;
      // And what was made up may be of any number; who says it of itself knows better.
      const isOwn = known?.proof === undefined && from === report.id;
      const { number = -1 } = known?.report ?? {};
      if (isFirstSigned || number < report.number || (isOwn && number !== report.number)) {
        this.#entries.set(report.id, entryOf(report, proof, now - age));
        fresh += 1;
      }
      this.note(from, report);
    }
    if (this.#entries.size > MAX_REPORTS) this.#forget(now);
    return fresh;
  }

  /** What to tell a neighbour now: called about once a second for each. It counts as told. */
  pick(to: PeerId, now: number): ToldReport[] {
    const knows = this.#neighbours.get(to);
    if (knows === undefined) return [];
    // Its own neighbours tell it of themselves.
    const beside = new Set(this.#entries.get(to)?.report.neighbours);
    const fresh = [...this.#entries.values()].filter(
      ({ report: { id, number }, madeAt }) =>
        id !== to && !beside.has(id) && (knows.get(id) ?? -1) < number && now - madeAt < REPORT_LIFETIME,
    );
    const order = Uint32Array.from(fresh, (_, place) => place);
    shuffle(order, this.#random);
    const entries = this.#own === null ? [] : [this.#own];
    let left = Math.min(MAX_BYTES_TOLD, MAX_BYTES_TOLD_TO_ALL / this.#neighbours.size);
    for (const { bytes } of entries) left -= bytes;
    for (const place of order) {
      if (entries.length === MAX_REPORTS_TOLD) break;
      left -= fresh[place].bytes;
      if (left < 0) break;
      entries.push(fresh[place]);
    }
    for (const { report } of entries) this.note(to, report);
    return entries.map(({ report, proof, madeAt }) => ({
      age: Math.min(REPORT_LIFETIME, Math.max(0, Math.round(100 * (now - madeAt)) / 100)),
      report,
      ...(proof && { proof }),
    }));
  }

  /** A neighbour knows of that report. */
  note(neighbour: PeerId, { id, number }: Pick<Report, 'id' | 'number'>): void {
    const knows = this.#neighbours.get(neighbour);
    if (knows !== undefined && (knows.get(id) ?? -1) < number) knows.set(id, number);
  }

  /** Those that are too old, and the oldest where there are too many. */
  #forget(now: number): void {
    const old = [...this.#entries.values()].filter(({ madeAt }) => now - madeAt >= REPORT_LIFETIME);
    for (const { report } of old) this.#remove(report.id);
    const tooMany = this.#entries.size - MAX_REPORTS;
    if (tooMany <= 0) return;
    const byAge = [...this.#entries.values()].sort((a, b) => a.madeAt - b.madeAt);
    for (const { report } of byAge.slice(0, tooMany)) this.#remove(report.id);
  }

  #remove(id: PeerId): void {
    this.#entries.delete(id);
    for (const knows of this.#neighbours.values()) knows.delete(id);
  }
}

function entryOf(report: Report, proof: Proof | undefined, madeAt: number): Entry {
  const around = AROUND_BYTES + (proof === undefined ? 0 : PROOF_BYTES);
  return { report, proof, madeAt, bytes: JSON.stringify(report).length + around };
}
