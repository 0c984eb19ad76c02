/**
 * What one message of a data channel holds. Models are cut into frames, so that heartbeats can overtake them
 * and no browser's limit on a message's size is met (little-endian):
 *
 *     model            1, 3 bytes 0, u32 message, u32 offset, u32 total, then bytes
 *     heartbeat        2, 3 bytes 0, u32 updates made, f64 stamp
 *     heartbeat-reply  3, 3 bytes 0, u32 0, f64 stamp
 *     goodbye          4
 *     credit           5, 3 bytes 0, u32 0, f64 limit
 *     message          6, then JSON in UTF-8, see `mesh-message.ts`
 *
 * Nothing in WebRTC bounds what piles up at a receiver that reads faster than it works. So a sender of models may send only
 * as much as the receiver has said, counted from the beginning of the link, as in RFC 9000, section 4 (MAX_DATA).
 *
 * What arrives is untrusted: parsers return null for what is not a frame, and never throw.
 */

import { type MeshMessage, parseMeshMessage, writeMeshMessage } from './mesh-message.ts';

/** Bytes of one frame, header included. */
export const FRAME_BYTES = 64 * 1024;
/** Largest model message that is put together again. */
export const MAX_MODEL_BYTES = 256 * 1024 * 1024;

const MODEL_HEADER_BYTES = 16;
const HEARTBEAT_BYTES = 16;
const CREDIT_BYTES = 16;
/** What a frame counts at least against the receiver's limit: else a flood of tiny models would hardly count. */
const LEAST_COUNTED_BYTES = 4096;

/** Model bytes in one frame. */
export const FRAME_PAYLOAD_BYTES = FRAME_BYTES - MODEL_HEADER_BYTES;

export type Frame =
  | {
      readonly type: 'model';
      readonly message: number;
      readonly offset: number;
      readonly total: number;
      readonly payload: Uint8Array;
    }
  /** How many updates the sender has made, sent about once a second. `stamp` comes back in the reply. */
  | { readonly type: 'heartbeat'; readonly updates: number; readonly stamp: number }
  | { readonly type: 'heartbeat-reply'; readonly stamp: number }
  /** The sender is about to close the channel on purpose. */
  | { readonly type: 'goodbye' }
  /** Model frames may be sent as long as all of this link together count no more than that, see `countedBytes`. */
  | { readonly type: 'credit'; readonly limit: number }
  | { readonly type: 'message'; readonly message: MeshMessage };

const codes = { model: 1, heartbeat: 2, 'heartbeat-reply': 3, goodbye: 4, credit: 5, message: 6 } as const;

/** What a model message of so many bytes, or the beginning of one that so many bytes of have arrived, counts against the
 * receiver's limit: the bytes of its frames, with a least for each. */
export function countedBytes(modelBytes: number): number {
  const rest = modelBytes % FRAME_PAYLOAD_BYTES;
  const full = (modelBytes - rest) / FRAME_PAYLOAD_BYTES;
  return full * FRAME_BYTES + (rest > 0 ? Math.max(LEAST_COUNTED_BYTES, MODEL_HEADER_BYTES + rest) : 0);
}

/**
 * The frame of a model message that begins at `offset`.
 * @param message number of the message on this link
 * @param into FRAME_BYTES long; the frame is a view of its beginning
 */
export function writeModelFrame(
  message: number,
  bytes: Uint8Array,
  offset: number,
  into: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  const payload = bytes.subarray(offset, offset + FRAME_PAYLOAD_BYTES);
  const frame = into.subarray(0, MODEL_HEADER_BYTES + payload.length);
  const view = new DataView(frame.buffer, frame.byteOffset);
  // The buffer may have held another frame.
  view.setUint32(0, 0);
  view.setUint8(0, codes.model);
  view.setUint32(4, message >>> 0, true);
  view.setUint32(8, offset, true);
  view.setUint32(12, bytes.length, true);
  frame.set(payload, MODEL_HEADER_BYTES);
  return frame;
}

