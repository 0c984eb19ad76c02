/**
 * A model message as it travels on a data channel (little-endian):
 *
 *     0  u16  magic 0x4748 ("HG")       8  u32  dimension
 *     2  u8   format, 1                12  u16  entries in the version vector
 *     3  u8   kind, see MESSAGE_KINDS  14  u16  0
 *     4  u32  run                      16  entries: 8 bytes peer id, u32 updates
 *     then u8 codec, 3 bytes 0, and the codec's bytes to the end
 *
 * The run number is a hash of all that peers must have in common; a message of another run is never mixed.
 * What arrives is untrusted: `parseModelMessage` says why it refuses, and never throws.
 */
import { MESSAGE_KINDS, type MessageKind } from '../gossip/environment/environment.ts';
import { hashSeed } from '../gossip/random/random.ts';
import { deriveKey } from './derived-key.ts';
import { formatOwnOptions, type RunSettings } from './run-settings.ts';
import type { PeerId } from './signalling.ts';

/** Most entries of a version vector that travel or are accepted. */
export const MAX_VERSION_ENTRIES = 4096;

const MAGIC = 0x4748;
const FORMAT = 1;
const HEADER_BYTES = 16;
const ENTRY_BYTES = 12;
const CODEC_BYTES = 4;
/** Of what is derived of a room's key. */
const RUN_KEY_BYTES = 8;

export interface VersionEntry {
  readonly peer: PeerId;
  readonly updates: number;
}

export interface WireMessage {
  readonly kind: MessageKind;
  readonly versions: readonly VersionEntry[];
  /** Numbers that the payload stands for. */
  readonly dimension: number;
  /** Id of the codec that can read the payload. */
  readonly codec: number;
  readonly payload: Uint8Array;
}

/** Why a message was dropped; among the keys of `status().dropped`. */
export type WireProblem = 'malformed' | 'wrong-room' | 'wrong-shape';

/** What peers must have in common to mix: 32 bits of it. Of the room's key it has a derived part alone. */
export function runNumber(settings: RunSettings): number {
  const { room, key, task, method, seed, exchange } = settings;
  const parts = [room, task, method, seed, exchange, formatOwnOptions(settings.with)];
  if (settings.resets > 0) parts.push(settings.resets);
  return hashSeed(...parts, ...(key === '' ? [] : deriveKey(key, 'run', RUN_KEY_BYTES)));
}

/** Bytes of a message with so many entries in its version vector, and so many of the codec's. */
export function modelMessageBytes(entries: number, payloadBytes: number): number {
  return HEADER_BYTES + ENTRY_BYTES * Math.min(entries, MAX_VERSION_ENTRIES) + CODEC_BYTES + payloadBytes;
}

/** The message as bytes in a buffer of its own, ready to be transferred. */
export function writeModelMessage(run: number, message: WireMessage): ArrayBuffer {
  const { kind, dimension, codec, payload } = message;
  const entries = message.versions.slice(0, MAX_VERSION_ENTRIES);
  const codecAt = HEADER_BYTES + ENTRY_BYTES * entries.length;
  const bytes = new Uint8Array(modelMessageBytes(entries.length, payload.length));
  const view = new DataView(bytes.buffer);
  view.setUint16(0, MAGIC, true);
  view.setUint8(2, FORMAT);
  view.setUint8(3, MESSAGE_KINDS.indexOf(kind));
  view.setUint32(4, run, true);
  view.setUint32(8, dimension, true);
  view.setUint16(12, entries.length, true);
  entries.forEach(({ peer, updates }, i) => {
    const at = HEADER_BYTES + ENTRY_BYTES * i;
    view.setUint32(at, Number.parseInt(peer.slice(0, 8), 16), true);
    view.setUint32(at + 4, Number.parseInt(peer.slice(8), 16), true);
    view.setUint32(at + 8, updates, true);
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
  const kind = MESSAGE_KINDS.at(view.getUint8(3));
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
    versions.push({ peer, updates: view.getUint32(at + 8, true) });
  }
  const payload = new Uint8Array(buffer, codecAt + CODEC_BYTES);
  return { ok: true, message: { kind, versions, dimension, codec: view.getUint8(codecAt), payload } };
}

function refuse(reason: WireProblem): { ok: false; reason: WireProblem } {
  return { ok: false, reason };
}

function hex32(value: number): string {
  return value.toString(16).padStart(8, '0');
}
