/**
 * What waits to go out on one link. Control frames overtake model frames. A newer message that can be replaced takes the
 * place of one that has not begun to go out (it says the same, only later); others, such as replies, are kept, since
 * the exchange they belong to is otherwise half done.
 */
import {
  countedBytes,
  FRAME_BYTES,
  FRAME_PAYLOAD_BYTES,
  writeCredit,
  writeModelFrame,
} from '@hearsay/shared/protocol/frames.ts';

/** Most messages to be kept that wait; a neighbour that reads slower than this loses the oldest. */
export const MAX_WAITING_KEPT = 4;
/** Most control frames that wait, handshakes of others among them; the oldest go first to make room. */
export const MAX_WAITING_CONTROL = 128;

/** One for all links: a channel copies what it is given to send. */
const frameRoom = new Uint8Array(FRAME_BYTES);

export interface SendQueue {
  pushControl(frame: Uint8Array<ArrayBuffer>): void;
  /** Of credits that wait, the last says it all. */
  pushCredit(limit: number): void;
  /** @param model is only read, and may wait in many queues @returns false where an older one lost its place */
  pushModel(model: ArrayBuffer, replaceable: boolean): boolean;
  /** Lets model messages begin as long as all together count no more than that. A smaller limit than before is none. */
  allow(limit: number): void;
  /** The next frame to put on the channel, valid until any queue is asked again, and whether it is the last of a model.
   * Null: nothing waits that may go. */
  next(): { frame: Uint8Array<ArrayBuffer>; completesModel: boolean } | null;
  clear(): void;
}

export function createSendQueue(): SendQueue {
  const control: Uint8Array<ArrayBuffer>[] = [];
  const kept: ArrayBuffer[] = [];
  let credit: number | null = null;
  let newest: ArrayBuffer | null = null;
  let current: { bytes: Uint8Array; offset: number; number: number } | null = null;
  let begun = 0;
  let limit = 0;
  /** What all messages that have begun count. */
  let counted = 0;

  /** A message begins when there is room for all of it, so that it never stands half-way in the way of a newer one. */
  const begin = (): typeof current => {
    const model = kept[0] ?? newest;
    if (!model || counted + countedBytes(model.byteLength) > limit) return null;
    if (kept.length > 0) kept.shift();
    else newest = null;
    counted += countedBytes(model.byteLength);
    begun += 1;
    return { bytes: new Uint8Array(model), offset: 0, number: begun };
  };

  return {
    pushControl(frame) {
      control.push(frame);
      if (control.length > MAX_WAITING_CONTROL) control.shift();
    },
    pushCredit(value) {
      credit = value;
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
    allow(value) {
      limit = Math.max(limit, value);
    },
    next() {
      const first = control.shift();
      if (first) return { frame: first, completesModel: false };
      if (credit !== null) {
        const frame = writeCredit(credit);
        credit = null;
        return { frame, completesModel: false };
      }
      current ??= begin();
      if (!current) return null;
      const frame = writeModelFrame(current.number, current.bytes, current.offset, frameRoom);
      current.offset += FRAME_PAYLOAD_BYTES;
      const completesModel = current.offset >= current.bytes.length;
      if (completesModel) current = null;
      return { frame, completesModel };
    },
    clear() {
      control.length = 0;
      kept.length = 0;
      credit = null;
      newest = null;
      current = null;
    },
  };
}
