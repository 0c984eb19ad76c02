/**
 * What waits to go out on one link. Control frames overtake model frames; a newer offer takes the place of one
 * that has not begun to go out (it says the same, only later); replies are kept, since the exchange they belong
 * to is otherwise half done.
 */
import type { MessageKind } from '@hearsay/shared/gossip/environment/environment.ts';
import { FRAME_PAYLOAD_BYTES, writeModelFrame } from '@hearsay/shared/protocol/frames.ts';

/** Most replies that wait; a neighbour that reads slower than this loses the oldest. */
export const MAX_WAITING_REPLIES = 4;
/** Most control frames that wait; the oldest go first to make room. */
export const MAX_WAITING_CONTROL = 32;

export interface SendQueue {
  pushControl(frame: Uint8Array<ArrayBuffer>): void;
  /** @returns false where an older model message lost its place */
  pushModel(kind: MessageKind, model: ArrayBuffer): boolean;
  /** The next frame to put on the channel, and whether it is the last of a model. Null: nothing waits. */
  next(): { frame: Uint8Array<ArrayBuffer>; completesModel: boolean } | null;
}

export function createSendQueue(): SendQueue {
  const control: Uint8Array<ArrayBuffer>[] = [];
  const replies: ArrayBuffer[] = [];
  let offer: ArrayBuffer | null = null;
  let current: { bytes: Uint8Array; offset: number; number: number } | null = null;
  let started = 0;

  return {
    pushControl(frame) {
      control.push(frame);
      if (control.length > MAX_WAITING_CONTROL) control.shift();
    },
    pushModel(kind, model) {
      if (kind === 'offer') {
        const replaced = offer !== null;
        offer = model;
        return !replaced;
      }
      replies.push(model);
      if (replies.length <= MAX_WAITING_REPLIES) return true;
      replies.shift();
      return false;
    },
    next() {
      const first = control.shift();
      if (first) return { frame: first, completesModel: false };
      if (!current) {
        const model = replies.shift() ?? offer;
        if (!model) return null;
        if (model === offer) offer = null;
        started += 1;
        current = { bytes: new Uint8Array(model), offset: 0, number: started };
      }
      const frame = writeModelFrame(current.number, current.bytes, current.offset);
      current.offset += FRAME_PAYLOAD_BYTES;
      const completesModel = current.offset >= current.bytes.length;
      if (completesModel) current = null;
      return { frame, completesModel };
    },
  };
}
