import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../settings/run-settings.ts';
import {
  countedBytes,
  createReassembly,
  FRAME_BYTES,
  FRAME_PAYLOAD_BYTES,
  type Frame,
  parseFrame,
  writeCredit,
  writeGoodbye,
  writeHeartbeat,
  writeModelFrame,
} from './frames.ts';
import { parseModelMessage, type WireMessage, writeModelMessage } from './model-message.ts';
import { runNumber } from './run-number.ts';

const message: WireMessage = {
  kind: 'reply',
  parts: 2,
  versions: [
    { peer: '0123456789abcdef', updates: 7, age: 0 },
    { peer: 'ffffffff00000001', updates: 4_000_000_000, age: 255 },
  ],
  dimension: 3,
  codec: 9,
  payload: Uint8Array.of(5, 6, 7, 8),
};
const RUN = 42;
const parse = (buffer: ArrayBuffer, run = RUN, dimension = 3): ReturnType<typeof parseModelMessage> =>
  parseModelMessage(buffer, run, dimension);
const reason = (result: ReturnType<typeof parseModelMessage>): string => (result.ok ? 'ok' : result.reason);

describe('model messages', () => {
  it('arrive as they were sent', () => {
    expect(parse(writeModelMessage(RUN, message))).toEqual({ ok: true, message });
  });

  it('are refused with the reason', () => {
    const bytes = (): ArrayBuffer => writeModelMessage(RUN, message);
    expect(reason(parse(bytes(), RUN + 1))).toBe('wrong-room');
    expect(reason(parse(bytes(), RUN, 4))).toBe('wrong-shape');
    expect(reason(parse(bytes().slice(0, 30)))).toBe('malformed');
    expect(reason(parse(new ArrayBuffer(0)))).toBe('malformed');
    expect(reason(parse(new ArrayBuffer(500)))).toBe('malformed');
  });

  it('never throw, whatever a byte is changed to', () => {
    const bytes = new Uint8Array(writeModelMessage(RUN, message));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), fc.nat(bytes.length), (at, value, length) => {
        const changed = bytes.slice(0, length);
        if (at < length) changed[at] = value;
        const result = parse(changed.buffer);
        if (result.ok) expect(result.message.dimension).toBe(3);
      }),
    );
  });

  it('belong to one run: another room, task, seed or exchange is another', () => {
    const numbers = [
      {},
      { room: 'other' },
      { seed: 2 },
      { resets: 1 },
      { exchange: 'push' as const },
      { driftCorrection: [] },
    ].map((change) => runNumber({ ...defaultSettings, ...change }, 'a'));
    expect(new Set([...numbers, runNumber(defaultSettings, 'b')]).size).toBe(7);
    expect(runNumber({ ...defaultSettings, steps: 3, samples: 50 }, 'a')).toBe(
      runNumber(defaultSettings, 'a'),
    );
  });
});

const modelFrames = (bytes: Uint8Array, number = 1): (Frame & { type: 'model' })[] => {
  const frames: (Frame & { type: 'model' })[] = [];
  for (let offset = 0; offset < bytes.length; offset += FRAME_PAYLOAD_BYTES) {
    const frame = parseFrame(writeModelFrame(number, bytes, offset, new Uint8Array(FRAME_BYTES)));
    if (frame?.type === 'model') frames.push(frame);
  }
  return frames;
};

describe('frames', () => {
  it('carry control messages', () => {
    expect(parseFrame(writeHeartbeat('heartbeat', 12, 3.5))).toEqual({
      type: 'heartbeat',
      updates: 12,
      stamp: 3.5,
    });
    expect(parseFrame(writeHeartbeat('heartbeat-reply', 0, 3.5))).toEqual({
      type: 'heartbeat-reply',
      stamp: 3.5,
    });
    expect(parseFrame(writeGoodbye())).toEqual({ type: 'goodbye' });
    expect(parseFrame(writeCredit(5e9))).toEqual({ type: 'credit', limit: 5e9 });
  });

  it('refuse a credit that is no count of bytes', () => {
    for (const limit of [-1, 0.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(parseFrame(writeCredit(limit))).toBeNull();
    }
  });

  it('leave nothing of one in the buffer of the next', () => {
    const buffer = new Uint8Array(FRAME_BYTES).fill(0xff);
    const frame = writeModelFrame(7, Uint8Array.of(1, 2, 3), 0, buffer);
    expect(frame.buffer).toBe(buffer.buffer);
    expect([...frame]).toEqual([1, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 1, 2, 3]);
  });

  it('count what they are, and tiny ones more', () => {
    const lengths = (bytes: number): number[] =>
      modelFrames(new Uint8Array(bytes)).map(({ payload }) => payload.length);
    for (const bytes of [1, 5000, FRAME_PAYLOAD_BYTES, 2 * FRAME_PAYLOAD_BYTES + 20_000]) {
      const each = lengths(bytes).map(countedBytes);
      expect(each.reduce((sum, counts) => sum + counts)).toBe(countedBytes(bytes));
    }
    expect(countedBytes(FRAME_PAYLOAD_BYTES)).toBe(FRAME_BYTES);
    expect(countedBytes(0)).toBe(0);
    expect(countedBytes(1)).toBeGreaterThan(1000);
  });

  it('put a model together again, also from a view into a larger buffer', () => {
    const bytes = Uint8Array.from({ length: 2.5 * FRAME_PAYLOAD_BYTES }, (_, i) => i % 251);
    const inside = new Uint8Array(bytes.length + 7);
    inside.set(bytes, 7);
    const assemble = createReassembly(1 << 20);
    const results = modelFrames(inside.subarray(7)).map(assemble.take);
    expect(results.slice(0, 2)).toEqual(['more', 'more']);
    const last = results[2];
    expect(typeof last === 'object' && new Uint8Array(last.whole)).toEqual(bytes);
  });

  it('are full but for the last: a few bytes do not make room for a whole model', () => {
    const frame = writeModelFrame(1, new Uint8Array(2 * FRAME_PAYLOAD_BYTES), 0, new Uint8Array(FRAME_BYTES));
    expect(parseFrame(frame)).not.toBeNull();
    expect(parseFrame(frame.subarray(0, 40))).toBeNull();
  });

  it('drop a broken transfer whole, and take the next one', () => {
    const bytes = new Uint8Array(3 * FRAME_PAYLOAD_BYTES).fill(3);
    const assemble = createReassembly(1 << 20);
    const [first, , third] = modelFrames(bytes, 1);
    expect([first, third].map(assemble.take)).toEqual(['more', 'incomplete']);
    expect(assemble.heldBytes).toBe(0);
    const results = modelFrames(bytes, 2).map(assemble.take);
    expect(typeof results[2]).toBe('object');
    // A newer message that begins before the older is finished takes its place.
    assemble.take(first);
    expect(assemble.heldBytes).toBe(FRAME_PAYLOAD_BYTES);
    expect(typeof modelFrames(bytes, 3).map(assemble.take)[2]).toBe('object');
  });

  it('do not let a message claim more memory than the bound', () => {
    const bytes = new Uint8Array(1000);
    expect(modelFrames(bytes).map(createReassembly(999).take)).toEqual(['too-big']);
  });

  it('never throw, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.integer({ min: 0, max: 5 }), (bytes, type) => {
        if (bytes.length > 0) bytes[0] = type;
        const frame = parseFrame(bytes);
        if (frame?.type === 'model') createReassembly(1000).take(frame);
      }),
    );
  });
});
