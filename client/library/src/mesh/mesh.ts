/**
 * This tab's links: who is a neighbour is decided by the membership (`shared/src/membership`); here its decisions become
 * connections. Whoever wants a link initiates, under a fresh session id; what belongs to another session is ignored. Where
 * two offers cross, that of the smaller id counts.
 */

import type { Action } from '@hearsay/shared/membership/action.ts';
import { type Degrees, sampleOfRoom, wholeRoom } from '@hearsay/shared/membership/degree.ts';
import { Membership } from '@hearsay/shared/membership/membership.ts';
import type { IceServer } from '@hearsay/shared/protocol/ice-server.ts';
import type { MeshMessage } from '@hearsay/shared/protocol/mesh-message.ts';
import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';
import { randomBytes } from '../random-bytes.ts';
import { createBans, OTHER_VERSION_MS } from './bans.ts';
import { createGreeting, type Hello } from './greeting.ts';
import { createHandshakeGuard, type PlainSignal } from './handshake-guard.ts';
import { createHandshakes, type Route } from './handshakes.ts';
import type { IntroducerListener } from './introducer.ts';
import type { Link } from './link.ts';
import { createLinkIdentity, type LinkOfTwo } from './link-identity.ts';
import type { Mesh, MeshOptions } from './mesh-options.ts';
import { realParts } from './mesh-parts.ts';
import { type Attempt, createNeighbourTable, type Neighbour } from './neighbour-table.ts';
import { createOtherVersions } from './other-versions.ts';
import { createRemovedPeers } from './removed-peers.ts';
import { isBroken, silenceOf } from './silence.ts';

/** Milliseconds between two looks at what is due. */
const TICK_MS = 1000;
/** For so many milliseconds a lost neighbour is shown as one that may come back. */
const LOST_SHOWN_MS = 20_000;

const degreesOf = (neighbours: MeshOptions['neighbours']): Degrees =>
  neighbours === 'all' ? wholeRoom : sampleOfRoom;

