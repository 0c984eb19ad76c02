/**
 * This tab's links: whom it is connected to, and how it comes to be. Of two introduced peers the one with the
 * smaller id initiates, under a fresh session id an attempt; what belongs to another session is ignored. A
 * link that breaks is made anew a few times before it is given up.
 */
import type { Joined, PeerId } from '@hearsay/shared/protocol/signalling.ts';
import type { LinkState, NeighbourStatus } from '../status.ts';
import type { KeyTrouble, PlainSignal } from './handshake-guard.ts';
import { createIntroducer, type Introducer, type KnownPeer, randomSession } from './introducer.ts';
import { createLink, type Link, type WebRtc } from './link.ts';
import type { TransferTraffic } from './transfer.ts';

/** Most links a tab keeps; introductions past it are declined. */
export const MAX_LINKS = 32;
/** Most neighbours that are remembered, those that were given up included. */
const MAX_KNOWN = 2 * MAX_LINKS;
/** Milliseconds an attempt to connect may take. */
const ATTEMPT_TIMEOUT_MS = 15_000;
/** Attempts before a neighbour is given up. */
const MAX_ATTEMPTS = 4;
/** Milliseconds before the first new attempt; doubles each time. */
const RETRY_DELAY_MS = 1000;
/** Heartbeats come every second. A link that is silent for so many milliseconds is broken, whatever WebRTC says. */
const SILENCE_MS = 15_000;
/** The same for a neighbour that the server has said is gone. */
const SILENCE_AFTER_LEAVING_MS = 3000;

export interface MeshListener {
  onJoined(joined: Joined): void;
  onSize(size: number): void;
  /** The set of connected neighbours changed. */
  onNeighbours(connected: readonly PeerId[]): void;
  /** @param taken to be called once the model is dealt with: until then the neighbour may send so much less */
  onModel(from: PeerId, model: ArrayBuffer, taken: () => void): void;
  onHeartbeat(from: PeerId, updates: number): void;
  onDropped(reason: string): void;
  /** A peer of the room cannot become a neighbour, since the keys are not the same. */
  onKeyTrouble(trouble: KeyTrouble): void;
  onRefused(message: string): void;
  onUnreachable(): void;
}

export interface MeshOptions {
  readonly url: string;
  readonly room: string;
  /** Of the room; empty for none. */
  readonly key: string;
  readonly iceServers: RTCIceServer[];
  /** The browser's own by default. */
  readonly webRtc?: WebRtc | undefined;
  readonly maxModelBytes: number;
  readonly listener: MeshListener;
  /** Who this peer is; by default a new one. */
  readonly known?: KnownPeer;
}

export interface Mesh {
  /** @param model is only read, one for all @param replaceable whether a newer one may take its place while it waits */
  sendModel(to: readonly PeerId[], model: ArrayBuffer, replaceable: boolean): void;
  /** To all neighbours; called about once a second. Gives up those that have gone silent. */
  sendHeartbeat(updates: number): void;
  neighbours(): NeighbourStatus[];
  /** Over all links, those that are gone included. */
  totals(): TransferTraffic;
  /** Says goodbye to everybody, and leaves the room. */
  close(): void;
}

interface Neighbour {
  link: Link | null;
  session: string | null;
  state: LinkState;
  attempts: number;
  /** The server says that it is gone. */
  left: boolean;
  timer: ReturnType<typeof setTimeout> | null;
  /** When the first heartbeat went out on this link. */
  heartbeatsSince: number | null;
  /** Traffic of the links before this one. */
  readonly before: TransferTraffic;
}

const noTraffic = (): TransferTraffic => ({
  bytesSent: 0,
  bytesReceived: 0,
  modelsSent: 0,
  modelsReceived: 0,
  roundTripMs: null,
});

