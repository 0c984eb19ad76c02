/** A signalling server in place of the real one and of the way to it, for many meshes in one process. */
import type { IceServer } from '@hearsay/shared/protocol/ice-server.ts';
import type { PeerId, RelayedSignal, SignalRequest } from '@hearsay/shared/protocol/signalling.ts';
import type { createIntroducer, IntroducerListener } from './introducer.ts';
import { LATENCY_MS } from './links.fake.ts';

/** Milliseconds after which a peer tries again to reach the server. */
const RETRY_MS = 1000;

interface Member {
  readonly id: PeerId;
  readonly listener: IntroducerListener;
  joined: boolean;
  closed: boolean;
}

export interface SentSignal extends SignalRequest {
  readonly from: PeerId;
  readonly at: number;
}

export interface FakeServer {
  readonly createIntroducer: typeof createIntroducer;
  /** Whom the next introducer belongs to. */
  nextId: PeerId;
  /** Whether newcomers are introduced to those that are there. */
  introduces: boolean;
  /** What newcomers are told to meet by. */
  iceServers: IceServer[];
  /** All that was to be relayed, as it was sent. */
  readonly signals: SentSignal[];
  /** Also what nobody's mesh has sent. */
  relay(signal: SignalRequest & { readonly from: PeerId }): void;
  /** Tells that peer of other STUN and TURN servers. */
  renew(id: PeerId, servers: IceServer[]): void;
  /** Tells that peer of others. */
  introduce(id: PeerId, peers: readonly PeerId[], asked: boolean): void;
  /** Somebody whose every signal the test answers, or does not. */
  addScripted(id: PeerId, onSignal: (signal: RelayedSignal) => void): void;
  /** The sockets of these peers are gone, and no new ones are to be had until `mend`. */
  cut(ids: readonly PeerId[]): void;
  mend(): void;
  kill(): void;
  restart(): void;
}

/** @param onSignal sees what is relayed */
export function createFakeServer(onSignal: (signal: SentSignal) => void): FakeServer {
  const members = new Map<PeerId, Member>();
  const scripted = new Map<PeerId, (signal: RelayedSignal) => void>();
  const signals: SentSignal[] = [];
  let up = true;
  let unreachable: readonly PeerId[] = [];
  const later = (act: () => void): void => void setTimeout(act, LATENCY_MS);

  const joined = (): Member[] => [...members.values()].filter((member) => member.joined);
  const present = (): PeerId[] => [...joined().map(({ id }) => id), ...scripted.keys()];
  const tellSize = (): void => {
    for (const { listener } of joined()) listener.onSize(present().length);
  };
  const pick = (self: PeerId, count: number, known: readonly PeerId[]): PeerId[] =>
    present()
      .filter((id) => id !== self && !known.includes(id))
      .slice(0, Math.max(0, count));
  const tell = (peers: readonly PeerId[], of: PeerId): void => {
    for (const peer of peers) later(() => members.get(peer)?.listener.onIntroduction([of], false));
  };

  const join = (member: Member): void => {
    if (member.closed || member.joined) return;
    if (!up || unreachable.includes(member.id)) {
      member.listener.onUnreachable();
      setTimeout(() => join(member), RETRY_MS);
      return;
    }
    member.joined = true;
    const known = member.listener.knownPeers();
    const peers = server.introduces ? pick(member.id, 8 - known.length, known) : [];
    member.listener.onIce(server.iceServers);
    member.listener.onJoined({ id: member.id, slot: 0, size: present().length, peers });
    tell(peers, member.id);
    tellSize();
  };
  /** The server notices that a socket is gone. */
  const depart = (member: Member): void => {
    if (!member.joined) return;
    member.joined = false;
    for (const { listener } of joined()) listener.onLeft(member.id);
    tellSize();
  };
  const disconnect = (member: Member): void => {
    if (up) depart(member);
    member.joined = false;
    member.listener.onDisconnected();
    setTimeout(() => join(member), RETRY_MS);
  };

  const relay = ({ from, to, session, handshake }: SignalRequest & { readonly from: PeerId }): void => {
    const signal: SentSignal = { from, to, session, handshake, at: performance.now() };
    signals.push(signal);
    onSignal(signal);
    later(() => {
      const member = members.get(to);
      if (member?.joined) member.listener.onSignal({ from, session, handshake });
      scripted.get(to)?.({ from, session, handshake });
    });
  };

  const server: FakeServer = {
    nextId: '',
    introduces: true,
    iceServers: [],
    signals,
    createIntroducer(_url, _room, _known, listener) {
      const member: Member = { id: server.nextId, listener, joined: false, closed: false };
      members.set(member.id, member);
      later(() => join(member));
      return {
        signal: (signal) => member.joined && relay({ from: member.id, ...signal }),
        requestPeers(count, known) {
          if (!member.joined) return;
          const peers = pick(member.id, count, known);
          later(() => member.joined && listener.onIntroduction(peers, true));
          tell(peers, member.id);
        },
        close() {
          member.closed = true;
          depart(member);
          members.delete(member.id);
        },
      };
    },
    relay,
    renew: (id, servers) => members.get(id)?.listener.onIce(servers),
    introduce: (id, peers, asked) => members.get(id)?.listener.onIntroduction(peers, asked),
    addScripted(id, answer) {
      scripted.set(id, answer);
      tellSize();
    },
    cut(ids) {
      unreachable = ids;
      for (const member of joined()) if (ids.includes(member.id)) disconnect(member);
    },
    mend() {
      unreachable = [];
    },
    kill() {
      up = false;
      for (const member of joined()) disconnect(member);
    },
    restart() {
      up = true;
    },
  };
  return server;
}
