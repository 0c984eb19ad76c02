/**
 * One WebRTC connection to a neighbour. The only file that touches simple-peer, which has had no maintainer
 * since 2022.
 */
import type { MeshMessage } from '@hearsay/shared/protocol/mesh-message.ts';
import type { Handshake } from '@hearsay/shared/protocol/signalling.ts';
import SimplePeer from 'simple-peer';
import { createIceRestart } from './ice-restart.ts';
import { type LinkEvidence, recordEvidence } from './link-evidence.ts';
import { type LinkPath, pathOf } from './link-path.ts';
import { createTransfer, LOW_WATER_BYTES, type TransferListener, type TransferTraffic } from './transfer.ts';

/** Milliseconds that a goodbye gets to go out before the connection is closed under it. */
const GOODBYE_MS = 200;
/** Milliseconds between two looks at a channel that does not say when it has drained, as Node's do not. */
const DRAIN_MS = 10;
/** Milliseconds between two looks at which way a link takes. */
const PATH_MS = 5000;

/** What simple-peer needs where the browser has no WebRTC of its own. */
export interface WebRtc {
  readonly RTCPeerConnection: unknown;
  readonly RTCSessionDescription: unknown;
  readonly RTCIceCandidate: unknown;
}

/** `goodbye`: the neighbour left on purpose. `flood`: it sent more than it was allowed to. `broken`: all else. */
export type LinkClosing = 'goodbye' | 'flood' | 'broken';

export interface LinkListener extends Omit<TransferListener, 'onEnd'> {
  onHandshake(handshake: Handshake): void;
  onConnected(): void;
  /** Called once. */
  onClosed(how: LinkClosing): void;
}

export interface LinkOptions {
  readonly initiator: boolean;
  /** As it is to be now: asked for when the link is made, and when it looks for another way. */
  readonly configuration: () => RTCConfiguration;
  /** The browser's own by default. */
  readonly webRtc?: WebRtc | undefined;
  /** Larger model messages are refused. */
  readonly maxModelBytes: number;
  readonly listener: LinkListener;
}

/** Of the certificates of a link's two ends, in the words of SDP; empty where it is not known. */
export interface Fingerprints {
  readonly own: string;
  readonly theirs: string;
}

export interface Link {
  readonly traffic: Readonly<TransferTraffic>;
  /** Which way it takes, as it was seen last; null before. */
  readonly path: LinkPath | null;
  /** Why it does not open, if it does not. */
  readonly evidence: LinkEvidence;
  /** Of the connection as it is, once it is open. */
  fingerprints(): Fingerprints;
  /** Milliseconds since anything came in, or since the link was made. */
  silentMs(): number;
  /** Feeds a handshake, already validated. */
  receiveHandshake(handshake: Handshake): void;
  /** Queues a model message. @param model is only read, and may go to many neighbours
   * @param replaceable whether a newer one may take its place */
  sendModel(model: ArrayBuffer, replaceable: boolean): void;
  sendHeartbeat(updates: number): void;
  /** @returns false where it is too long to be sent */
  sendMessage(message: MeshMessage): boolean;
  /** The network is another one: looks for another way at once, and keeps the channel and all that waits. The initiator alone does. */
  restart(): void;
  /** Says goodbye where it can, and closes. */
  close(): void;
}

// simple-peer keeps its connection to itself, and its channel, of which `bufferedamountlow` is the one signal for more that is not
// throttled in a hidden tab: its own streams run on timers, once a second there.
interface Inside {
  offerOptions: RTCOfferOptions;
  negotiate(): void;
  readonly _channel: RTCDataChannel | null;
  /** Null once it is closed. */
  readonly _pc: RTCPeerConnection | null;
}

// By default simple-peer asks public STUN servers.
const withServers = (configuration: RTCConfiguration): RTCConfiguration => ({
  iceServers: [],
  ...configuration,
});

/** In the same session, over the way of its handshakes. */
function offerAnew(
  inside: Inside,
  configuration: () => RTCConfiguration,
  tell: (offer: Handshake) => void,
): void {
  const connection = inside._pc;
  if (connection?.signalingState === 'have-local-offer') {
    // It may not have come. The other end takes it twice, and the second answer is not taken.
    tell({ type: 'offer', sdp: connection.localDescription?.sdp ?? '' });
  } else if (connection !== null) {
    renew(connection, configuration());
    inside.offerOptions = { iceRestart: true };
    inside.negotiate();
  }
}

/** The password of a relay may have ended since the link was made. */
function renew(connection: RTCPeerConnection, configuration: RTCConfiguration): void {
  try {
    connection.setConfiguration({ ...connection.getConfiguration(), ...withServers(configuration) });
  } catch {
    // Not all of it can be changed any more: then it tries with what it has.
  }
}

