/**
 * What waits to go out on one link. Control frames overtake model frames. A newer message that can be replaced takes the
 * place of one that has not begun to go out (it says the same, only later); others, such as replies, are kept, since
 * the exchange they belong to is otherwise half done.
 */
import { FRAME_PAYLOAD_BYTES, writeModelFrame } from '@hearsay/shared/protocol/frames.ts';

/** Most messages to be kept that wait; a neighbour that reads slower than this loses the oldest. */
export const MAX_WAITING_KEPT = 4;
/** Most control frames that wait; the oldest go first to make room. */
export const MAX_WAITING_CONTROL = 32;

export interface SendQueue {
  pushControl(frame: Uint8Array<ArrayBuffer>): void;
  /** @returns false where an older model message lost its place */
  pushModel(model: ArrayBuffer, replaceable: boolean): boolean;
  /** The next frame to put on the channel, and whether it is the last of a model. Null: nothing waits. */
  next(): { frame: Uint8Array<ArrayBuffer>; completesModel: boolean } | null;
}

export function createSendQueue(): SendQueue {
  const control: Uint8Array<ArrayBuffer>[] = [];
  const kept: ArrayBuffer[] = [];
  let newest: ArrayBuffer | null = null;
  let current: { bytes: Uint8Array; offset: number; number: number } | null = null;
  let started = 0;

  return {
    pushControl(frame) {
      control.push(frame);
      if (control.length > MAX_WAITING_CONTROL) control.shift();
    },
    pushModel(model, replaceable) {
      if (replaceable) {
        const replaced = newest !== null;
        newest = model;
        return !replaced;
      }
      kept.push(model);
      if (kept.length <= MAX_WAITING_KEPT) return true;
      kept.shift();
      return false;
    },
    next() {
      const first = control.shift();
      if (first) return { frame: first, completesModel: false };
      if (!current) {
        const model = kept.shift() ?? newest;
        if (!model) return null;
        if (model === newest) newest = null;
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