export function writeHeartbeat(
  type: 'heartbeat' | 'heartbeat-reply',
  updates: number,
  stamp: number,
): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(HEARTBEAT_BYTES);
  const view = new DataView(frame.buffer);
  view.setUint8(0, codes[type]);
  view.setUint32(4, updates, true);
  view.setFloat64(8, stamp, true);
  return frame;
}

export function writeGoodbye(): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(codes.goodbye);
}

export function writeCredit(limit: number): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(CREDIT_BYTES);
  const view = new DataView(frame.buffer);
  view.setUint8(0, codes.credit);
  view.setFloat64(8, limit, true);
  return frame;
}

/** Null where the message is too long. */
export function writeMessage(message: MeshMessage): Uint8Array<ArrayBuffer> | null {
  const bytes = writeMeshMessage(message);
  if (bytes === null) return null;
  const frame = new Uint8Array(1 + bytes.length);
  frame[0] = codes.message;
  frame.set(bytes, 1);
  return frame;
}

/** Null where the bytes are not a frame. The payload is a view of the bytes. */
export function parseFrame(bytes: Uint8Array): Frame | null {
  if (bytes.length === 0 || bytes.length > FRAME_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (bytes[0]) {
    case codes.model: {
      if (bytes.length <= MODEL_HEADER_BYTES) return null;
      const offset = view.getUint32(8, true);
      const total = view.getUint32(12, true);
      const payload = bytes.subarray(MODEL_HEADER_BYTES);
      // Full but for the last: else a few bytes would be enough to have room made for a whole model.
      if (total > MAX_MODEL_BYTES || payload.length !== Math.min(FRAME_PAYLOAD_BYTES, total - offset)) {
        return null;
      }
      return { type: 'model', message: view.getUint32(4, true), offset, total, payload };
    }
    case codes.heartbeat:
    case codes['heartbeat-reply']: {
      if (bytes.length !== HEARTBEAT_BYTES) return null;
      const stamp = view.getFloat64(8, true);
      if (!Number.isFinite(stamp)) return null;
      if (bytes[0] === codes['heartbeat-reply']) return { type: 'heartbeat-reply', stamp };
      return { type: 'heartbeat', updates: view.getUint32(4, true), stamp };
    }
    case codes.goodbye:
      return bytes.length === 1 ? { type: 'goodbye' } : null;
    case codes.credit: {
      if (bytes.length !== CREDIT_BYTES) return null;
      const limit = view.getFloat64(8, true);
      return Number.isSafeInteger(limit) && limit >= 0 ? { type: 'credit', limit } : null;
    }
    case codes.message: {
      const message = parseMeshMessage(bytes.subarray(1));
      return message && { type: 'message', message };
    }
    default:
      return null;
  }
}

/** What became of a model frame. `incomplete`: it did not continue what came before; that is dropped whole. */
export type Assembled = { readonly whole: ArrayBuffer } | 'more' | 'incomplete' | 'too-big';

export interface Reassembly {
  /** Bytes of the message that is not whole yet. */
  readonly heldBytes: number;
  take(frame: Frame & { type: 'model' }): Assembled;
  /** Drops what is not whole. */
  clear(): void;
}

/**
 * Puts model messages together again. Frames of one message arrive in order; a message that begins anew
 * replaces one that was not finished. At most one message is held, of at most `maxBytes`.
 */
export function createReassembly(maxBytes: number): Reassembly {
  let held: { message: number; bytes: Uint8Array<ArrayBuffer>; filled: number } | null = null;
  return {
    get heldBytes() {
      return held?.filled ?? 0;
    },
    take({ message, offset, total, payload }) {
      if (total > maxBytes) {
        held = null;
        return 'too-big';
      }
      if (offset === 0) held = { message, bytes: new Uint8Array(total), filled: 0 };
      if (!held || held.message !== message || held.filled !== offset || held.bytes.length !== total) {
        held = null;
        return 'incomplete';
      }
      held.bytes.set(payload, offset);
      held.filled += payload.length;
      if (held.filled < total) return 'more';
      const whole = held.bytes.buffer;
      held = null;
      return { whole };
    },
    clear() {
      held = null;
    },
  };
}
