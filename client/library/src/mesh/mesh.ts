/**
 * This tab's links: who is a neighbour is decided by the membership (`shared/src/membership`); here its decisions become
 * connections. Whoever wants a link initiates, under a fresh session id; what belongs to another session is ignored. Where
 * two offers cross, that of the smaller id counts.
 */
import { createRandom } from '@hearsay/shared/gossip/random/random.ts';
import type { Action } from '@hearsay/shared/membership/action.ts';
import { type Degrees, sampleOfRoom, wholeRoom } from '@hearsay/shared/membership/degree.ts';
import { Membership } from '@hearsay/shared/membership/membership.ts';
import type { MeshMessage } from '@hearsay/shared/protocol/mesh-message.ts';
import type { Joined, PeerId } from '@hearsay/shared/protocol/signalling.ts';
import type { RoomMessage } from '@hearsay/shared/room/room-message.ts';
import type { Problem } from '../problems.ts';
import { randomBytes } from '../random-bytes.ts';
import type { NeighbourStatus } from '../session/status.ts';
import { createBans } from './bans.ts';
import { createHandshakeGuard, type KeyTrouble, type PlainSignal } from './handshake-guard.ts';
import { createHandshakes, type Route } from './handshakes.ts';
import { createIntroducer, type Introducer, type KnownPeer, randomSession } from './introducer.ts';
import { createLink, type Link, type WebRtc } from './link.ts';
import { createNeighbourTable, type Neighbour } from './neighbour-table.ts';
import type { TransferTraffic } from './transfer.ts';

/** Milliseconds between two looks at what is due. */
const TICK_MS = 1000;
/** Heartbeats come every second. A link that is silent for so many milliseconds is broken, whatever WebRTC says. */
const SILENCE_MS = 15_000;
/** The same for a neighbour that the server has said is gone. */
const SILENCE_AFTER_LEAVING_MS = 3000;
/** For so many milliseconds a lost neighbour is shown as one that may come back. */
const LOST_SHOWN_MS = 20_000;

export interface MeshListener {
  onJoined(joined: Joined): void;
  onSize(size: number): void;
  /** The set of connected neighbours changed. */
  onNeighbours(connected: readonly PeerId[]): void;
  /** @param taken to be called once the model is dealt with: until then the neighbour may send so much less */
  onModel(from: PeerId, model: ArrayBuffer, taken: () => void): void;
  onHeartbeat(from: PeerId, updates: number): void;
  /** What neighbours say that is not about links, as it came: see `room-message.ts`. */
  onMessage(from: PeerId, message: unknown): void;
  onDropped(reason: string): void;
  /** A peer of the room cannot become a neighbour, since the keys are not the same. */
  onKeyTrouble(trouble: KeyTrouble): void;
  /** The server let this peer not in, or is none. */
  onRefused(problem: Problem): void;
  onUnreachable(): void;
}

export interface MeshOptions {
  readonly url: string;
  readonly room: string;
  /** Of the room; empty for none. */
  readonly key: string;
  /** Whom to be connected to: a random few, or everybody. */
  readonly neighbours: 'sample' | 'all';
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
  /** To all neighbours; called about once a second. */
  sendHeartbeat(updates: number): void;
  /** Dropped where there is no open link to that neighbour. */
  sendMessage(to: PeerId, message: RoomMessage): void;
  /** From now on: see `MeshOptions.neighbours`. */
  setNeighbours(neighbours: MeshOptions['neighbours']): void;
  neighbours(): NeighbourStatus[];
  /** Over all links, those that are gone included. */
  totals(): TransferTraffic;
  /** Says goodbye to everybody, and leaves the room. */
  close(): void;
}

const degreesOf = (neighbours: MeshOptions['neighbours']): Degrees =>
  neighbours === 'all' ? wholeRoom : sampleOfRoom;

const nowSeconds = (): number => performance.now() / 1000;

