import {
  countedBytes,
  FRAME_BYTES,
  FRAME_PAYLOAD_BYTES,
  parseFrame,
  writeCredit,
  writeHeartbeat,
  writeModelFrame,
} from '@hearsay/shared/protocol/frames.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_WAITING_KEPT } from './send-queue.ts';
import { createTransfer, LEAST_HEARTBEAT_MS, type Transfer, WINDOW_MODELS } from './transfer.ts';

/** Of the largest model, two frames and a bit. */
const MAX_MODEL_BYTES = 2 * FRAME_PAYLOAD_BYTES + 1000;
const WINDOW_BYTES = WINDOW_MODELS * countedBytes(MAX_MODEL_BYTES);

interface End {
  readonly transfer: Transfer;
  /** First bytes and lengths of the models that arrived whole. */
  readonly models: string[];
  /** What those that were not taken wait for, oldest first. */
  readonly waiting: (() => void)[];
  readonly said: string[];
  /** Frames that are on their way from here. */
  readonly sent: Uint8Array<ArrayBuffer>[];
  readyState: RTCDataChannelState;
  now: number;
}

const name = (model: ArrayBuffer): string => `${new Uint8Array(model)[0]}:${model.byteLength}`;
const model = (fill: number, bytes = MAX_MODEL_BYTES): ArrayBuffer => new Uint8Array(bytes).fill(fill).buffer;

function createEnd(): End {
  const models: string[] = [];
  const waiting: (() => void)[] = [];
  const said: string[] = [];
  const sent: Uint8Array<ArrayBuffer>[] = [];
  const end: End = {
    transfer: createTransfer({
      maxModelBytes: MAX_MODEL_BYTES,
      now: () => end.now,
      listener: {
        onModel(arrived, taken) {
          models.push(name(arrived));
          waiting.push(taken);
        },
        onHeartbeat: (updates) => said.push(`heartbeat ${updates}`),
        onMessage: ({ type }) => said.push(type),
        onDropped: (reason) => said.push(reason),
        onEnd: (reason) => said.push(`end: ${reason}`),
      },
    }),
    models,
    waiting,
    said,
    sent,
    readyState: 'open',
    now: 0,
  };
  end.transfer.open({
    get readyState() {
      return end.readyState;
    },
    get bufferedAmount() {
      return sent.reduce((sum, frame) => sum + frame.byteLength, 0);
    },
    send(frame) {
      if (end.readyState !== 'open') throw new Error('closed');
      sent.push(frame.slice());
    },
  });
  return end;
}

/** The next frame arrives. @returns whether there was one */
function deliver(from: End, to: Transfer): boolean {
  const frame = from.sent.shift();
  if (!frame) return false;
  to.receive(frame);
  from.transfer.pump();
  return true;
}

function deliverAll(a: End, b: End): void {
  while ([deliver(a, b.transfer), deliver(b, a.transfer)].includes(true));
}

function connected(): [End, End] {
  const ends: [End, End] = [createEnd(), createEnd()];
  deliverAll(...ends);
  return ends;
}

const typesOf = ({ sent }: End): (string | undefined)[] => sent.map((frame) => parseFrame(frame)?.type);

