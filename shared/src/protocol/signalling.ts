/**
 * What travels between a tab and the signalling server, over socket.io.
 *
 * The server introduces peers and relays their handshakes; it is told a room's name and nothing about what
 * the room learns. Where the room has a key, the handshakes are sealed, and the server cannot read them either.
 * Both ends validate what they receive with the schemas below: each is "from outside" to the other. Every request is acknowledged with a `Reply`, so a refused event is never silent.
 */
import * as v from 'valibot';
import { IceSchema } from './ice-server.ts';
import { VersionSchema } from './versions.ts';

/** Longest handshake relayed, in characters of JSON. An SDP offer with its candidates is 1-8 thousand. */
export const MAX_SIGNAL_LENGTH = 64 * 1024;
/** Longest sealed handshake, in characters of base64url: four for every three bytes. */
export const MAX_SEALED_LENGTH = 64 * 1024;
/** Longest command of a host that a refusal holds, in characters: see `room/command.ts`. */
const MAX_REMOVAL_LENGTH = 4096;
/** Longest room name, in characters. */
export const MAX_ROOM_NAME = 64;
/** Most peers named in one introduction. */
export const MAX_INTRODUCED = 64;
/** Most peers that a peer says it knows. */
export const MAX_NAMED_KNOWN = 4 * MAX_INTRODUCED;
/** Longest explanation of what is wrong with a value, in characters: it may repeat the value. */
const MAX_EXPLANATION = 200;

/** A peer's id: 16 hexadecimal digits, made by the server out of the peer's public key, or of its secret token where it shows none. */
export const PeerIdSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/, 'must be 16 hexadecimal digits'));
export type PeerId = v.InferOutput<typeof PeerIdSchema>;

export const RoomNameSchema = v.pipe(
  v.string(),
  v.regex(/^[\p{L}\p{N}._-]+$/u, 'letters, digits, dots, dashes and underscores only'),
  v.maxLength(MAX_ROOM_NAME, `at most ${MAX_ROOM_NAME} characters`),
);

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000));

const known = v.pipe(v.array(PeerIdSchema), v.maxLength(MAX_NAMED_KNOWN));

/**
 * Shows the server that the peer has the room's key, which the server does not: see `room/room-proof.ts`. Both as base64url, of
 * Ed25519: a public key of 32 bytes, and a signature of 64.
 */
export const ProofSchema = v.object({
  key: v.pipe(v.string(), v.regex(/^[\w-]{43}$/, 'must be 32 bytes as base64url')),
  signature: v.pipe(v.string(), v.regex(/^[\w-]{86}$/, 'must be 64 bytes as base64url')),
});
export type Proof = v.InferOutput<typeof ProofSchema>;

/**
 * `join`: the first request of a peer, repeated after every reconnect. The `token` is a secret that the tab
 * keeps for as long as it lives: the same token gives the same id, also from a server that was restarted,
 * and nobody who does not hold it can take the id. `slot` asks for the slot held before, if it is still free.
 * `known` are peers it was introduced to before, whose handshakes it still takes: it is introduced to as many others fewer.
 * `proof` is null where the link has no key, and absent from pages that are older than proofs.
 * `identity` shows that the peer has the key that its id is to be made of, see `room/identity.ts`; without one the token makes the id.
 * `version` is looked at before all else, see `versions.ts`.
 */
export const JoinSchema = v.object({
  room: RoomNameSchema,
  token: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits')),
  slot: v.optional(count),
  known: v.optional(known),
  proof: v.nullish(ProofSchema),
  identity: v.optional(ProofSchema),
  version: VersionSchema,
});
export type Join = v.InferOutput<typeof JoinSchema>;

/** `introduce`: asks for up to `count` random peers of the own room, `known` ones left out; handshakes of these are taken. */
export const IntroduceSchema = v.object({
  count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_INTRODUCED)),
  known,
});
export type Introduce = v.InferOutput<typeof IntroduceSchema>;

/** One attempt to connect has one session id, made by its initiator: who asked for the other. */
export const SessionSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/, 'must be 16 hexadecimal digits'));

/** The content of a handshake: what simple-peer emits as `signal`, checked before it is fed to simple-peer. */
export const HandshakeSchema = v.variant('type', [
  v.object({ type: v.literal('offer'), sdp: v.pipe(v.string(), v.maxLength(MAX_SIGNAL_LENGTH)) }),
  v.object({ type: v.literal('answer'), sdp: v.pipe(v.string(), v.maxLength(MAX_SIGNAL_LENGTH)) }),
  v.object({
    type: v.literal('candidate'),
    candidate: v.object({
      candidate: v.pipe(v.string(), v.maxLength(4096)),
      // An unsigned short in WebRTC, which would take another number for one.
      sdpMLineIndex: v.optional(
        v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535))),
      ),
      sdpMid: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(256)))),
    }),
  }),
]);
export type Handshake = v.InferOutput<typeof HandshakeSchema>;

/** Instead of an answer: the peer has as many links as it takes, or takes none to the other. */
export const FullSchema = v.object({
  type: v.literal('full'),
  /** The command of the host by which the other is removed, as JSON. Pages and servers from before there was one leave it out. */
  removal: v.optional(v.pipe(v.string(), v.maxLength(MAX_REMOVAL_LENGTH))),
});
export type Full = v.InferOutput<typeof FullSchema>;

