/**
 * A model message as it travels on a data channel (little-endian):
 *
 *     0  u16  magic 0x4748 ("HG")       8  u32  dimension
 *     2  u8   format, 2                12  u16  entries in the version vector
 *     3  u8   kind, see WIRE_KINDS     14  u8   parts of an offer (0: 2), u8 0
 *     4  u32  run                      16  entries: 8 bytes peer id, u32 updates, u8 age
 *     then u8 codec, 3 bytes 0, and the codec's bytes to the end; of a signal there are none
 *
 * The run number is a hash of all that peers must have in common (`run-number.ts`); a message of another run is never mixed.
 * What arrives is untrusted: `parseModelMessage` says why it refuses, and never throws.
 */
import { MESSAGE_KINDS, type MessageKind, SIGNALS, type Signal } from '../gossip/environment/environment.ts';
import { HALVES } from '../gossip/offers-under-way.ts';
import type { PeerId } from './signalling.ts';

/** Most entries of a version vector that travel or are accepted. */
export const MAX_VERSION_ENTRIES = 4096;

/** Seconds; a count that is older is said to be so old. */
export const MAX_AGE = 255;

const MAGIC = 0x4748;
const FORMAT = 2;
const HEADER_BYTES = 16;
const ENTRY_BYTES = 13;
const CODEC_BYTES = 4;

/** In the order of their numbers. */
export const WIRE_KINDS: readonly WireKind[] = [...MESSAGE_KINDS, ...SIGNALS];
export type WireKind = MessageKind | Signal;

export const isSignal = (kind: WireKind): kind is Signal => SIGNALS.some((signal) => signal === kind);

export interface VersionEntry {
  readonly peer: PeerId;
  readonly updates: number;
  /** Whole seconds since that count last grew, rounded down, up to `MAX_AGE`: see `gossip/versions/forgetting.ts`. */
  readonly age: number;
}

export interface WireMessage {
  readonly kind: WireKind;
  /** Of an offer, see `Environment.send`, at least 2. Default 2. */
  readonly parts?: number | undefined;
  readonly versions: readonly VersionEntry[];
  /** Numbers that the payload stands for. */
  readonly dimension: number;
  /** Id of the codec that can read the payload. */
  readonly codec: number;
  readonly payload: Uint8Array;
}

/** Why a message was dropped; among the keys of `status().dropped`. */
export type WireProblem = 'malformed' | 'wrong-room' | 'wrong-shape';

/** Bytes of a message with so many entries in its version vector, and so many of the codec's. */
export function modelMessageBytes(entries: number, payloadBytes: number): number {
  return HEADER_BYTES + ENTRY_BYTES * Math.min(entries, MAX_VERSION_ENTRIES) + CODEC_BYTES + payloadBytes;
}

/** The message as bytes in a buffer of its own, ready to be transferred. */
export function writeModelMessage(run: number, message: WireMessage): ArrayBuffer {
  const { kind, dimension, codec, payload, parts = HALVES } = message;
  const entries = message.versions.slice(0, MAX_VERSION_ENTRIES);
  const codecAt = HEADER_BYTES + ENTRY_BYTES * entries.length;
  const bytes = new Uint8Array(modelMessageBytes(entries.length, payload.length));
  const view = new DataView(bytes.buffer);
  view.setUint16(0, MAGIC, true);
  view.setUint8(2, FORMAT);
  view.setUint8(3, WIRE_KINDS.indexOf(kind));
  view.setUint32(4, run, true);
  view.setUint32(8, dimension, true);
  view.setUint16(12, entries.length, true);
  view.setUint8(14, parts);
  entries.forEach(({ peer, updates, age }, i) => {
    const at = HEADER_BYTES + ENTRY_BYTES * i;
    view.setUint32(at, Number.parseInt(peer.slice(0, 8), 16), true);
    view.setUint32(at + 4, Number.parseInt(peer.slice(8), 16), true);
    view.setUint32(at + 8, updates, true);
    view.setUint8(at + 12, age);
  });
  view.setUint8(codecAt, codec);
  bytes.set(payload, codecAt + CODEC_BYTES);
  return bytes.buffer;
}

/**
 * Reads what arrived, but for the payload, which is a view of the buffer.
 * @param run the own run number
 * @param dimension how many numbers a message has
 */
export function parseModelMessage(
  buffer: ArrayBuffer,
  run: number,
  dimension: number,
): { ok: true; message: WireMessage } | { ok: false; reason: WireProblem } {
  const view = new DataView(buffer);
  if (buffer.byteLength < HEADER_BYTES + CODEC_BYTES) return refuse('malformed');
  if (view.getUint16(0, true) !== MAGIC || view.getUint8(2) !== FORMAT) return refuse('malformed');
  const kind = WIRE_KINDS.at(view.getUint8(3));
  const count = view.getUint16(12, true);
  const codecAt = HEADER_BYTES + ENTRY_BYTES * count;
  if (kind === undefined || count > MAX_VERSION_ENTRIES || buffer.byteLength < codecAt + CODEC_BYTES) {
    return refuse('malformed');
  }
  if (view.getUint32(4, true) !== run) return refuse('wrong-room');
  if (view.getUint32(8, true) !== dimension) return refuse('wrong-shape');
  const versions: VersionEntry[] = [];
  for (let i = 0; i < count; i++) {
    const at = HEADER_BYTES + ENTRY_BYTES * i;
    const peer = hex32(view.getUint32(at, true)) + hex32(view.getUint32(at + 4, true));
    versions.push({ peer, updates: view.getUint32(at + 8, true), age: view.getUint8(at + 12) });
  }
  const payload = new Uint8Array(buffer, codecAt + CODEC_BYTES);
  const parts = Math.max(HALVES, view.getUint8(14));
  const codec = view.getUint8(codecAt);
  return { ok: true, message: { kind, parts, versions, dimension, codec, payload } };
}

function refuse(reason: WireProblem): { ok: false; reason: WireProblem } {
  return { ok: false, reason };
}

function hex32(value: number): string {
  return value.toString(16).padStart(8, '0');
}
