/**
 * One WebRTC connection to a neighbour. The only file that touches simple-peer, which has had no maintainer
 * since 2022.
 */
import {
  createReassembly,
  parseFrame,
  writeGoodbye,
  writeHeartbeat,
} from '@hearsay/shared/protocol/frames.ts';
import type { Handshake } from '@hearsay/shared/protocol/signalling.ts';
import SimplePeer from 'simple-peer';
import { createSendQueue } from './send-queue.ts';

/** Bytes handed to the browser and not yet sent, above which frames wait in our own queue. */
const HIGH_WATER_BYTES = 256 * 1024;
/** When the browser has less than this left to send, it gets more. */
const LOW_WATER_BYTES = 64 * 1024;

/** Milliseconds that a goodbye gets to go out before the connection is closed under it. */
const GOODBYE_MS = 200;

export interface LinkListener {
  onHandshake(handshake: Handshake): void;
  onConnected(): void;
  onModel(model: ArrayBuffer): void;
  /** The neighbour said how many updates it has made. */
  onHeartbeat(updates: number): void;
  /** Something that arrived, or had to wait too long, was dropped. */
  onDropped(reason: string): void;
  /** Called once. `goodbye`: the neighbour left on purpose. */
  onClosed(goodbye: boolean): void;
}

export interface LinkOptions {
  readonly initiator: boolean;
  readonly iceServers: RTCIceServer[];
  /** Larger model messages are refused. */
  readonly maxModelBytes: number;
  readonly listener: LinkListener;
}

export interface LinkTraffic {
  bytesSent: number;
  bytesReceived: number;
  modelsSent: number;
  modelsReceived: number;
  roundTripMs: number | null;
}

export interface Link {
  readonly traffic: Readonly<LinkTraffic>;
  /** Milliseconds since anything came in, or since the link was made. */
  silentMs(): number;
  /** Feeds a handshake, already validated. */
  receiveHandshake(handshake: Handshake): void;
  /** Queues a model message; takes the buffer over. @param replaceable whether a newer one may take its place */
  sendModel(model: ArrayBuffer, replaceable: boolean): void;
  sendHeartbeat(updates: number): void;
  /** Says goodbye where it can, and closes. */
  close(): void;
}

// simple-peer keeps its channel to itself, but `bufferedamountlow` is the one signal for more that is not
// throttled in a hidden tab: its own streams run on timers, once a second there.
interface Channelled {
  readonly _channel: RTCDataChannel | null;
}

export function createLink({ initiator, iceServers, maxModelBytes, listener }: LinkOptions): Link {
  const peer = new SimplePeer({ initiator, config: { iceServers }, objectMode: true });
  const queue = createSendQueue();
  const reassemble = createReassembly(maxModelBytes);
  const traffic: LinkTraffic = {
    bytesSent: 0,
    bytesReceived: 0,
    modelsSent: 0,
    modelsReceived: 0,
    roundTripMs: null,
  };
  let channel: RTCDataChannel | null = null;
  let closed = false;
  let goodbye = false;
  let lastHeard = performance.now();

  const pump = (): void => {
    while (!closed && channel?.readyState === 'open' && channel.bufferedAmount < HIGH_WATER_BYTES) {
      const next = queue.next();
      if (!next) return;
      try {
        channel.send(next.frame);
      } catch {
        // The channel closed between the check and the call; its close event follows.
        return;
      }
      traffic.bytesSent += next.frame.byteLength;
      if (next.completesModel) traffic.modelsSent += 1;
    }
  };

  const sendControl = (frame: Uint8Array<ArrayBuffer>): void => {
    queue.pushControl(frame);
    pump();
  };

  const finish = (): void => {
    if (closed) return;
    closed = true;
    listener.onClosed(goodbye);
  };

  const receive = (bytes: unknown): void => {
    if (closed) return;
    lastHeard = performance.now();
    // A text message comes as a string.
    if (!(bytes instanceof Uint8Array)) {
      listener.onDropped('malformed');
      return;
    }
    traffic.bytesReceived += bytes.byteLength;
    const frame = parseFrame(bytes);
    if (!frame) {
      listener.onDropped('malformed');
    } else if (frame.type === 'model') {
      const result = reassemble(frame);
      if (typeof result === 'object') {
        traffic.modelsReceived += 1;
        listener.onModel(result.whole);
      } else if (result !== 'more') {
        listener.onDropped(result);
      }
    } else if (frame.type === 'heartbeat') {
      sendControl(writeHeartbeat('heartbeat-reply', 0, frame.stamp));
      listener.onHeartbeat(frame.updates);
    } else if (frame.type === 'heartbeat-reply') {
      const took = performance.now() - frame.stamp;
      if (took >= 0) traffic.roundTripMs = took;
    } else {
      goodbye = true;
      peer.destroy();
    }
  };

  peer.on('signal', (data) => {
    // Renegotiation is not used: there is one channel and no media.
    if (data.type === 'offer' || data.type === 'answer') {
      listener.onHandshake({ type: data.type, sdp: data.sdp ?? '' });
    } else if (data.type === 'candidate') {
      const { candidate, sdpMLineIndex, sdpMid } = data.candidate;
      listener.onHandshake({
        type: 'candidate',
        candidate: { candidate, sdpMLineIndex: sdpMLineIndex ?? null, sdpMid: sdpMid ?? null },
      });
    }
  });
  peer.on('connect', () => {
    channel = (peer as unknown as Channelled)._channel;
    if (channel) {
      channel.bufferedAmountLowThreshold = LOW_WATER_BYTES;
      channel.addEventListener('bufferedamountlow', pump);
    }
    listener.onConnected();
    pump();
  });
  peer.on('data', receive);
  // An error is always followed by close.
  peer.on('error', () => {});
  peer.on('close', finish);

  return {
    traffic,
    silentMs: () => performance.now() - lastHeard,
    receiveHandshake(handshake) {
      if (closed) return;
      if (handshake.type === 'candidate') {
        const { candidate, sdpMLineIndex, sdpMid } = handshake.candidate;
        const init = { candidate, sdpMLineIndex: sdpMLineIndex ?? null, sdpMid: sdpMid ?? null };
        peer.signal({ type: 'candidate', candidate: init as RTCIceCandidate });
      } else {
        peer.signal(handshake);
      }
    },
    sendModel(model, replaceable) {
      if (closed) return;
      if (!queue.pushModel(model, replaceable)) listener.onDropped(replaceable ? 'replaced' : 'reply-lost');
      pump();
    },
    sendHeartbeat(updates) {
      if (!closed) sendControl(writeHeartbeat('heartbeat', updates, performance.now()));
    },
    close() {
      if (closed) return;
      sendControl(writeGoodbye());
      finish();
      setTimeout(() => peer.destroy(), GOODBYE_MS);
    },
  };
}