export function createMesh(options: MeshOptions): Mesh {
  const { url, room, key, iceServers, webRtc, maxModelBytes, listener } = options;
  const neighbours = new Map<PeerId, Neighbour>();
  const gone = noTraffic();
  let self: PeerId | null = null;
  let size = 0;
  let closed = false;

  const announce = (): void => {
    listener.onNeighbours([...neighbours].filter(([, { state }]) => state === 'connected').map(([id]) => id));
  };

  const stopTimer = (neighbour: Neighbour): void => {
    if (neighbour.timer !== null) clearTimeout(neighbour.timer);
    neighbour.timer = null;
  };

  /** Takes the link out without its closing being noticed as a break. */
  const detach = (neighbour: Neighbour): void => {
    stopTimer(neighbour);
    const { link } = neighbour;
    neighbour.link = null;
    neighbour.session = null;
    if (!link) return;
    addTraffic(neighbour.before, link.traffic);
    link.close();
  };

  const forget = (id: PeerId): void => {
    const neighbour = neighbours.get(id);
    if (!neighbour) return;
    detach(neighbour);
    addTraffic(gone, neighbour.before);
    neighbours.delete(id);
    announce();
    replaceLost();
  };

  /** Those that were given up do not count: they only are not to be introduced again at once. */
  const openCount = (): number => [...neighbours.values()].filter(({ state }) => state !== 'closed').length;

  const replaceLost = (): void => {
    if (closed || self === null) return;
    const wanted = Math.min(size - 1, Math.max(8, Math.ceil(2 * Math.log(Math.max(size, 1)))));
    const missing = wanted - openCount();
    if (missing > 0) introducer.requestPeers(missing, [...neighbours.keys()]);
  };

  const forgetClosed = (): void => {
    const oldest = [...neighbours].find(([, { state }]) => state === 'closed');
    if (oldest === undefined) return;
    addTraffic(gone, oldest[1].before);
    neighbours.delete(oldest[0]);
  };

  const giveUp = (neighbour: Neighbour): void => {
    detach(neighbour);
    neighbour.state = 'closed';
    replaceLost();
  };

  const broken = (id: PeerId, neighbour: Neighbour): void => {
    detach(neighbour);
    announce();
    if (neighbour.attempts >= MAX_ATTEMPTS) {
      giveUp(neighbour);
      return;
    }
    neighbour.state = neighbour.state === 'connecting' ? 'connecting' : 'reconnecting';
    // The other side waits for our offer, or we for its: both count the time.
    const delay = RETRY_DELAY_MS * 2 ** neighbour.attempts;
    neighbour.timer = setTimeout(() => attempt(id, neighbour), delay);
  };

  const attempt = (id: PeerId, neighbour: Neighbour): void => {
    detach(neighbour);
    neighbour.attempts += 1;
    if (self !== null && self < id) open(id, neighbour, randomSession(), true);
    neighbour.timer = setTimeout(() => broken(id, neighbour), ATTEMPT_TIMEOUT_MS);
  };

  const open = (id: PeerId, neighbour: Neighbour, session: string, initiator: boolean): void => {
    neighbour.session = session;
    const link: Link = createLink({
      initiator,
      iceServers,
      webRtc,
      maxModelBytes,
      listener: {
        onHandshake: (handshake) => {
          if (neighbour.link === link) introducer.signal(id, session, handshake);
        },
        onConnected: () => {
          if (neighbour.link !== link) return;
          stopTimer(neighbour);
          neighbour.state = 'connected';
          neighbour.attempts = 0;
          neighbour.heartbeatsSince = null;
          announce();
        },
        onModel: (model, taken) => listener.onModel(id, model, taken),
        onHeartbeat: (updates) => listener.onHeartbeat(id, updates),
        onDropped: listener.onDropped,
        onClosed: (goodbye) => {
          if (neighbour.link !== link) return;
          if (goodbye || neighbour.left) forget(id);
          else broken(id, neighbour);
        },
      },
    });
    neighbour.link = link;
  };

  const meet = (id: PeerId): Neighbour | null => {
    const known = neighbours.get(id);
    if (known) {
      known.left = false;
      return known;
    }
    if (closed || id === self || openCount() >= MAX_LINKS) return null;
    if (neighbours.size >= MAX_KNOWN) forgetClosed();
    const neighbour: Neighbour = {
      link: null,
      session: null,
      state: 'connecting',
      attempts: 0,
      left: false,
      timer: null,
      heartbeatsSince: null,
      before: noTraffic(),
    };
    neighbours.set(id, neighbour);
    attempt(id, neighbour);
    return neighbour;
  };

  const onSignal = ({ from, session, handshake }: PlainSignal): void => {
    const neighbour = meet(from);
    if (!neighbour || self === null) return;
    if (neighbour.session !== session) {
      // Only the smaller id opens sessions, and only with an offer; all else is from an attempt given up.
      if (handshake.type !== 'offer' || self < from) return;
      const timer = neighbour.timer;
      neighbour.timer = null;
      detach(neighbour);
      if (neighbour.state === 'closed') neighbour.state = 'reconnecting';
      neighbour.timer = timer ?? setTimeout(() => broken(from, neighbour), ATTEMPT_TIMEOUT_MS);
      open(from, neighbour, session, false);
    }
    neighbour.link?.receiveHandshake(handshake);
  };

  const onPeers = (peers: readonly PeerId[]): void => {
    for (const id of peers) {
      const neighbour = meet(id);
      // Introduced again: whoever was given up gets another chance.
      if (neighbour?.state === 'closed') {
        neighbour.attempts = 0;
        neighbour.state = 'reconnecting';
        attempt(id, neighbour);
      }
    }
  };

  const introducer: Introducer = createIntroducer(url, room, key, options.known ?? {}, {
    onJoined(joined) {
      self = joined.id;
      size = joined.size;
      listener.onJoined(joined);
      onPeers(joined.peers);
    },
    onIntroduction: onPeers,
    onSignal,
    onKeyTrouble(id, trouble) {
      const neighbour = neighbours.get(id);
      // What only seems to come from a neighbour does not part us from it, and what was changed may come whole next time.
      if (neighbour?.state === 'connected') return;
      if (neighbour && trouble !== 'changed') giveUp(neighbour);
      listener.onKeyTrouble(trouble);
    },
    onSize(value) {
      size = value;
      listener.onSize(value);
    },
    onLeft(id) {
      // The server lost its socket. If the link still works, the peer may only have lost the server.
      const neighbour = neighbours.get(id);
      if (!neighbour) return;
      neighbour.left = true;
      if (neighbour.state !== 'connected') forget(id);
    },
    onRefused: listener.onRefused,
    knownPeers: () => [...neighbours.keys()],
    onUnreachable: listener.onUnreachable,
    onDropped: listener.onDropped,
  });

  return {
    sendModel(to, model, replaceable) {
      for (const id of to) neighbours.get(id)?.link?.sendModel(model, replaceable);
    },
    sendHeartbeat(updates) {
      for (const [id, neighbour] of [...neighbours]) {
        const { link, left, state } = neighbour;
        if (!link || state !== 'connected') continue;
        // Both may have been loading, with nothing to say: silence counts from the first heartbeat on.
        neighbour.heartbeatsSince ??= performance.now();
        const silent = Math.min(link.silentMs(), performance.now() - neighbour.heartbeatsSince);
        if (left && silent > SILENCE_AFTER_LEAVING_MS) forget(id);
        else if (silent > SILENCE_MS) broken(id, neighbour);
        else link.sendHeartbeat(updates);
      }
    },
    neighbours: () =>
      [...neighbours].map(([id, { state, link, before }]) => ({
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
    close() {
      closed = true;
      for (const neighbour of neighbours.values()) {
        detach(neighbour);
        addTraffic(gone, neighbour.before);
      }
      neighbours.clear();
      introducer.close();
    },
  };
}

function addTraffic(to: TransferTraffic, more: Readonly<TransferTraffic>): void {
  to.bytesSent += more.bytesSent;
  to.bytesReceived += more.bytesReceived;
  to.modelsSent += more.modelsSent;
  to.modelsReceived += more.modelsReceived;
}
