/** The tab's side of signalling: joins a room, hears of peers, sends handshakes through the guard. Knows no WebRTC. */
import type { IceServer } from '@hearsay/shared/protocol/ice-server.ts';
import {
  explain,
  IceAnswerSchema,
  type Introduction,
  IntroductionSchema,
  type Joined,
  JoinedSchema,
  MAX_NAMED_KNOWN,
  type PeerId,
  PeerLeftSchema,
  type Proof,
  type Refusal,
  RefusalSchema,
  type RelayedSignal,
  RelayedSignalSchema,
  RoomSizeSchema,
  type SignalRequest,
} from '@hearsay/shared/protocol/signalling.ts';
import { VERSIONS } from '@hearsay/shared/protocol/versions.ts';
import type { Identity } from '@hearsay/shared/room/identity.ts';
import { io, type Socket } from 'socket.io-client';
import * as v from 'valibot';
import type { Problem, ProblemCode } from '../problems.ts';
import { randomHex } from '../random-bytes.ts';
import { createIceRenewal } from './ice-renewal.ts';

/** Milliseconds after which a request to the server counts as lost. */
const REQUEST_TIMEOUT_MS = 8000;
/** Milliseconds, on average, before a tab that was in the room tries again where the server has refused it. */
const REFUSED_RETRY_MS = 20_000;
/** Refusals that are problems of the same name. */
const OF_KEYS = ['room-needs-key', 'room-has-other-key', 'room-has-no-key'] as const;
/** What is told to who was in the room and is not let in again; all else is as if the server could not be reached. */
const REFUSED_AGAIN: readonly ProblemCode[] = ['page-too-old', 'server-too-old', ...OF_KEYS];

export interface IntroducerListener {
  /** Joined, for the first time or again after a reconnect. */
  onJoined(joined: Joined): void;
  /** With which STUN and TURN servers links are to be made from now on. Before `onJoined`, and whenever they are renewed. */
  onIce(servers: IceServer[]): void;
  /** @param asked whether this peer asked for them; else one of them did */
  onIntroduction(peers: readonly PeerId[], asked: boolean): void;
  onSignal(signal: RelayedSignal): void;
  onSize(size: number): void;
  onLeft(id: PeerId): void;
  /** The server refused the first join, or the connection to it: trying again would not help. */
  onRefused(problem: Problem): void;
  /** Whose handshakes the server is to pass on after a reconnect, though it may not know that they were introduced. */
  knownPeers(): readonly PeerId[];
  /** The connection is gone; a new one is tried by itself. */
  onDisconnected(): void;
  /**
   * The server cannot be reached now; it is tried again by itself.
   * @param why where it is there, and does not let this peer in again for as long as the versions, or the keys, do not fit
   */
  onUnreachable(why?: Problem): void;
  /** What came does not count. */
  onDropped(reason: string): void;
}

/** The room to join, and its key; empty for none. */
export interface RoomToJoin {
  readonly name: string;
  readonly key: string;
}

/** A peer that was in the room before: the same token gives the same id, and the slot is asked for. */
export interface KnownPeer {
  readonly token?: string;
  /** Its token is in place of the other one. */
  readonly identity?: Identity | undefined;
  readonly slot?: number | undefined;
}

export interface Introducer {
  signal(signal: SignalRequest): void;
  /** Asks for up to `count` more peers, those `known` left out. */
  requestPeers(count: number, known: readonly PeerId[]): void;
  /** Leaves the room and closes the connection. */
  close(): void;
}

/**
 * @param url the server's origin
 * @param known who this peer is, where it was in the room before @param listener called until `close`
 * @param versions of the protocol, those that are understood here
 */
