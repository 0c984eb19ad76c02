/** What the value of a setting may be, in English. */
import { CODEC_NAMES } from '../gossip/codec/codec-choice.ts';
import { DRIFT_CORRECTIONS } from '../gossip/drift-correction/drift-correction.ts';
import { type Rule, type RuleWords, ruleIn } from './rules.ts';

/** The partitions there are, in words. @param labels most that a peer may get */
export const partitionsOf = (labels: number): string =>
  `iid, labels:K with K from 1 to ${labels}, or dirichlet:ALPHA with ALPHA from 0.01 to 1000`;

export const englishRules: RuleWords = {
  number: ({ whole, least, most }) => `a ${whole ? 'whole number' : 'number'} from ${least} to ${most}`,
  'one-of': ({ values }) => values.join(', '),
  switch: '0 or 1',
  origin: 'the origin of a Hearsay server, as in https://example.org',
  'room-name': '1 to 64 letters, digits, dots, dashes and underscores',
  'room-key': '16 to 32 random bytes as base64url, 22 to 43 characters: open the whole link of the room',
  'host-key': 'the public key of the host: 32 bytes as base64url, 43 characters',
  'host-secret': 'the secret of the host: 32 bytes as base64url, 43 characters',
  partition: ({ labels }) => partitionsOf(labels),
  gossip: ({ most }) => `ln, or a number of exchanges per local update from 0 (train alone) to ${most}`,
  'update-rate': ({ least, most }) =>
    `device, or a number of local updates a second from ${least} to ${most}`,
  codec: ({ auto }) => `${auto ? 'auto, ' : ''}${CODEC_NAMES}`,
  'drift-correction': () => DRIFT_CORRECTIONS,
  attack: ({ names }) => `one of ${names.join(', ')}, or with its size, as in noise:10`,
  privacy: ({ epsilon, delta }) =>
    `EPSILON:DELTA, as in 3:1e-5, with EPSILON from ${epsilon.least} to ${epsilon.most} and DELTA from ${delta.least} to ${delta.most}`,
  shard: 'INDEX/COUNT, as in 3/8, with INDEX from 0 to COUNT - 1',
  'own-options': 'options of the method’s own, as in degree:6 or psi:4,window:2',
  stay: ({ least, most }) => `none, or after how many updates a peer goes, a number from ${least} to ${most}`,
  'no-such-setting': ({ names }) => `no such setting; there are ${names.join(', ')}`,
  command: 'an object with run, reset, or settings that a host has in its hand',
  length: ({ most }) => `at most ${most} characters in all`,
  'peer-id': 'the id of another peer: 16 hexadecimal digits',
  'most-removed': ({ most }) => `at most ${most} removed at a time`,
  'float32-only': ({ method }) =>
    `must be float32 with ${method}, whose messages have to arrive as they were sent, or which has a codec of its own`,
  'whole-models-only': ({ codec, method, methods }) =>
    `must not be ${codec} with ${method}, whose peers need each other’s whole model; it is for ${methods.join(', ')}`,
  'no-drift-correction': ({ method }) =>
    `must be auto or none with ${method}, whose peers do not go by plain gradients of their own`,
  'no-guard': ({ method, methods }) =>
    `must be auto or off with ${method}, which does not heed how much a message is to count; it is for ${methods.join(', ')}`,
  'no-own-options': ({ method }) => `${method} has no options of its own`,
  'no-such-option': ({ method, names }) => `${method} has no such option; it has ${names.join(', ')}`,
  'fewer-peers': ({ method, most }) =>
    `another, or at most ${most} peers, as ${method} takes long to simulate`,
  'networks-only': ({ method }) => `another, or learner=classes, as ${method} is for networks`,
  'longer-stay': ({ least, updates }) =>
    `at least ${least} with ${updates} updates, or too few of the first peers are left`,
};

export const ruleInEnglish = (rule: Rule): string => ruleIn(englishRules, rule);
