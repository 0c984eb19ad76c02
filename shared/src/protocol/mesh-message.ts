/**
 * What neighbours tell each other besides models: whom they know, handshakes that they pass on for those who are not linked
 * yet, commands of the room's host, and how peers are. JSON in a frame of its own, see `frames.ts`. It comes from outside: `parseMeshMessage` returns null for what
 * is not a message, and never throws.
 */
import { bytesToUtf8, utf8ToBytes } from '@noble/ciphers/utils.js';
import * as v from 'valibot';
import { MAX_VIEW_ENTRIES } from '../membership/view.ts';
import { EnvelopeSchema, PeerIdSchema, ProofSchema, SessionSchema } from './signalling.ts';
import { VersionSchema } from './versions.ts';

/** Most bytes of a message as JSON, so that it fits into a frame. A handshake is 1 to 10 thousand. */
export const MAX_MESH_MESSAGE_BYTES = 60 * 1024;
/** Most links that somebody may say it has. */
const MAX_DEGREE = 1000;
/** Most seconds of silence that are told. */
const MAX_AGE = 3600;

/** Some of the sender's neighbours, see `View`. */
const ViewSchema = v.object({
  type: v.literal('view'),
  degree: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_DEGREE)),
  entries: v.pipe(
    v.array(
      v.object({
        id: PeerIdSchema,
        age: v.pipe(v.number(), v.minValue(0), v.maxValue(MAX_AGE)),
      }),
    ),
    v.maxLength(MAX_VIEW_ENTRIES),
  ),
});

/**
 * A handshake between two that have no link yet, over a neighbour of both: from the one to that neighbour, and from there
 * to the other. Nobody passes it on any further.
 */
const RelaySchema = v.object({
  type: v.literal('relay'),
  from: PeerIdSchema,
  to: PeerIdSchema,
  session: SessionSchema,
  handshake: EnvelopeSchema,
});

/** The answer to a relay that could not be passed on: there is no link to that peer. */
const UnreachableSchema = v.object({
  type: v.literal('unreachable'),
  to: PeerIdSchema,
  session: SessionSchema,
});

/** What the mesh has no use for: of the room's host, and of how peers are, which `room/room-message.ts` reads; and of a task that
 * the room made itself, which `task-message.ts` reads. Rooms without either do not load them. */
const RoomSchema = v.object({ type: v.literal('room'), message: v.unknown() });

/** The first message over a link, both ways: what the sender trains, and the versions that it understands. Peers of different tasks
 * never mix, and are to know why; of those whose versions do not fit nothing else counts. `identity` shows that the sender is who it
 * says, see `room/identity.ts`; older pages say none, and rooms without a host. */
const TaskSchema = v.object({
  type: v.literal('task'),
  digest: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  version: VersionSchema,
  oldest: VersionSchema,
  identity: v.optional(ProofSchema),
});

const MeshMessageSchema = v.variant('type', [
  TaskSchema,
  ViewSchema,
  RelaySchema,
  UnreachableSchema,
  RoomSchema,
]);
export type MeshMessage = v.InferOutput<typeof MeshMessageSchema>;
export type Relay = v.InferOutput<typeof RelaySchema>;

/** Null where it is too long. */
export function writeMeshMessage(message: MeshMessage): Uint8Array | null {
  const bytes = utf8ToBytes(JSON.stringify(message));
  return bytes.length <= MAX_MESH_MESSAGE_BYTES ? bytes : null;
}

export function parseMeshMessage(bytes: Uint8Array): MeshMessage | null {
  if (bytes.length > MAX_MESH_MESSAGE_BYTES) return null;
  try {
    const parsed = v.safeParse(MeshMessageSchema, JSON.parse(bytesToUtf8(bytes)), { abortEarly: true });
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
