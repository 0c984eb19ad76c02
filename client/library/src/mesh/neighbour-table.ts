/** The links of this tab, those being made and those just lost, with what went over them. */
import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';
import type { LinkState, NeighbourStatus } from '../session/status.ts';
import type { Route } from './handshakes.ts';
import type { Link } from './link.ts';
import type { TransferTraffic } from './transfer.ts';

/** Most neighbours remembered that were lost; the oldest go. */
export const MAX_LOST = 32;

export interface Neighbour {
  readonly id: PeerId;
  state: LinkState;
  link: Link | null;
  /** Names the attempt, or what became of it. */
  session: string | null;
  /** Whether this peer began the session. */
  initiator: boolean;
  /** The way of the session's handshakes. */
  route: Route;
  /** When the server said that it is gone, unless it was heard of since. Milliseconds. */
  leftAt: number | null;
  /** When the first heartbeat went out on this link. */
  heartbeatsSince: number | null;
  /** When the link was lost; null while there is one, or none was lost. Milliseconds. */
  lostAt: number | null;
  /** Traffic of the links before this one. */
  readonly before: TransferTraffic;
}

export interface NeighbourTable {
  get(id: PeerId): Neighbour | undefined;
  /** The neighbour, made if it is not there yet. */
  of(id: PeerId): Neighbour;
  all(): Neighbour[];
  connected(): PeerId[];
  /** Takes the link out without its closing being noticed, and closes it. */
  detach(neighbour: Neighbour): void;
  /** Detaches it and forgets it. */
  remove(id: PeerId): void;
  /** What was lost longer ago than so many milliseconds is forgotten, unless it is being connected to again. */
  removeLost(now: number, milliseconds: number): void;
  statuses(): NeighbourStatus[];
  /** Over all links, those that are gone included. */
  totals(): TransferTraffic;
}

export function createNeighbourTable(): NeighbourTable {
  const neighbours = new Map<PeerId, Neighbour>();
  const gone = noTraffic();

  const detach = (neighbour: Neighbour): void => {
    const { link } = neighbour;
    neighbour.link = null;
    neighbour.session = null;
    neighbour.heartbeatsSince = null;
    if (!link) return;
    addTraffic(neighbour.before, link.traffic);
    link.close();
  };

  const remove = (id: PeerId): void => {
    const neighbour = neighbours.get(id);
    if (!neighbour) return;
    detach(neighbour);
    addTraffic(gone, neighbour.before);
    neighbours.delete(id);
  };

  const isLost = ({ link, lostAt }: Neighbour): boolean => link === null && lostAt !== null;

  return {
    get: (id) => neighbours.get(id),
    of(id) {
      const known = neighbours.get(id);
      if (known) return known;
      const neighbour: Neighbour = {
        id,
        state: 'connecting',
        link: null,
        session: null,
        initiator: false,
        route: null,
        leftAt: null,
        heartbeatsSince: null,
        lostAt: null,
        before: noTraffic(),
      };
      neighbours.set(id, neighbour);
      return neighbour;
    },
    all: () => [...neighbours.values()],
    connected: () =>
      [...neighbours.values()].filter(({ state }) => state === 'connected').map(({ id }) => id),
    detach,
    remove,
    removeLost(now, milliseconds) {
      const lost = [...neighbours.values()].filter(isLost);
      const old = lost.filter(
        ({ lostAt }, place) => place < lost.length - MAX_LOST || now - (lostAt ?? now) > milliseconds,
      );
      for (const { id } of old) remove(id);
    },
    statuses: () =>
      [...neighbours.values()].map(({ id, state, link, before }) => ({
        id,
        state,
        bytesSent: before.bytesSent + (link?.traffic.bytesSent ?? 0),
        bytesReceived: before.bytesReceived + (link?.traffic.bytesReceived ?? 0),
        roundTripMs: link?.traffic.roundTripMs ?? null,
      })),
    totals() {
      const totals = { ...gone };
      for (const { before, link } of neighbours.values()) {
        addTraffic(totals, before);
        if (link) addTraffic(totals, link.traffic);
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