export function createMesh(options: MeshOptions): Mesh {
  const { url, room, key, iceServers, webRtc, maxModelBytes, listener } = options;
  const table = createNeighbourTable();
  const bans = createBans(() => performance.now());
  /** From the first join on. */
  let membership: Membership<PeerId> | null = null;
  let degrees = degreesOf(options.neighbours);
  let announced = '';

  const announce = (): void => {
    const connected = table.connected();
    const now = connected.join();
    if (now === announced) return;
    announced = now;
    listener.onNeighbours(connected);
  };

  /** Milliseconds. Both may have been loading, with nothing to say: silence counts from the first heartbeat on. */
  const silenceOf = ({ link, heartbeatsSince }: Neighbour): number => {
    if (link === null) return Number.POSITIVE_INFINITY;
    if (heartbeatsSince === null) return 0;
    return Math.min(link.silentMs(), performance.now() - heartbeatsSince);
  };

  const membershipOf = (self: PeerId): Membership<PeerId> =>
    new Membership({
      self,
      random: createRandom(crypto.getRandomValues(new Uint32Array(1))[0], 'membership'),
      silence(id) {
        const neighbour = table.get(id);
        return neighbour ? silenceOf(neighbour) / 1000 : Number.POSITIVE_INFINITY;
      },
      degrees,
    });

  /** @param asked whether this peer asked for those that the server introduced, and so initiates */
  const perform = (actions: readonly Action<PeerId>[], asked: boolean): void => {
    for (const action of actions) {
      switch (action.kind) {
        case 'connect':
          connect(action.id, action.via, asked || action.via !== null);
          break;
        case 'decline':
          // It is told when it makes an offer.
          break;
        case 'disconnect':
          table.remove(action.id);
          break;
        case 'send-view':
          toNeighbour(action.to, { type: 'view', ...action.view, entries: [...action.view.entries] });
          break;
        case 'ask-server':
          introducer.requestPeers(action.count, action.known);
          break;
      }
    }
    announce();
  };

  const toNeighbour = (id: PeerId, message: MeshMessage): boolean => {
    const neighbour = table.get(id);
    if (neighbour?.state !== 'connected' || !neighbour.link) return false;
    if (!neighbour.link.sendMessage(message)) listener.onDropped('too-big');
    return true;
  };

  const connect = (id: PeerId, via: Route, initiate: boolean): void => {
    if (bans.has(id)) {
      membership?.onFailed(id, nowSeconds());
      return;
    }
    const neighbour = table.of(id);
    // The other would not ask for a link if it still had the one that is known here: that takes part in nothing any more.
    if (neighbour.state === 'connected') neighbour.lostAt = performance.now();
    table.detach(neighbour);
    neighbour.state = neighbour.lostAt === null ? 'connecting' : 'reconnecting';
    neighbour.leftAt = null;
    if (initiate) open(neighbour, randomSession(), true, via);
  };

  const open = (neighbour: Neighbour, session: string, initiator: boolean, route: Route): void => {
    table.detach(neighbour);
    neighbour.session = session;
    neighbour.initiator = initiator;
    neighbour.route = route;
    const { id } = neighbour;
    const link: Link = createLink({
      initiator,
      iceServers,
      webRtc,
      maxModelBytes,
      listener: {
        onHandshake(handshake) {
          if (neighbour.link === link && membership) {
            handshakes.send(membership.self, id, session, handshake, neighbour.route);
          }
        },
        onConnected() {
          if (neighbour.link !== link || !membership) return;
          neighbour.state = 'connected';
          neighbour.lostAt = null;
          perform(membership.onOpened(id, nowSeconds()), false);
        },
        onModel: (model, taken) => listener.onModel(id, model, taken),
        onHeartbeat: (updates) => listener.onHeartbeat(id, updates),
        onMessage(message) {
          if (neighbour.link === link && neighbour.state === 'connected') onMessage(neighbour, message);
        },
        onDropped: listener.onDropped,
        onClosed(how) {
          if (how === 'flood') bans.add(id);
          if (neighbour.link === link) ended(neighbour, how !== 'broken');
        },
      },
    });
    neighbour.link = link;
  };

  /** The link, or the attempt to make one, came to an end. @param wanted by one of the two */
  const ended = (neighbour: Neighbour, wanted: boolean): void => {
    const { id, state, leftAt } = neighbour;
    if (state !== 'connected') {
      membership?.onFailed(id, nowSeconds());
      if (neighbour.lostAt === null) table.remove(id);
      else table.detach(neighbour);
      return;
    }
    if (wanted || leftAt !== null) {
      membership?.onGoodbye(id, nowSeconds());
      table.remove(id);
    } else {
      membership?.onLost(id, nowSeconds());
      neighbour.state = 'reconnecting';
      neighbour.lostAt = performance.now();
      table.detach(neighbour);
    }
    announce();
  };

  const onMessage = ({ id }: Neighbour, message: MeshMessage): void => {
    if (!membership) return;
    switch (message.type) {
      case 'view':
        membership.onView(id, message, nowSeconds());
        break;
      case 'relay':
        handshakes.receiveRelay(membership.self, id, message);
        break;
      case 'unreachable': {
        const neighbour = table.get(message.to);
        if (neighbour?.session === message.session && neighbour.route === id) unreachable(neighbour);
        break;
      }
      case 'room':
        listener.onMessage(id, message.message);
    }
  };

  const unreachable = (neighbour: Neighbour): void => {
    if (neighbour.state !== 'connected') ended(neighbour, false);
  };

  const onSignal = ({ from, session, handshake }: PlainSignal, route: Route): void => {
    if (!membership) return;
    const known = table.get(from);
    if (known?.session === session) {
      if (handshake.type !== 'full') known.link?.receiveHandshake(handshake);
      else unreachable(known);
      return;
    }
    // Only an offer begins a session; all else is of an attempt that was given up.
    if (handshake.type !== 'offer') return;
    const ours = known?.link != null && known.initiator && known.state !== 'connected';
    if (ours && membership.self < from) return;
    if (bans.has(from) || !membership.onInvited(from, nowSeconds())) {
      handshakes.send(membership.self, from, session, { type: 'full' }, route);
      return;
    }
    const neighbour = table.of(from);
    neighbour.state =
      neighbour.lostAt === null && neighbour.state !== 'connected' ? 'connecting' : 'reconnecting';
    neighbour.leftAt = null;
    open(neighbour, session, false, route);
    announce();
    neighbour.link?.receiveHandshake(handshake);
  };

  const guard = createHandshakeGuard({
    room,
    key,
    randomBytes,
    onTrouble(id, trouble) {
      const neighbour = table.get(id);
      // What only seems to come from a neighbour does not part us from it, and what was changed may come whole next time.
      if (neighbour?.state === 'connected') return;
      if (neighbour && trouble !== 'changed') {
        membership?.onFailed(id, nowSeconds());
        table.remove(id);
      }
      listener.onKeyTrouble(trouble);
    },
    onDropped: listener.onDropped,
  });

  const handshakes = createHandshakes({
    guard,
    toServer: (signal) => introducer.signal(signal),
    toNeighbour,
    onSignal,
    onUnreachable(to, session) {
      const neighbour = table.get(to);
      if (neighbour?.session === session) unreachable(neighbour);
    },
    onDropped: listener.onDropped,
  });

  const introduced = (peers: readonly PeerId[], asked: boolean): void => {
    if (!membership) return;
    const strange = peers.filter((id) => guard.isStranger(id));
    const others = strange.length === 0 ? peers : peers.filter((id) => !strange.includes(id));
    perform(membership.onIntroduced(others, asked, nowSeconds()), asked);
  };

  const introducer: Introducer = createIntroducer(url, room, options.known ?? {}, {
    onJoined(joined) {
      membership ??= membershipOf(joined.id);
      membership.onServer(true, nowSeconds());
      membership.onRoomSize(joined.size, nowSeconds());
      listener.onJoined(joined);
      introduced(joined.peers, true);
    },
    onIntroduction: introduced,
    onSignal(relayed) {
      if (membership) handshakes.receive(membership.self, relayed);
    },
    onSize(size) {
      membership?.onRoomSize(size, nowSeconds());
      listener.onSize(size);
    },
    onLeft(id) {
      // The server lost its socket. If the link still works, the peer may only have lost the server.
      const neighbour = table.get(id);
      if (!neighbour) return;
      neighbour.leftAt = performance.now();
      if (neighbour.state === 'connected') return;
      membership?.onFailed(id, nowSeconds());
      table.remove(id);
    },
    onRefused: listener.onRefused,
    knownPeers: () => table.connected(),
    onDisconnected: () => membership?.onServer(false, nowSeconds()),
    onUnreachable: listener.onUnreachable,
    onDropped: listener.onDropped,
  });

  const breakSilent = (): void => {
    for (const neighbour of table.all()) {
      if (neighbour.state !== 'connected') continue;
      const { leftAt } = neighbour;
      const most = leftAt === null ? SILENCE_MS : SILENCE_AFTER_LEAVING_MS;
      if (silenceOf(neighbour) > most) ended(neighbour, false);
      // Heard of since: it has only lost the server.
      else if (leftAt !== null && performance.now() - leftAt > most) neighbour.leftAt = null;
    }
  };

  const timer = setInterval(() => {
    breakSilent();
    table.removeLost(performance.now(), LOST_SHOWN_MS);
    if (membership) perform(membership.tick(nowSeconds()), false);
  }, TICK_MS);

  return {
    sendModel(to, model, replaceable) {
      for (const id of to) table.get(id)?.link?.sendModel(model, replaceable);
    },
    sendHeartbeat(updates) {
      for (const neighbour of table.all()) {
        if (neighbour.state !== 'connected') continue;
        neighbour.heartbeatsSince ??= performance.now();
        neighbour.link?.sendHeartbeat(updates);
      }
    },
    sendMessage: (to, message) => toNeighbour(to, { type: 'room', message }),
    setNeighbours(neighbours) {
      degrees = degreesOf(neighbours);
      membership?.setDegrees(degrees);
    },
    neighbours: table.statuses,
    totals: table.totals,
    close() {
      clearInterval(timer);
      membership = null;
      for (const { id } of table.all()) table.remove(id);
      introducer.close();
    },
  };
}
