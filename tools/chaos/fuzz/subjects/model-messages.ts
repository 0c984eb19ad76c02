/** Model messages, but for what the codec makes of them. */

import {
  MAX_AGE,
  MAX_VERSION_ENTRIES,
  modelMessageBytes,
  parseModelMessage,
  WIRE_KINDS,
  type WireMessage,
  writeModelMessage,
} from '@hearsay/shared/protocol/model-message.ts';
import type { Random } from '@hearsay/shared/util/random/random.ts';
import { mutateBytes, pick } from '../mutate.ts';
import { must, type Subject } from '../subject.ts';

const EPISODE = 20;
const RUN = 0x1234_5678;
const DIMENSION = 9;

/** 16 hexadecimal digits. */
export const randomId = (random: Random): string =>
  [0, 1]
    .map(() =>
      random
        .integer(2 ** 32)
        .toString(16)
        .padStart(8, '0'),
    )
    .join('');

function validMessage(random: Random): WireMessage {
  const versions = Array.from({ length: random.integer(4) }, () => ({
    peer: randomId(random),
    updates: random.integer(2 ** 32),
    age: random.integer(MAX_AGE + 1),
  }));
  const payload = new Uint8Array(random.integer(50)).map(() => random.integer(256));
  return {
    kind: pick(WIRE_KINDS, random),
    versions,
    dimension: DIMENSION,
    codec: random.integer(256),
    payload,
  };
}

export function checkModelMessage(bytes: Uint8Array<ArrayBuffer>): void {
  const result = parseModelMessage(bytes.buffer, RUN, DIMENSION);
  if (!result.ok) {
    must(
      ['malformed', 'wrong-room', 'wrong-shape'].includes(result.reason),
      'a refusal has a reason',
      result.reason,
    );
    return;
  }
  const { kind, versions, dimension, codec, payload } = result.message;
  must(
    WIRE_KINDS.includes(kind) && dimension === DIMENSION && codec >= 0 && codec <= 255,
    'a message is valid',
  );
  must(versions.length <= MAX_VERSION_ENTRIES, 'a version vector is bounded', versions.length);
  must(
    versions.every(
      ({ peer, updates, age }) =>
        /^[0-9a-f]{16}$/.test(peer) && updates >= 0 && updates < 2 ** 32 && age >= 0 && age <= MAX_AGE,
    ),
    'entries are valid',
    versions,
  );
  must(modelMessageBytes(versions.length, payload.length) === bytes.length, 'every byte is of one part');
  const again = parseModelMessage(writeModelMessage(RUN, result.message), RUN, DIMENSION);
  must(
    again.ok && JSON.stringify(again.message) === JSON.stringify(result.message),
    'what is read can be written',
  );
}

export const modelMessages: Subject = {
  name: 'model-messages',
  episode(random) {
    for (let input = 0; input < EPISODE; input++) {
      checkModelMessage(mutateBytes(new Uint8Array(writeModelMessage(RUN, validMessage(random))), random));
    }
    return EPISODE;
  },
};
