/**
 * What goes over an open link, both ways: models in frames, and the control frames that overtake them. Sends as fast as
 * the channel drains and the neighbour allows. Allows the neighbour as much as is worked off here: what it has sent and
 * nobody has dealt with never exceeds a window, and whoever does not keep to that is cut off.
 */
import {
  countedBytes,
  createReassembly,
  parseFrame,
  writeGoodbye,
  writeHeartbeat,
  writeMessage,
} from '@hearsay/shared/protocol/frames.ts';
import type { MeshMessage } from '@hearsay/shared/protocol/mesh-message.ts';
import { createTokenBucket, type TokenBucket } from '@hearsay/shared/util/token-bucket.ts';
import { createSendQueue } from './send-queue.ts';

/** Bytes handed to the browser and not yet sent, above which frames wait in our own queue. */
const HIGH_WATER_BYTES = 256 * 1024;
/** When the browser has less than this left to send, it gets more. */
export const LOW_WATER_BYTES = 64 * 1024;
/** Models of the greatest size that may be on their way from the neighbour, or wait here to be dealt with. */
export const WINDOW_MODELS = 2;
/** Heartbeats come once a second; those that come sooner than so many milliseconds after another are dropped. */
export const LEAST_HEARTBEAT_MS = 100;
/** Messages a second that are taken from a neighbour, and at once: it may make several attempts to connect through this peer. */
const MESSAGES_PER_SECOND = 20;
const MESSAGE_BURST = 150;
/** The neighbour is told when so much of the window has become free: a model then still fits into what it knows of. */
const TELL_SHARE = 1 / 4;

/** What of an RTCDataChannel is needed. */
export interface FrameChannel {
  readonly readyState: RTCDataChannelState;
  readonly bufferedAmount: number;
  /** Copies the frame before it returns. @throws where the channel has closed */
  send(frame: Uint8Array<ArrayBuffer>): void;
}

export interface TransferTraffic {
  bytesSent: number;
  bytesReceived: number;
  modelsSent: number;
  modelsReceived: number;
  roundTripMs: number | null;
}

export interface TransferListener {
  /** @param taken to be called once the model is dealt with: until then the neighbour may send so much less */
  onModel(model: ArrayBuffer, taken: () => void): void;
  /** The neighbour said how many updates it has made. */
  onHeartbeat(updates: number): void;
  onMessage(message: MeshMessage): void;
  /** Something that arrived, or had to wait too long, was dropped. */
  onDropped(reason: string): void;
  /** The neighbour leaves, or has sent more than it may: nothing further counts, and the link is to be closed. */
  onEnd(reason: 'goodbye' | 'flood'): void;
}

export interface TransferOptions {
  /** Larger model messages are refused. */
  readonly maxModelBytes: number;
  /** Milliseconds. */
  readonly now: () => number;
  readonly listener: TransferListener;
}

export interface Transfer {
  readonly traffic: Readonly<TransferTraffic>;
  /** The channel is open: sends what waits. */
  open(channel: FrameChannel): void;
  /** Sends on; called when the channel has drained. */
  pump(): void;
  /** What came out of the channel; text is a string. */
  receive(message: unknown): void;
  /** @param model is only read, and may go to many neighbours @param replaceable whether a newer one may take its place */
  sendModel(model: ArrayBuffer, replaceable: boolean): void;
  sendHeartbeat(updates: number): void;
  /** @returns false where it is too long to be sent */
  sendMessage(message: MeshMessage): boolean;
  /** At once, since nothing is sent after it. */
  sendGoodbye(): void;
  /** Drops what waits and what is not whole. Nothing is sent or heard any more. */
  close(): void;
}

