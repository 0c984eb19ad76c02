/** The links of this tab, those being made and those just lost, with what went over them. */
import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';
import type { NeighbourStatus } from '../session/status.ts';
import type { Route } from './handshakes.ts';
import type { Link } from './link.ts';
import type { TransferTraffic } from './transfer.ts';

/** Most neighbours remembered that were lost; the oldest go. */
const MAX_LOST = 32;

/** To make a link, or what became of it. */
export interface Attempt {
  readonly link: Link;
  /** Names it. */
  readonly session: string;
  /** Whether this peer began the session. */
  readonly initiator: boolean;
  /** The way of the session's handshakes. */
  route: Route;
  /** Whether the other end has shown who it is. */
  isShown: boolean;
}

/** How it stands with a neighbour. Times are in milliseconds. */
export type Standing =
  /** No attempt while the other one is to begin it. */
  | { readonly state: 'connecting'; readonly attempt: Attempt | null }
  | {
      readonly state: 'connected';
      readonly attempt: Attempt;
      /** When the server said that it is gone, unless it was heard of since. */
      leftAt: number | null;
      /** When the first heartbeat went out on this link. */
      heartbeatsSince: number | null;
    }
  /** The link was lost then, and may be made anew. */
  | { readonly state: 'reconnecting'; readonly attempt: Attempt | null; readonly lostAt: number };

export interface Neighbour {
  readonly id: PeerId;
  standing: Standing;
  /** Traffic of the links before this one. */
  readonly before: TransferTraffic;
}

export interface NeighbourTable {
  get(id: PeerId): Neighbour | undefined;
  /** The neighbour, made if it is not there yet. */
  of(id: PeerId): Neighbour;
  all(): Neighbour[];
  connected(): PeerId[];
  /** Takes the link out without its closing being noticed, and closes it. Who was connected is lost then. */
  detach(neighbour: Neighbour): void;
  /** Detaches it and forgets it. */
  remove(id: PeerId): void;
  /** What was lost longer ago than so many milliseconds is forgotten, unless it is being connected to again. */
  removeLost(milliseconds: number): void;
  statuses(): NeighbourStatus[];
  /** Over all links, those that are gone included. */
  totals(): TransferTraffic;
}

/** @param now milliseconds */
export function createNeighbourTable(now: () => number): NeighbourTable {
  const neighbours = new Map<PeerId, Neighbour>();
  const gone = noTraffic();

  const detach = (neighbour: Neighbour): void => {
    const { standing } = neighbour;
    neighbour.standing =
      standing.state === 'connected'
        ? { state: 'reconnecting', attempt: null, lostAt: now() }
        : { ...standing, attempt: null };
    if (standing.attempt === null) return;
    addTraffic(neighbour.before, standing.attempt.link.traffic);
    standing.attempt.link.close();
  };

  const remove = (id: PeerId): void => {
    const neighbour = neighbours.get(id);
    if (!neighbour) return;
    detach(neighbour);
    addTraffic(gone, neighbour.before);
    neighbours.delete(id);
  };

  return {
    get: (id) => neighbours.get(id),
    of(id) {
      const known = neighbours.get(id);
      if (known) return known;
      const standing = { state: 'connecting', attempt: null } as const;
      const neighbour: Neighbour = { id, standing, before: noTraffic() };
      neighbours.set(id, neighbour);
      return neighbour;
    },
    all: () => [...neighbours.values()],
    connected: () =>
      [...neighbours.values()].filter(({ standing }) => standing.state === 'connected').map(({ id }) => id),
    detach,
    remove,
    removeLost(milliseconds) {
      const lost = [...neighbours.values()].flatMap(({ id, standing }) =>
        standing.state === 'reconnecting' && standing.attempt === null
          ? [{ id, lostAt: standing.lostAt }]
          : [],
      );
      const old = lost.filter(
        ({ lostAt }, place) => place < lost.length - MAX_LOST || now() - lostAt > milliseconds,
      );
      for (const { id } of old) remove(id);
    },
    statuses: () =>
      [...neighbours.values()].map(({ id, standing: { state, attempt }, before }) => ({
        id,
        state,
        path: (state === 'connected' && attempt?.link.path) || null,
        bytesSent: before.bytesSent + (attempt?.link.traffic.bytesSent ?? 0),
        bytesReceived: before.bytesReceived + (attempt?.link.traffic.bytesReceived ?? 0),
        roundTripMs: attempt?.link.traffic.roundTripMs ?? null,
      })),
    totals() {
      const totals = { ...gone };
      for (const { before, standing } of neighbours.values()) {
        addTraffic(totals, before);
        if (standing.attempt !== null) addTraffic(totals, standing.attempt.link.traffic);
      }
      return totals;
    },
  };
}

function noTraffic(): TransferTraffic {
  return { bytesSent: 0, bytesReceived: 0, modelsSent: 0, modelsReceived: 0, roundTripMs: null };
}

function addTraffic(to: TransferTraffic, more: Readonly<TransferTraffic>): void {
  to.bytesSent += more.bytesSent;
  to.bytesReceived += more.bytesReceived;
  to.modelsSent += more.modelsSent;
  to.modelsReceived += more.modelsReceived;
}