function fingerprintIn(description: RTCSessionDescription | null | undefined): string {
  const [, fingerprint = ''] = /^a=fingerprint:(.*)$/m.exec(description?.sdp ?? '') ?? [];
  return fingerprint.trim().toLowerCase();
}

function isWell(connection: RTCPeerConnection | null): boolean {
  const { signalingState, iceConnectionState } = connection ?? {};
  return signalingState === 'stable' && /^(connected|completed)$/.test(iceConnectionState ?? '');
}

async function pathOfConnection(connection: RTCPeerConnection | null): Promise<LinkPath | null> {
  try {
    return pathOf((await connection?.getStats())?.values() ?? []);
  } catch {
    // It was closed meanwhile.
    return null;
  }
}

export function createLink({ initiator, configuration, webRtc, maxModelBytes, listener }: LinkOptions): Link {
  const peer = new SimplePeer({
    initiator,
    config: withServers(configuration()),
    objectMode: true,
    ...(webRtc && { wrtc: webRtc as NonNullable<SimplePeer.Options['wrtc']> }),
  });
  const inside = peer as unknown as Inside;
  let draining: ReturnType<typeof setInterval> | undefined;
  let looking: ReturnType<typeof setInterval> | undefined;
  let path: LinkPath | null = null;
  const evidence = recordEvidence(configuration());
  inside._pc?.addEventListener('icecandidateerror', evidence.onError);
  const tell = (handshake: Handshake): void => {
    evidence.onOwn(handshake);
    listener.onHandshake(handshake);
  };
  const restart = createIceRestart(
    () => offerAnew(inside, configuration, tell),
    () => isWell(inside._pc),
  );
  let closed = false;
  let end: LinkClosing = 'broken';
  let lastHeard = performance.now();
  const transfer = createTransfer({
    maxModelBytes,
    now: () => performance.now(),
    listener: {
      ...listener,
      onEnd(reason) {
        end = reason;
        peer.destroy();
      },
    },
  });

  const finish = (): void => {
    if (closed) return;
    closed = true;
    clearInterval(draining);
    clearInterval(looking);
    restart.stop();
    transfer.close();
    listener.onClosed(end);
  };

  const lookAtPath = async (): Promise<void> => {
    path = (await pathOfConnection(inside._pc)) ?? path;
  };

  peer.on('signal', (data) => {
    if (data.type === 'offer' || data.type === 'answer') {
      tell({ type: data.type, sdp: data.sdp ?? '' });
    } else if (data.type === 'candidate') {
      const { candidate, sdpMLineIndex, sdpMid } = data.candidate;
      tell({
        type: 'candidate',
        candidate: { candidate, sdpMLineIndex: sdpMLineIndex ?? null, sdpMid: sdpMid ?? null },
      });
    }
  });
  peer.on('connect', () => {
    const channel = inside._channel;
    if (channel) {
      channel.bufferedAmountLowThreshold = LOW_WATER_BYTES;
      if ('onbufferedamountlow' in channel) channel.addEventListener('bufferedamountlow', transfer.pump);
      else draining = setInterval(transfer.pump, DRAIN_MS);
      transfer.open(channel);
    }
    if (initiator) peer.on('iceStateChange', restart.onState);
    void lookAtPath();
    looking = setInterval(lookAtPath, PATH_MS);
    listener.onConnected();
  });
  peer.on('data', (message: unknown) => {
    lastHeard = performance.now();
    transfer.receive(message);
  });
  // An error is always followed by close.
  peer.on('error', () => {});
  peer.on('close', finish);

  return {
    traffic: transfer.traffic,
    evidence,
    get path() {
      return path;
    },
    fingerprints: () => ({
      own: fingerprintIn(inside._pc?.localDescription),
      theirs: fingerprintIn(inside._pc?.remoteDescription),
    }),
    silentMs: () => performance.now() - lastHeard,
    receiveHandshake(handshake) {
      if (closed) return;
      // Twice where an offer was made twice, see `offerAnew`.
      if (handshake.type === 'answer' && inside._pc?.signalingState === 'stable') return;
      if (handshake.type === 'offer' && inside._pc && looking !== undefined)
        renew(inside._pc, configuration());
      evidence.onTheirs(handshake);
      if (handshake.type === 'candidate') {
        const { candidate, sdpMLineIndex, sdpMid } = handshake.candidate;
        const init = { candidate, sdpMLineIndex: sdpMLineIndex ?? null, sdpMid: sdpMid ?? null };
        peer.signal({ type: 'candidate', candidate: init as RTCIceCandidate });
      } else {
        peer.signal(handshake);
      }
    },
    sendModel: transfer.sendModel,
    sendHeartbeat: transfer.sendHeartbeat,
    sendMessage: transfer.sendMessage,
    restart() {
      if (initiator && !closed && looking !== undefined) restart.begin();
    },
    close() {
      if (closed) return;
      transfer.sendGoodbye();
      finish();
      setTimeout(() => peer.destroy(), GOODBYE_MS);
    },
  };
}