export function createTransfer({ maxModelBytes, now, listener }: TransferOptions): Transfer {
  const window = WINDOW_MODELS * countedBytes(maxModelBytes);
  const queue = createSendQueue();
  const reassembly = createReassembly(maxModelBytes);
  const traffic: TransferTraffic = {
    bytesSent: 0,
    bytesReceived: 0,
    modelsSent: 0,
    modelsReceived: 0,
    roundTripMs: null,
  };
  // From the first on: the other end may have its channel open before this one knows of it.
  let messages: TokenBucket | null = null;
  const mayTakeMessage = (): boolean => {
    messages ??= createTokenBucket(MESSAGES_PER_SECOND, MESSAGE_BURST, now);
    return messages.take(1) >= 0;
  };
  let channel: FrameChannel | null = null;
  let closed = false;
  /** What the models of the neighbour count, all of them and those that are not dealt with. */
  let arrived = 0;
  let waiting = 0;
  let limit = 0;
  let lastHeartbeat = Number.NEGATIVE_INFINITY;
  /** No heartbeat was sent before. */
  let openedAt = Number.POSITIVE_INFINITY;

  const put = (frame: Uint8Array<ArrayBuffer>): boolean => {
    try {
      channel?.send(frame);
    } catch {
      // The channel is closing; its close event follows.
      return false;
    }
    traffic.bytesSent += frame.byteLength;
    return true;
  };

  const pump = (): void => {
    while (!closed && channel?.readyState === 'open' && channel.bufferedAmount < HIGH_WATER_BYTES) {
      const next = queue.next();
      if (!next || !put(next.frame)) return;
      if (next.completesModel) traffic.modelsSent += 1;
    }
  };

  const sendControl = (frame: Uint8Array<ArrayBuffer>): void => {
    queue.pushControl(frame);
    pump();
  };

  const allowMore = (): void => {
    const free = arrived - waiting - countedBytes(reassembly.heldBytes);
    if (closed || free + window - limit < TELL_SHARE * window) return;
    limit = free + window;
    queue.pushCredit(limit);
    pump();
  };

  const close = (): void => {
    closed = true;
    queue.clear();
    reassembly.clear();
  };

  const end = (reason: 'goodbye' | 'flood'): void => {
    close();
    listener.onEnd(reason);
  };

  const receiveModel = (frame: Parameters<typeof reassembly.take>[0]): void => {
    arrived += countedBytes(frame.payload.length);
    if (arrived > limit) {
      listener.onDropped('flood');
      end('flood');
      return;
    }
    const result = reassembly.take(frame);
    if (typeof result === 'object') {
      const counts = countedBytes(result.whole.byteLength);
      let taken = false;
      waiting += counts;
      traffic.modelsReceived += 1;
      listener.onModel(result.whole, () => {
        if (taken) return;
        taken = true;
        waiting -= counts;
        allowMore();
      });
    } else if (result !== 'more') {
      listener.onDropped(result);
    }
    // What was dropped, also for a message that began anew, is no longer in the way.
    allowMore();
  };

  return {
    traffic,
    open(opened) {
      channel = opened;
      openedAt = now();
      allowMore();
      pump();
    },
    pump,
    receive(message) {
      if (closed) return;
      if (!(message instanceof Uint8Array)) {
        listener.onDropped('malformed');
        return;
      }
      traffic.bytesReceived += message.byteLength;
      const frame = parseFrame(message);
      switch (frame?.type) {
        case undefined:
          listener.onDropped('malformed');
          break;
        case 'model':
          receiveModel(frame);
          break;
        case 'credit':
          queue.allow(frame.limit);
          pump();
          break;
        case 'heartbeat':
          if (now() - lastHeartbeat < LEAST_HEARTBEAT_MS) {
            listener.onDropped('flood');
            break;
          }
          lastHeartbeat = now();
          sendControl(writeHeartbeat('heartbeat-reply', 0, frame.stamp));
          listener.onHeartbeat(frame.updates);
          break;
        case 'heartbeat-reply': {
          // The neighbour may say any stamp.
          const took = now() - frame.stamp;
          if (took >= 0 && frame.stamp >= openedAt) traffic.roundTripMs = took;
          break;
        }
        case 'message':
          if (!mayTakeMessage()) listener.onDropped('flood');
          else listener.onMessage(frame.message);
          break;
        case 'goodbye':
          end('goodbye');
          break;
      }
    },
    sendModel(model, replaceable) {
      if (closed) return;
      if (!queue.pushModel(model, replaceable)) listener.onDropped(replaceable ? 'replaced' : 'reply-lost');
      pump();
    },
    sendHeartbeat(updates) {
      if (!closed) sendControl(writeHeartbeat('heartbeat', updates, now()));
    },
    sendMessage(message) {
      const frame = writeMessage(message);
      if (frame === null) return false;
      if (!closed) sendControl(frame);
      return true;
    },
    sendGoodbye() {
      if (!closed && channel) put(writeGoodbye());
    },
    close,
  };
}
