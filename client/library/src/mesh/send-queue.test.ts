import {
  countedBytes,
  FRAME_PAYLOAD_BYTES,
  parseFrame,
  writeHeartbeat,
} from '@hearsay/shared/protocol/frames.ts';
import { expect, it } from 'vitest';
import { createSendQueue, MAX_WAITING_KEPT, type SendQueue } from './send-queue.ts';

/** A queue of a link whose neighbour has allowed everything. */
function freeQueue(): SendQueue {
  const queue = createSendQueue();
  queue.allow(Number.MAX_SAFE_INTEGER);
  return queue;
}

const model = (fill: number, frames = 1): ArrayBuffer =>
  new Uint8Array(frames * FRAME_PAYLOAD_BYTES).fill(fill).buffer;

/** What comes out: the type of each control frame, the first byte of each model frame. */
function drain(queue: SendQueue): (string | number)[] {
  const out: (string | number)[] = [];
  for (let next = queue.next(); next; next = queue.next()) {
    const frame = parseFrame(next.frame);
    out.push(frame?.type === 'model' ? frame.payload[0] : (frame?.type ?? 'junk'));
  }
  return out;
}

it('lets control frames overtake a model that is on its way', () => {
  const queue = freeQueue();
  queue.pushModel(model(1, 3), true);
  queue.next();
  queue.pushControl(writeHeartbeat('heartbeat', 1, 1));
  expect(drain(queue)).toEqual(['heartbeat', 1, 1]);
});

it('lets a newer model take the place of one that waits, but not of one on its way', () => {
  const queue = freeQueue();
  queue.pushModel(model(1, 2), true);
  queue.next();
  expect(queue.pushModel(model(2), true)).toBe(true);
  expect(queue.pushModel(model(3), true)).toBe(false);
  expect(drain(queue)).toEqual([1, 3]);
});

it('sends all that is to be kept, before what can be replaced, up to a bound', () => {
  const queue = freeQueue();
  queue.pushModel(model(9), true);
  for (let i = 0; i < MAX_WAITING_KEPT; i++) expect(queue.pushModel(model(i), false)).toBe(true);
  expect(queue.pushModel(model(7), false)).toBe(false);
  expect(drain(queue)).toEqual([1, 2, 3, 7, 9]);
});

it('says when a model is complete', () => {
  const queue = freeQueue();
  queue.pushModel(model(1, 2), false);
  expect([queue.next()?.completesModel, queue.next()?.completesModel, queue.next()]).toEqual([
    false,
    true,
    null,
  ]);
});

it('begins a model only when all of it is allowed, and lets nothing but models wait for that', () => {
  const queue = createSendQueue();
  const counts = countedBytes(2 * FRAME_PAYLOAD_BYTES);
  queue.pushModel(model(1, 2), true);
  queue.pushControl(writeHeartbeat('heartbeat', 1, 1));
  queue.pushCredit(5);
  queue.pushCredit(6);
  expect(drain(queue)).toEqual(['heartbeat', 'credit']);
  queue.allow(counts - 1);
  expect(drain(queue)).toEqual([]);
  // Not begun, so still to be replaced.
  expect(queue.pushModel(model(2, 2), true)).toBe(false);
  queue.allow(counts);
  queue.allow(0);
  expect(drain(queue)).toEqual([2, 2]);
  queue.pushModel(model(3), true);
  expect(drain(queue)).toEqual([]);
});

it('cuts one model for many links, and leaves it as it is', () => {
  const shared = model(5, 2);
  const queues = [freeQueue(), freeQueue()];
  for (const queue of queues) queue.pushModel(shared, true);
  queues[0].next();
  expect([...drain(queues[1]), ...drain(queues[0])]).toEqual([5, 5, 5]);
  expect(new Uint8Array(shared).every((byte) => byte === 5)).toBe(true);
});

it('makes all frames in the same room', () => {
  const queues = [freeQueue(), freeQueue()];
  const rooms = new Set<ArrayBuffer>();
  for (const queue of queues) {
    queue.pushModel(model(1, 3), true);
    for (let next = queue.next(); next; next = queue.next()) rooms.add(next.frame.buffer);
  }
  expect(rooms.size).toBe(1);
});