/** A handshake that only those can read or make who have the room's key. */
const SealedSchema = v.object({
  type: v.literal('sealed'),
  box: v.pipe(v.string(), v.maxLength(MAX_SEALED_LENGTH), v.regex(/^[\w-]+$/, 'must be base64url')),
});
export type Sealed = v.InferOutput<typeof SealedSchema>;

/** Instead of a handshake: what came in this session was not sealed with the key that this peer has. */
export const DeclinedSchema = v.object({ type: v.literal('declined') });

/** What a server relays: in a room with a key all of it is sealed. */
export const EnvelopeSchema = v.variant('type', [HandshakeSchema, FullSchema, SealedSchema, DeclinedSchema]);
export type Envelope = v.InferOutput<typeof EnvelopeSchema>;

/** `signal`, from a tab: relay this handshake to a peer of my room. */
export const SignalSchema = v.object({
  to: PeerIdSchema,
  session: SessionSchema,
  handshake: EnvelopeSchema,
});
export type SignalRequest = v.InferOutput<typeof SignalSchema>;

/** `signal`, to a tab: a handshake from a peer of the same room. The server filled in `from` itself. */
export const RelayedSignalSchema = v.object({
  from: PeerIdSchema,
  session: SessionSchema,
  handshake: EnvelopeSchema,
});
export type RelayedSignal = v.InferOutput<typeof RelayedSignalSchema>;

/** Peers to connect to. Both sides of an introduction are told; the one that asked for it initiates. */
export const IntroductionSchema = v.object({
  peers: v.pipe(v.array(PeerIdSchema), v.maxLength(MAX_INTRODUCED)),
});
export type Introduction = v.InferOutput<typeof IntroductionSchema>;

export const JoinedSchema = v.object({
  id: PeerIdSchema,
  slot: count,
  size: count,
  peers: IntroductionSchema.entries.peers,
  /** Absent where the server has none to tell of, or is of a version that knows none. */
  ice: v.optional(IceSchema),
  /** The server's. */
  version: VersionSchema,
});
export type Joined = v.InferOutput<typeof JoinedSchema>;

/** `ice`: asks for STUN and TURN servers anew, before what is known of them ends. There may be keys to say more one day. */
export const AskIceSchema = v.object({});
export type AskIce = v.InferOutput<typeof AskIceSchema>;

export const IceAnswerSchema = v.object({ ice: IceSchema });
export type IceAnswer = v.InferOutput<typeof IceAnswerSchema>;

/** The room's size, told to everybody in it whenever it changes. */
export const RoomSizeSchema = v.object({ size: count });
export type RoomSize = v.InferOutput<typeof RoomSizeSchema>;

/** A peer left the room or died (its socket closed): told to those that were introduced to it. */
export const PeerLeftSchema = v.object({ id: PeerIdSchema });
export type PeerLeft = v.InferOutput<typeof PeerLeftSchema>;

/** Reasons for which an event, or the connection itself, is refused. */
export const REFUSAL_REASONS = [
  'invalid',
  'unknown-event',
  'not-joined',
  'already-joined',
  'unknown-peer',
  /** The peer was not introduced to the other, nor does that one say that it knows it. */
  'not-introduced',
  /** Another one with the same id, but not the same token, is in the room. */
  'taken-id',
  /** More than a socket, or all of its address, may send; later it may again. */
  'too-fast',
  'room-full',
  'server-full',
  /** Nothing was asked for in the room for so long that it was closed. */
  'idle-room',
  'too-many-sockets',
  'foreign-origin',
  /** Who joins is of a version that the server does not understand. Told only to who says its own: others do not know this reason. */
  'other-version',
  /** The room was opened with a key, and who joins has none. This and those that follow are told only to who says a `proof`. */
  'room-needs-key',
  /** The room was opened with another key. */
  'room-has-other-key',
  /** The room was opened without a key, and who joins has one. */
  'room-has-no-key',
  /** The proof is not one of this connection and room. */
  'bad-proof',
] as const;

/** Why an event was refused: a stable `reason` for programs, a sentence for people. */
export const RefusalSchema = v.object({
  reason: v.picklist(REFUSAL_REASONS),
  message: v.string(),
  /** The server's, where it is the reason. */
  version: VersionSchema,
});
export type Refusal = v.InferOutput<typeof RefusalSchema>;

/** The acknowledgement of every request. An invalid event with no acknowledgement gets a `refused` event. */
export type Reply<T> = ({ ok: true } & T) | ({ ok: false } & Refusal);

export interface ClientToServerEvents {
  join: (request: Join, reply: (answer: Reply<Joined>) => void) => void;
  introduce: (request: Introduce, reply: (answer: Reply<Introduction>) => void) => void;
  signal: (request: SignalRequest, reply: (answer: Reply<object>) => void) => void;
  ice: (request: AskIce, reply: (answer: Reply<IceAnswer>) => void) => void;
  leave: (reply: (answer: Reply<object>) => void) => void;
}

export interface ServerToClientEvents {
  introduction: (introduction: Introduction) => void;
  signal: (signal: RelayedSignal) => void;
  size: (size: RoomSize) => void;
  left: (peer: PeerLeft) => void;
  refused: (refusal: Refusal) => void;
}

/** What went wrong with a value, in a sentence for people: the first issue, with the path to it. */
export function explain(issues: readonly v.BaseIssue<unknown>[]): string {
  const issue = issues[0];
  const path = v.getDotPath(issue);
  return (path ? `${path}: ${issue.message}` : issue.message).slice(0, MAX_EXPLANATION);
}