export function createIntroducer(
  url: string,
  { name: room, key }: RoomToJoin,
  { identity, token: ownToken, slot: wantedSlot }: KnownPeer,
  listener: IntroducerListener,
  versions = VERSIONS,
): Introducer {
  const token = identity?.token ?? ownToken ?? randomToken();
  let slot: number | null = null;
  const socket: Socket = io(url, { transports: ['websocket', 'polling'], reconnectionDelayMax: 5000 });

  let retry: ReturnType<typeof setTimeout> | undefined;
  /** For where the server has ended the connection on purpose: socket.io does not try again by itself. */
  const reconnectLater = (): void => {
    clearTimeout(retry);
    retry = setTimeout(() => socket.disconnect().connect(), REFUSED_RETRY_MS * (0.5 + Math.random()));
  };
  /** Who was in the room goes on without the server, and comes back when that has room again. */
  const refused = (problem: Problem): void => {
    if (slot === null) {
      listener.onRefused(problem);
      return;
    }
    listener.onUnreachable(REFUSED_AGAIN.includes(problem.code) ? problem : undefined);
    reconnectLater();
  };
  const problemOf = ({ version, ...refusal }: Refusal): Problem => {
    const { reason } = refusal;
    const ofKeys = OF_KEYS.find((code) => code === reason);
    if (ofKeys !== undefined) return { code: ofKeys };
    if (reason !== 'other-version') return { code: 'refused-by-server', ...refusal };
    return { code: version === undefined || version > versions.current ? 'page-too-old' : 'server-too-old' };
  };

  const request = <T extends object>(
    event: string,
    payload: object,
    schema: v.GenericSchema<unknown, T>,
    onAnswer: (answer: T) => void,
    onRefused: (problem: Problem) => void,
    onLost: () => void = () => {},
  ): void => {
    socket.timeout(REQUEST_TIMEOUT_MS).emit(event, payload, (error: Error | null, reply: unknown) => {
      if (error) {
        onLost();
        return;
      }
      const answer = v.safeParse(schema, reply);
      const refusal = v.safeParse(RefusalSchema, reply);
      if (refusal.success) onRefused(problemOf(refusal.output));
      else if (answer.success) onAnswer(answer.output);
      else onRefused({ code: 'not-a-server', what: explain(answer.issues) });
    });
  };

  const listen = <T>(
    event: string,
    schema: v.GenericSchema<unknown, T>,
    handle: (value: T) => void,
  ): void => {
    socket.on(event, (payload: unknown) => {
      const result = v.safeParse(schema, payload);
      if (result.success) handle(result.output);
      else listener.onDropped('invalid-signalling');
    });
  };

  const renewal = createIceRenewal(() => {
    request(
      'ice',
      {},
      IceAnswerSchema,
      ({ ice }) => {
        renewal.onTold(ice);
        listener.onIce(ice.servers);
      },
      renewal.onFailed,
      renewal.onFailed,
    );
  });

  const join = (proof: Proof | null, challenge: string): void => {
    const known = listener.knownPeers().slice(0, MAX_NAMED_KNOWN);
    const wanted = slot ?? wantedSlot;
    const { current: version, oldest } = versions;
    const payload = {
      ...{ version, room, token, known, proof },
      ...(wanted !== undefined && { slot: wanted }),
      ...(identity && { identity: identity.proveJoin(room, challenge) }),
    };
    const onJoined = (joined: Joined): void => {
      if ((joined.version ?? 0) < oldest) {
        socket.disconnect();
        refused({ code: 'server-too-old' });
        return;
      }
      slot = joined.slot;
      renewal.onTold(joined.ice);
      listener.onIce(joined.ice?.servers ?? []);
      listener.onJoined(joined);
    };
    // An answer that comes later is not heard any more, and a second join would be refused: connect anew.
    request('join', payload, JoinedSchema, onJoined, refused, () => socket.disconnect().connect());
  };
  socket.on('connect', () => {
    const { id: challenge = '' } = socket;
    if (key === '') join(null, challenge);
    else {
      prove(room, key, challenge).then(
        (proof) => socket.id === challenge && join(proof, challenge),
        () => refused({ code: 'page-incomplete' }),
      );
    }
  });
  // An inactive socket was refused; an active one goes on trying.
  socket.on('connect_error', (error: Error & { data?: unknown }) => {
    if (socket.active) {
      listener.onUnreachable();
      return;
    }
    const refusal = v.safeParse(RefusalSchema, error.data);
    refused(refusal.success ? problemOf(refusal.output) : { code: 'not-a-server', what: error.message });
  });
  socket.on('disconnect', (reason) => {
    renewal.stop();
    listener.onDisconnected();
    if (reason === 'io server disconnect') reconnectLater();
  });
  listen('introduction', IntroductionSchema, ({ peers }) => listener.onIntroduction(peers, false));
  listen('signal', RelayedSignalSchema, listener.onSignal);
  listen('size', RoomSizeSchema, ({ size }) => listener.onSize(size));
  listen('left', PeerLeftSchema, ({ id }) => listener.onLeft(id));
  listen('refused', RefusalSchema, () => listener.onDropped('invalid-signalling'));

  return {
    signal(signal) {
      // A refusal means that the other is gone; `left` or the attempt's timeout deals with that.
      request(
        'signal',
        signal,
        v.object({}),
        () => {},
        () => {},
      );
    },
    requestPeers(count, known) {
      const onAnswer = ({ peers }: Introduction): void => listener.onIntroduction(peers, true);
      request('introduce', { count, known: [...known] }, IntroductionSchema, onAnswer, () => {});
    },
    close() {
      clearTimeout(retry);
      renewal.stop();
      socket.emit('leave', () => {});
      socket.removeAllListeners();
      // Later, so that the leave is still sent.
      setTimeout(() => socket.disconnect(), 0);
    },
  };
}

/** Loaded only where there is a key: see `room-proof.ts`. */
async function prove(room: string, key: string, challenge: string): Promise<Proof> {
  const { makeProof } = await import('@hearsay/shared/room/room-proof.ts');
  return makeProof(room, key, challenge);
}

/** 32 hexadecimal digits; crypto.randomUUID would need a secure context, which a LAN address is not. */
function randomToken(): string {
  return randomHex(16);
}

/** 16 hexadecimal digits naming one attempt to connect. */
export function randomSession(): string {
  return randomHex(8);
}