export function createMesh(options: MeshOptions): Mesh {
  const { url, room, key, webRtc, maxModelBytes, task, listener, parts = realParts } = options;
  const { now, versions } = parts;
  const nowSeconds = (): number => now() / 1000;
  const table = createNeighbourTable(now);
  /** Links to those who train another task. */
  const ofOtherTasks = new WeakSet<Attempt>();
  const bans = createBans(now);
  const removed = createRemovedPeers();
  const others = createOtherVersions(versions, now, listener.onOtherVersions);
  const identities = createLinkIdentity(room, options.known?.identity);
  const hello: Hello = { type: 'task', digest: task, version: versions.current, oldest: versions.oldest };
  /** From the first join on. */
  let membership: Membership<PeerId> | null = null;
  let degrees = degreesOf(options.neighbours);
  let announced = '';
  /** As the server told it last. */
  let iceServers: IceServer[] = [];

  const announce = (): void => {
    const connected = table.connected();
    const joined = connected.join();
    if (joined === announced) return;
    announced = joined;
    listener.onNeighbours(connected);
  };

  const membershipOf = (self: PeerId): Membership<PeerId> =>
    new Membership({
      self,
      random: createRandom(parts.seed(), 'membership'),
      silence(id) {
        const neighbour = table.get(id);
        return neighbour ? silenceOf(neighbour, now()) / 1000 : Number.POSITIVE_INFINITY;
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
          tellFailed(table.get(action.id));
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
    const standing = table.get(id)?.standing;
    if (standing?.state !== 'connected') return false;
    if (!standing.attempt.link.sendMessage(message)) listener.onDropped('too-big');
    return true;
  };

  const connect = (id: PeerId, via: Route, initiate: boolean): void => {
    if (removed.has(id) || bans.has(id, via)) {
      membership?.onFailed(id, nowSeconds());
      return;
    }
    const neighbour = table.of(id);
    // The other would not ask for a link if it still had the one that is known here: that takes part in nothing any more.
    table.detach(neighbour);
    if (initiate) open(neighbour, parts.randomSession(), true, via);
  };

  const open = (neighbour: Neighbour, session: string, initiator: boolean, route: Route): Link => {
    table.detach(neighbour);
    const { id } = neighbour;
    const isThis = (): boolean => neighbour.standing.attempt?.link === link;
    const isConnected = (): boolean => isThis() && neighbour.standing.state === 'connected';
    const linkOfTwo = (): LinkOfTwo => ({ self: membership?.self ?? '', other: id, session, link });
    const greeting = createGreeting({
      fits(said) {
        if (!others.fits(id, said)) {
          listener.onDropped('other-version');
          bans.add(id, route, OTHER_VERSION_MS);
          return false;
        }
        const shown = identities.check(linkOfTwo(), said.identity);
        attempt.isShown = shown === 'shown';
        if (shown === 'forged') refuseForged(id, route);
        return shown !== 'forged';
      },
      onMet(heard) {
        if (!isThis() || !membership) return;
        neighbour.standing = { state: 'connected', attempt, leftAt: null, heartbeatsSince: null };
        perform(membership.onOpened(id, nowSeconds()), false);
        for (const message of heard) if (isConnected()) onMessage(neighbour, message);
      },
      onUnfit() {
        if (!isThis()) return;
        membership?.onFailed(id, nowSeconds());
        table.remove(id);
      },
    });
    const link: Link = parts.createLink({
      initiator,
      configuration: () => ({ iceServers, ...options.rtcConfiguration }),
      webRtc,
      maxModelBytes,
      listener: {
        onHandshake(handshake) {
          if (isThis() && membership)
            handshakes.send(membership.self, id, session, handshake, wayOf(neighbour, attempt));
        },
        onConnected() {
          if (!isThis()) return;
          link.sendMessage({ ...hello, ...identities.show(linkOfTwo()) });
          greeting.opened();
        },
        onModel(model, taken) {
          if (isConnected()) listener.onModel(id, model, taken);
          else {
            listener.onDropped('before-greeting');
            taken();
          }
        },
        onHeartbeat(updates) {
          if (isConnected()) listener.onHeartbeat(id, updates);
        },
        onMessage(message) {
          if (isConnected()) onMessage(neighbour, message);
          else if (isThis()) greeting.hear(message);
        },
        onDropped: listener.onDropped,
        onClosed(how) {
          if (how === 'flood') bans.add(id, route);
          if (isThis()) ended(neighbour, how !== 'broken');
        },
      },
    });
    const attempt: Attempt = { link, session, initiator, route, isShown: false };
    const { standing } = neighbour;
    neighbour.standing =
      standing.state === 'reconnecting' ? { ...standing, attempt } : { state: 'connecting', attempt };
    return link;
  };

  const refuseForged = (id: PeerId, route: Route): void => {
    listener.onDropped('forged-identity');
    bans.add(id, route);
  };

  /** Of some it was not known yet that they show who they are. */
  const endForged = (neighbour: Neighbour): void => {
    const { id, standing } = neighbour;
    if (standing.state !== 'connected' || standing.attempt.isShown || !identities.isSigner(id)) return;
    refuseForged(id, standing.attempt.route);
    ended(neighbour, true);
  };

  const tellFailed = (neighbour: Neighbour | undefined): void => {
    if (neighbour === undefined || neighbour.standing.state === 'connected') return;
    const { attempt } = neighbour.standing;
    // What came over it shows that it could be made: the other end has not said which versions it understands.
    if (attempt === null || attempt.link.traffic.bytesReceived > 0) return;
    listener.onAttemptFailed(neighbour.id, attempt.link.evidence);
  };

  /** Who passed handshakes on may be gone before a link looks for another way. */
  const wayOf = ({ standing }: Neighbour, { route }: Attempt): Route => {
    if (standing.state !== 'connected' || route === null) return route;
    return table.get(route)?.standing.state === 'connected' ? route : null;
  };

  /** The link, or the attempt to make one, came to an end. @param wanted by one of the two */
  const ended = (neighbour: Neighbour, wanted: boolean): void => {
    const { id, standing } = neighbour;
    if (standing.state !== 'connected') {
      membership?.onFailed(id, nowSeconds());
      if (!wanted) tellFailed(neighbour);
      if (standing.state === 'connecting') table.remove(id);
      else table.detach(neighbour);
      return;
    }
    if (wanted || standing.leftAt !== null) {
      membership?.onGoodbye(id, nowSeconds());
      table.remove(id);
    } else {
      membership?.onLost(id, nowSeconds());
      table.detach(neighbour);
    }
    announce();
  };

  const onMessage = (from: Neighbour, message: MeshMessage): void => {
    const { id } = from;
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
        const attempt = neighbour?.standing.attempt;
        if (neighbour && attempt?.session === message.session && attempt.route === id) unreachable(neighbour);
        break;
      }
      case 'task':
        if (message.digest !== task) onOtherTask(from, message.digest);
        break;
      case 'room':
        listener.onMessage(id, message.message);
    }
  };

  /** Told again, once: a tab from before there were versions drops what comes before it knows of the link. */
  const onOtherTask = ({ id, standing: { attempt } }: Neighbour, theirs: string): void => {
    if (attempt === null || ofOtherTasks.has(attempt)) return;
    ofOtherTasks.add(attempt);
    toNeighbour(id, hello);
    listener.onOtherTask(id, theirs);
  };

  const unreachable = (neighbour: Neighbour): void => {
    if (neighbour.standing.state !== 'connected') ended(neighbour, false);
  };

  const onSignal = ({ from, session, handshake }: PlainSignal, route: Route): void => {
    if (!membership) return;
    const known = table.get(from);
    const attempt = known?.standing.attempt;
    if (known && attempt?.session === session) {
      if (handshake.type === 'full') {
        if (handshake.removal !== undefined) listener.onTurnedAway?.(handshake.removal);
        unreachable(known);
        return;
      }
      // A link looks for another way: it is answered as it was asked.
      if (handshake.type === 'offer') attempt.route = route;
      attempt.link.receiveHandshake(handshake);
      return;
    }
    // Only an offer begins a session; all else is of an attempt that was given up.
    if (handshake.type !== 'offer') return;
    const ours = attempt?.initiator === true && known?.standing.state !== 'connected';
    if (ours && membership.self < from) return;
    if (removed.has(from)) {
      if (removed.saw(from)) sized();
      const refusal = { type: 'full', ...(removed.why && { removal: removed.why }) } as const;
      handshakes.send(membership.self, from, session, refusal, route);
      return;
    }
    if (bans.has(from, route) || !membership.onInvited(from, nowSeconds())) {
      handshakes.send(membership.self, from, session, { type: 'full' }, route);
      return;
    }
    const link = open(table.of(from), session, false, route);
    announce();
    link.receiveHandshake(handshake);
  };

  const guard = createHandshakeGuard({
    room,
    key,
    randomBytes,
    onTrouble(id, trouble) {
      const neighbour = table.get(id);
      // What only seems to come from a neighbour does not part us from it, and what was changed may come whole next time.
      if (neighbour?.standing.state === 'connected') return;
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
      if (neighbour?.standing.attempt?.session === session) unreachable(neighbour);
    },
    onDropped: listener.onDropped,
  });

  /** How many are in the room, as the server said last; null before. */
  let size: number | null = null;
  const sized = (): void => {
    if (size === null) return;
    membership?.onRoomSize(removed.count(size), nowSeconds());
    listener.onSize(removed.count(size));
  };

  const introduced = (peers: readonly PeerId[], asked: boolean): void => {
    if (!membership) return;
    const seen = peers.filter((id) => removed.has(id) && removed.saw(id));
    if (seen.length > 0) sized();
    const strange = peers.filter((id) => guard.isStranger(id) || removed.has(id));
    const others = strange.length === 0 ? peers : peers.filter((id) => !strange.includes(id));
    perform(membership.onIntroduced(others, asked, nowSeconds()), asked);
  };

  const atServer: IntroducerListener = {
    onJoined(joined) {
      membership ??= membershipOf(joined.id);
      membership.onServer(true, nowSeconds());
      size = joined.size;
      membership.onRoomSize(removed.count(size), nowSeconds());
      listener.onJoined({ ...joined, size: removed.count(size) });
      introduced(joined.peers, true);
    },
    onIce(servers) {
      iceServers = servers;
    },
    onIntroduction: introduced,
    onSignal(relayed) {
      if (membership) handshakes.receive(membership.self, relayed);
    },
    onSize(all) {
      size = all;
      sized();
    },
    onLeft(id) {
      others.forget(id);
      if (removed.left(id)) sized();
      // The server lost its socket. If the link still works, the peer may only have lost the server.
      const neighbour = table.get(id);
      if (!neighbour) return;
      if (neighbour.standing.state === 'connected') {
        neighbour.standing.leftAt = now();
        return;
      }
      membership?.onFailed(id, nowSeconds());
      table.remove(id);
    },
    onRefused: listener.onRefused,
    knownPeers: () => table.connected(),
    onDisconnected: () => membership?.onServer(false, nowSeconds()),
    onUnreachable: listener.onUnreachable,
    onDropped: listener.onDropped,
  };
  const introducer = parts.createIntroducer(
    url,
    { name: room, key },
    options.known ?? {},
    atServer,
    versions,
  );

  const forgetNetwork = parts.onNetworkChange(() => {
    for (const { standing } of table.all()) {
      if (standing.state === 'connected') standing.attempt.link.restart();
    }
  });

  const timer = setInterval(() => {
    for (const neighbour of table.all()) {
      if (isBroken(neighbour, now())) ended(neighbour, false);
      else endForged(neighbour);
    }
    table.removeLost(LOST_SHOWN_MS);
    others.sweep();
    if (membership) perform(membership.tick(nowSeconds()), false);
  }, TICK_MS);

  return {
    sendModel(to, model, replaceable) {
      for (const id of to) table.get(id)?.standing.attempt?.link.sendModel(model, replaceable);
    },
    sendHeartbeat(updates) {
      for (const { standing } of table.all()) {
        if (standing.state !== 'connected') continue;
        standing.heartbeatsSince ??= now();
        standing.attempt.link.sendHeartbeat(updates);
      }
    },
    sendMessage: (to, message) => toNeighbour(to, { type: 'room', message }),
    setNeighbours(neighbours) {
      degrees = degreesOf(neighbours);
      membership?.setDegrees(degrees);
    },
    setRemoved(removal) {
      const linked = table.all().flatMap(({ id }) => (removal.ids.has(id) ? [id] : []));
      for (const id of removed.set(removal, linked)) membership?.onWelcome(id, nowSeconds());
      for (const id of linked) {
        membership?.onGoodbye(id, nowSeconds());
        membership?.onFailed(id, nowSeconds());
        table.remove(id);
      }
      announce();
      sized();
    },
    neighbours: table.statuses,
    totals: table.totals,
    close() {
      clearInterval(timer);
      forgetNetwork();
      membership = null;
      for (const { id } of table.all()) table.remove(id);
      introducer.close();
    },
  };
}
