import { FRAME_PAYLOAD_BYTES, parseFrame, writeHeartbeat } from '@hearsay/shared/protocol/frames.ts';
import { expect, it } from 'vitest';
import { createSendQueue, MAX_WAITING_KEPT, type SendQueue } from './send-queue.ts';

const model = (fill: number, frames = 1): ArrayBuffer =>
  new Uint8Array(frames * FRAME_PAYLOAD_BYTES).fill(fill).buffer;

/** What comes out: the type of each control frame, the first byte of each model frame. */
function drain(queue: SendQueue, most = 100): (string | number)[] {
  const out: (string | number)[] = [];
  for (let next = queue.next(); next && out.length < most; next = queue.next()) {
    const frame = parseFrame(next.frame);
    out.push(frame?.type === 'model' ? frame.payload[0] : (frame?.type ?? 'junk'));
  }
  return out;
}

it('lets control frames overtake a model that is on its way', () => {
  const queue = createSendQueue();
  queue.pushModel(model(1, 3), true);
  queue.next();
  queue.pushControl(writeHeartbeat('heartbeat', 1, 1));
  expect(drain(queue)).toEqual(['heartbeat', 1, 1]);
});

it('lets a newer model take the place of one that waits, but not of one on its way', () => {
  const queue = createSendQueue();
  queue.pushModel(model(1, 2), true);
  queue.next();
  expect(queue.pushModel(model(2), true)).toBe(true);
  expect(queue.pushModel(model(3), true)).toBe(false);
  expect(drain(queue)).toEqual([1, 3]);
});

it('sends all that is to be kept, before what can be replaced, up to a bound', () => {
  const queue = createSendQueue();
  queue.pushModel(model(9), true);
  for (let i = 0; i < MAX_WAITING_KEPT; i++) expect(queue.pushModel(model(i), false)).toBe(true);
  expect(queue.pushModel(model(7), false)).toBe(false);
  expect(drain(queue)).toEqual([1, 2, 3, 7, 9]);
});

it('says when a model is complete', () => {
  const queue = createSendQueue();
  queue.pushModel(model(1, 2), false);
  expect([queue.next()?.completesModel, queue.next()?.completesModel, queue.next()]).toEqual([
    false,
    true,
    null,
  ]);
});
