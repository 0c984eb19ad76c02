/** What travels between a tab and the server, both ways: read by the schemas, and by nothing else. */
import {
  EnvelopeSchema,
  explain,
  HandshakeSchema,
  IntroduceSchema,
  IntroductionSchema,
  JoinedSchema,
  JoinSchema,
  MAX_INTRODUCED,
  MAX_NAMED_KNOWN,
  MAX_ROOM_NAME,
  MAX_SEALED_LENGTH,
  MAX_SIGNAL_LENGTH,
  PeerLeftSchema,
  REFUSAL_REASONS,
  RefusalSchema,
  RelayedSignalSchema,
  RoomSizeSchema,
  SignalSchema,
} from '@hearsay/shared/protocol/signalling.ts';
import * as v from 'valibot';
import { mutateValue, pick } from '../mutate.ts';
import { must, type Subject } from '../subject.ts';

export const ID = '0123456789abcdef';
const OFFER = { type: 'offer', sdp: 'v=0\r\n' } as const;
const ANSWER = { type: 'answer', sdp: 'v=0\r\n' } as const;
const CANDIDATE = {
  type: 'candidate',
  candidate: { candidate: 'candidate:1 1 udp 1 10.0.0.1 9 typ host', sdpMLineIndex: 0, sdpMid: '0' },
} as const;

const ICE = {
  servers: [
    { urls: ['stun:example.org:3478'] },
    { urls: ['turn:example.org'], username: '1:a', credential: 'c' },
  ],
  seconds: 3600,
} as const;

/** All that a server or a neighbour passes on. */
export const ENVELOPES = [
  OFFER,
  ANSWER,
  CANDIDATE,
  { type: 'full' },
  { type: 'full', removal: '{"type":"command"}' },
  { type: 'declined' },
  { type: 'sealed', box: 'Zm9v-_YmFy' },
] as const;

const EVENTS: readonly { readonly schema: v.GenericSchema; readonly valid: readonly object[] }[] = [
  {
    schema: JoinSchema,
    valid: [
      { room: 'demo', token: ID + ID },
      { room: 'klasse-7ü', token: ID + ID, slot: 3, known: [ID], version: 1 },
      { room: 'demo', token: ID + ID, proof: { key: 'A'.repeat(43), signature: '-_'.repeat(43) } },
      { room: 'demo', token: ID + ID, proof: null },
    ],
  },
  { schema: IntroduceSchema, valid: [{ count: 5, known: [ID, ID] }] },
  { schema: HandshakeSchema, valid: [OFFER, ANSWER, CANDIDATE] },
  { schema: EnvelopeSchema, valid: ENVELOPES },
  { schema: SignalSchema, valid: ENVELOPES.map((handshake) => ({ to: ID, session: ID, handshake })) },
  {
    schema: RelayedSignalSchema,
    valid: ENVELOPES.map((handshake) => ({ from: ID, session: ID, handshake })),
  },
  { schema: IntroductionSchema, valid: [{ peers: [ID, ID] }] },
  {
    schema: JoinedSchema,
    valid: [
      { ok: true, id: ID, slot: 0, size: 2, peers: [ID] },
      { ok: true, id: ID, slot: 0, size: 2, peers: [], version: 1, ice: ICE },
    ],
  },
  { schema: RoomSizeSchema, valid: [{ size: 7 }] },
  { schema: PeerLeftSchema, valid: [{ id: ID }] },
  { schema: RefusalSchema, valid: [{ reason: 'invalid', message: 'No.', version: 1 }] },
];

/** What each name stands for, said a second time and otherwise: a key that is not here is not to get through. */
const ALLOWED: Readonly<Record<string, (value: unknown) => boolean>> = {
  room: (value) =>
    typeof value === 'string' && value.length <= MAX_ROOM_NAME && /^[^\s/\\<>&"'%]+$/.test(value),
  token: isHexadecimal(32),
  slot: isCount,
  size: isCount,
  known: isListOfIds(MAX_NAMED_KNOWN),
  peers: isListOfIds(MAX_INTRODUCED),
  count: (value) => isCount(value) && Number(value) >= 1 && Number(value) <= MAX_INTRODUCED,
  to: isHexadecimal(16),
  from: isHexadecimal(16),
  id: isHexadecimal(16),
  session: isHexadecimal(16),
  type: (value) => ENVELOPES.some(({ type }) => type === value),
  box: (value) => isText(MAX_SEALED_LENGTH)(value) && /^[A-Za-z0-9_-]+$/.test(String(value)),
  sdp: isText(MAX_SIGNAL_LENGTH),
  removal: isText(4096),
  // Of a handshake an object, and in it a text.
  candidate: (value) => isText(4096)(value) || (typeof value === 'object' && value !== null),
  sdpMLineIndex: (value) => value == null || (isCount(value) && Number(value) <= 65_535),
  sdpMid: (value) => value == null || isText(256)(value),
  handshake: (value) => typeof value === 'object' && value !== null,
  version: isCount,
  proof: (value) => value === null || typeof value === 'object',
  key: isBase64Url(43),
  signature: isBase64Url(86),
  ice: (value) => typeof value === 'object' && value !== null,
  servers: (value) => Array.isArray(value) && value.length <= 32,
  urls: (value) => Array.isArray(value) && value.every((url) => /^(stun|turn)s?:\S+$/i.test(String(url))),
  username: isText(512),
  credential: isText(512),
  seconds: (value) => typeof value === 'number' && value >= 10 && value <= 1_000_000,
  reason: (value) => REFUSAL_REASONS.some((reason) => reason === value),
  message: (value) => typeof value === 'string',
};

function isHexadecimal(digits: number): (value: unknown) => boolean {
  return (value) => typeof value === 'string' && value.length === digits && !/[^0-9a-f]/.test(value);
}

function isBase64Url(letters: number): (value: unknown) => boolean {
  return (value) =>
    isText(letters)(value) && String(value).length === letters && !/[^A-Za-z0-9_-]/.test(String(value));
}

function isText(most: number): (value: unknown) => boolean {
  return (value) => typeof value === 'string' && value.length <= most;
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= 1_000_000;
}

function isListOfIds(most: number): (value: unknown) => boolean {
  return (value) => Array.isArray(value) && value.length <= most && value.every(isHexadecimal(16));
}

/** Fails for what is not allowed to get through under its name. */
export function checkAccepted(value: unknown): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  for (const [key, part] of Object.entries(value)) {
    if (part === undefined) continue;
    must(Object.hasOwn(ALLOWED, key) && ALLOWED[key](part), `${key} is accepted only if valid`, part);
    checkAccepted(part);
  }
}

const EPISODE = 20;

export const signalling: Subject = {
  name: 'signalling',
  episode(random) {
    for (let input = 0; input < EPISODE; input++) {
      const { schema, valid } = pick(EVENTS, random);
      checkEvent(schema, mutateValue(pick(valid, random), random));
    }
    return EPISODE;
  },
};

function checkEvent(schema: v.GenericSchema, value: unknown): void {
  const parsed = v.safeParse(schema, value, { abortEarly: true });
  if (parsed.success) {
    checkAccepted(parsed.output);
    return;
  }
  const words = explain(parsed.issues);
  must(words.length > 0 && words.length <= 200, 'what is wrong is said in a few words', words);
}

/** Any value at all, for every event. */
export function checkEvents(value: unknown): void {
  for (const { schema } of EVENTS) checkEvent(schema, value);
}
