/** Messages of a data channel, and models that are put together from them. */

import {
  createReassembly,
  FRAME_BYTES,
  FRAME_PAYLOAD_BYTES,
  type Frame,
  MAX_MODEL_BYTES,
  parseFrame,
  writeCredit,
  writeGoodbye,
  writeHeartbeat,
  writeMessage,
  writeModelFrame,
} from '@hearsay/shared/protocol/frames.ts';
import type { Random } from '@hearsay/shared/util/random/random.ts';
import { chance, mutateBytes, pick } from '../mutate.ts';
import { must, type Subject } from '../subject.ts';
import { checkMeshMessage, MESH_MESSAGES } from './mesh-messages.ts';

const EPISODE = 30;
/** Of the largest model that is taken: a frame and a bit. */
export const MOST_BYTES = FRAME_PAYLOAD_BYTES + 300;
/** Models of one frame, most of them, since long ones take long. */
const SIZES = [1, 2, 40, 40, 300, 300, 300, MOST_BYTES];

const scratch = new Uint8Array(FRAME_BYTES);

/** Frames as a neighbour could send them, one after the other, each changed at times. */
export function createFrameSource(random: Random): () => Uint8Array<ArrayBuffer> {
  let number = 0;
  let model = new Uint8Array(0);
  let offset = 0;
  const next = (): Uint8Array => {
    switch (random.integer(9)) {
      case 0:
        return writeHeartbeat(
          pick(['heartbeat', 'heartbeat-reply'], random),
          random.integer(2 ** 32),
          random.normal() * 1e3,
        );
      case 1:
        return writeCredit(random.integer(2 ** 20));
      case 2:
        return chance(0.05, random) ? writeGoodbye() : writeCredit(0);
      case 3:
        return writeMessage(pick(MESH_MESSAGES, random)) ?? writeCredit(0);
      default: {
        if (offset >= model.length) {
          number += 1;
          offset = 0;
          model = new Uint8Array(pick(SIZES, random)).fill(number);
        }
        const frame = writeModelFrame(number, model, offset, scratch);
        offset += FRAME_PAYLOAD_BYTES;
        return frame;
      }
    }
  };
  return () => (chance(0.5, random) ? next().slice() : mutateBytes(next(), random));
}

export function checkFrame(frame: Frame | null, bytes: Uint8Array): void {
  if (frame === null) return;
  switch (frame.type) {
    case 'model':
      must(
        frame.payload.length > 0 && frame.payload.length <= bytes.length,
        'a payload is part of the frame',
      );
      must(
        frame.total <= MAX_MODEL_BYTES && frame.offset + frame.payload.length <= frame.total,
        'a frame lies within its model',
        frame.offset,
        frame.payload.length,
        frame.total,
      );
      break;
    case 'heartbeat':
      must(
        Number.isSafeInteger(frame.updates) && Number.isFinite(frame.stamp),
        'a heartbeat is of numbers',
        frame,
      );
      break;
    case 'heartbeat-reply':
      must(Number.isFinite(frame.stamp), 'a stamp is finite', frame);
      break;
    case 'credit':
      must(Number.isSafeInteger(frame.limit) && frame.limit >= 0, 'a credit is a count', frame);
      break;
    case 'goodbye':
      must(bytes.length === 1, 'a goodbye says nothing else');
      break;
    case 'message':
      checkMeshMessage(frame.message);
  }
}

export const frames: Subject = {
  name: 'frames',
  episode(random) {
    const next = createFrameSource(random);
    const reassembly = createReassembly(MOST_BYTES);
    let parts: Uint8Array[] = [];
    let messages = new Set<number>();
    for (let input = 0; input < EPISODE; input++) {
      const bytes = next();
      const frame = parseFrame(bytes);
      checkFrame(frame, bytes);
      if (frame?.type !== 'model') continue;
      if (frame.offset === 0) {
        parts = [];
        messages = new Set();
      }
      parts.push(frame.payload);
      messages.add(frame.message);
      const result = reassembly.take(frame);
      must(reassembly.heldBytes <= MOST_BYTES, 'no more than a model is held', reassembly.heldBytes);
      if (typeof result === 'object') {
        must(messages.size === 1, 'a model is of one message', [...messages]);
        const whole = Buffer.from(result.whole);
        must(
          whole.length <= MOST_BYTES && whole.equals(Buffer.concat(parts)),
          'a model is its frames in order',
        );
      } else if (result !== 'more') {
        must(reassembly.heldBytes === 0, 'nothing is kept of what was dropped', reassembly.heldBytes);
      }
    }
    reassembly.clear();
    must(reassembly.heldBytes === 0, 'nothing is kept at the end');
    return EPISODE;
  },
};
