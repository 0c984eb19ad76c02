/** The peers of a room as the classroom shows them: in the order of their slots, each with the labels that it holds. */
import type { Report } from '@hearsay/shared/room/report.ts';

export interface Peer extends Report {
  /** The labels that it holds examples of, ascending. */
  readonly held: readonly number[];
}

export function peersOf(reports: readonly Report[]): Peer[] {
  return reports
    .map((report) => ({ ...report, held: heldOf(report.labels) }))
    .sort((a, b) => a.slot - b.slot || (a.id < b.id ? -1 : 1));
}

/** @param labels bit l for label l */
export function heldOf(labels: number): number[] {
  const held: number[] = [];
  for (let label = 0, left = labels; left > 0; label++, left >>>= 1) if (left & 1) held.push(label);
  return held;
}

/** A peer that some of those who are linked to it mostly leave out. */
export interface LeftOut {
  readonly peer: Peer;
  /** How many do, of how many that have reported a link to it. */
  readonly by: number;
  readonly of: number;
}

/** Those that at least half of their neighbours mostly leave out, in order. */
export function leftOutOf(peers: readonly Peer[]): LeftOut[] {
  return peers.flatMap((peer) => {
    const linked = peers.filter(({ neighbours }) => neighbours.includes(peer.id));
    const by = linked.filter(({ neighbours, limited = [] }) =>
      limited.includes(neighbours.indexOf(peer.id)),
    ).length;
    return by > 0 && 2 * by >= linked.length ? [{ peer, by, of: linked.length }] : [];
  });
}

/** How a peer reaches those that it is linked to, as far as it knows: how many directly, and the slots of the others, ascending. */
export interface Ways {
  readonly direct: number;
  readonly relayed: readonly number[];
}

/** Null where it knows of none. */
export function waysOf(
  { neighbours, paths = '' }: Pick<Report, 'neighbours' | 'paths'>,
  peers: readonly Pick<Report, 'id' | 'slot'>[],
): Ways | null {
  const direct = [...paths].filter((path) => path === 'd').length;
  const relayed = peers.filter(({ id }) => paths[neighbours.indexOf(id)] === 'r').map(({ slot }) => slot);
  return direct + relayed.length === 0 ? null : { direct, relayed: relayed.sort((a, b) => a - b) };
}