describe('a transfer', () => {
  it('brings models over whole, and lets control frames overtake them', () => {
    const [a, b] = connected();
    a.transfer.sendModel(model(1), false);
    a.transfer.sendModel(model(2), true);
    a.transfer.sendHeartbeat(7);
    // The browser has enough to do; the last frame waits here.
    expect(typesOf(a)).toEqual(['model', 'model', 'model', 'model', 'model']);
    deliver(a, b.transfer);
    expect(typesOf(a)).toEqual(['model', 'model', 'model', 'model', 'heartbeat', 'model']);
    deliverAll(a, b);
    expect(b.said).toEqual(['heartbeat 7']);
    expect(b.models).toEqual([name(model(1)), name(model(2))]);
    expect(a.transfer.traffic).toMatchObject({ modelsSent: 2, roundTripMs: 0 });
    expect(b.transfer.traffic.modelsReceived).toBe(2);
    expect(b.transfer.traffic.bytesReceived).toBe(a.transfer.traffic.bytesSent);
  });

  it('sends no more than the other end has room for, and goes on when that has worked something off', () => {
    const [a, b] = connected();
    for (let i = 0; i < MAX_WAITING_KEPT; i++) a.transfer.sendModel(model(i), false);
    a.transfer.sendModel(model(8), true);
    deliverAll(a, b);
    expect(b.models).toHaveLength(WINDOW_MODELS);
    a.transfer.sendModel(model(9), true);
    expect(a.said).toEqual(['replaced']);
    deliverAll(a, b);
    expect(b.models).toHaveLength(WINDOW_MODELS);
    for (let taken = b.waiting.shift(); taken; taken = b.waiting.shift()) {
      taken();
      // Said twice, it frees no more.
      taken();
      deliverAll(a, b);
      expect(b.waiting.length).toBeLessThanOrEqual(WINDOW_MODELS);
    }
    expect(b.models.map((arrived) => arrived[0])).toEqual(['0', '1', '2', '3', '9']);
  });

  it('is not held up by another one whose other end takes nothing', () => {
    const [slow, neverTakes] = connected();
    const [quick, takes] = connected();
    const shared = model(1);
    for (let i = 0; i < 10; i++) {
      slow.transfer.sendModel(shared, true);
      quick.transfer.sendModel(shared, true);
      deliverAll(slow, neverTakes);
      deliverAll(quick, takes);
      takes.waiting.shift()?.();
      deliverAll(quick, takes);
    }
    expect(neverTakes.models).toHaveLength(WINDOW_MODELS);
    expect(takes.models).toEqual(new Array(10).fill(name(shared)));
  });

  it('sends nothing but control frames to who has allowed nothing', () => {
    const a = createEnd();
    a.sent.length = 0;
    for (let i = 0; i < 20; i++) a.transfer.sendModel(model(i), i % 2 === 0);
    a.transfer.sendHeartbeat(1);
    expect(typesOf(a)).toEqual(['heartbeat']);
  });

  it('hands no more to the browser than it keeps up with, whatever the other end allows', () => {
    const a = createEnd();
    a.sent.length = 0;
    a.transfer.receive(writeCredit(Number.MAX_SAFE_INTEGER));
    for (let i = 0; i < 4; i++) a.transfer.sendModel(model(i), false);
    const buffered = a.sent.reduce((sum, frame) => sum + frame.byteLength, 0);
    expect(buffered).toBeLessThan(256 * 1024 + FRAME_BYTES);
    expect(a.sent.length).toBeGreaterThan(3);
  });

  it('cuts off who sends more than it may', () => {
    const b = createEnd();
    const bytes = new Uint8Array(MAX_MODEL_BYTES);
    let frames = 0;
    while (frames < 100 && b.said.length === 0) {
      const offset = (frames % 3) * FRAME_PAYLOAD_BYTES;
      b.transfer.receive(writeModelFrame(Math.floor(frames / 3), bytes, offset, new Uint8Array(FRAME_BYTES)));
      frames += 1;
    }
    expect(frames).toBe(3 * WINDOW_MODELS + 1);
    expect(b.said).toEqual(['flood', 'end: flood']);
    b.transfer.receive(writeHeartbeat('heartbeat', 1, 1));
    expect(b.said).toHaveLength(2);
  });

  it('cuts off who sends many tiny models', () => {
    const b = createEnd();
    let models = 0;
    while (models < 1000 && b.said.length === 0) {
      models += 1;
      b.transfer.receive(writeModelFrame(models, Uint8Array.of(1), 0, new Uint8Array(FRAME_BYTES)));
    }
    expect(models).toBeLessThan(100);
  });

  it('drops a model whole that dies on its way, and frees what it counted', () => {
    const [a, b] = connected();
    const scratch = new Uint8Array(FRAME_BYTES);
    const bytes = new Uint8Array(MAX_MODEL_BYTES);
    // More of them than the window holds: what was dropped does not count for ever.
    for (let i = 0; i < 5; i++) {
      b.transfer.receive(writeModelFrame(i, bytes, 0, scratch));
      b.transfer.receive(writeModelFrame(i, bytes, 2 * FRAME_PAYLOAD_BYTES, scratch));
    }
    expect(b.said).toEqual(new Array(5).fill('incomplete'));
    // Abandoned: the next begins before it is whole.
    for (let i = 5; i < 12; i++) b.transfer.receive(writeModelFrame(i, bytes, 0, scratch));
    expect(b.models).toEqual([]);
    expect(b.said).toHaveLength(5);
    deliverAll(a, b);
    a.transfer.sendModel(model(3), true);
    deliverAll(a, b);
    expect(b.models).toEqual([`3:${MAX_MODEL_BYTES}`]);
  });

  it('leaves nothing of half a model when the link closes', () => {
    const [a, b] = connected();
    a.transfer.sendModel(model(1), true);
    a.transfer.sendModel(model(2), true);
    deliver(a, b.transfer);
    const rest = [...a.sent];
    b.transfer.close();
    for (const frame of rest) b.transfer.receive(frame);
    expect(b.models).toEqual([]);
    a.readyState = 'closed';
    a.sent.length = 0;
    a.transfer.close();
    a.transfer.sendModel(model(3), true);
    a.transfer.sendHeartbeat(1);
    a.transfer.pump();
    expect(a.sent).toEqual([]);
  });

  it('survives a channel that closes under it', () => {
    const [a] = connected();
    const channel = {
      readyState: 'open' as const,
      bufferedAmount: 0,
      send: () => {
        throw new Error('closed');
      },
    };
    a.transfer.open(channel);
    a.transfer.sendModel(model(1), true);
    a.transfer.sendHeartbeat(1);
    a.transfer.sendGoodbye();
    expect(a.transfer.traffic.modelsSent).toBe(0);
  });

  it('answers heartbeats, but not a flood of them', () => {
    const b = createEnd();
    b.sent.length = 0;
    for (let i = 0; i < 5; i++) b.transfer.receive(writeHeartbeat('heartbeat', i, 1));
    b.now += LEAST_HEARTBEAT_MS;
    b.transfer.receive(writeHeartbeat('heartbeat', 5, 1));
    expect(b.said).toEqual(['heartbeat 0', 'flood', 'flood', 'flood', 'flood', 'heartbeat 5']);
    expect(typesOf(b)).toEqual(['heartbeat-reply', 'heartbeat-reply']);
  });

  it('believes no answer to a heartbeat from before the link, or from later', () => {
    const b = createEnd();
    b.now = 50;
    for (const stamp of [-1, -1e308, 51]) b.transfer.receive(writeHeartbeat('heartbeat-reply', 0, stamp));
    expect(b.transfer.traffic.roundTripMs).toBeNull();
    b.transfer.receive(writeHeartbeat('heartbeat-reply', 0, 20));
    expect(b.transfer.traffic.roundTripMs).toBe(30);
  });

  it('counts what is no frame', () => {
    const b = createEnd();
    for (const junk of ['text', null, new Uint8Array(0), Uint8Array.of(99)]) b.transfer.receive(junk);
    expect(b.said).toEqual(['malformed', 'malformed', 'malformed', 'malformed']);
  });

  it('never has more than the window unconsumed, never stands still, and loses nothing that is to be kept', () => {
    const action = fc.oneof(
      fc.record({ do: fc.constant('send' as const), bytes: fc.integer({ min: 1, max: MAX_MODEL_BYTES }) }),
      fc.record({ do: fc.constantFrom('deliver' as const, 'answer' as const, 'take' as const) }),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 200 }), (actions) => {
        const [a, b] = connected();
        const sizes: number[] = [];
        let taken = 0;
        const take = (): void => {
          const next = b.waiting.shift();
          if (next) taken += 1;
          next?.();
        };
        for (const each of actions) {
          if (each.do === 'send') {
            if (sizes.length - b.models.length >= MAX_WAITING_KEPT) continue;
            sizes.push(each.bytes);
            a.transfer.sendModel(model(0, each.bytes), false);
          } else if (each.do === 'deliver') deliver(a, b.transfer);
          else if (each.do === 'answer') deliver(b, a.transfer);
          else take();
          const unconsumed = sizes.slice(taken, a.transfer.traffic.modelsSent).map(countedBytes);
          expect(unconsumed.reduce((sum, counts) => sum + counts, 0)).toBeLessThanOrEqual(WINDOW_BYTES);
        }
        deliverAll(a, b);
        while (b.waiting.length > 0) {
          take();
          deliverAll(a, b);
        }
        expect(b.models).toEqual(sizes.map((bytes) => `0:${bytes}`));
        expect([...a.said, ...b.said]).toEqual([]);
      }),
    );
  });
});
