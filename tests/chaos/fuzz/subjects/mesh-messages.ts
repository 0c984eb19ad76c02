/** What neighbours tell each other besides models: as JSON, whose values are changed, and as bytes, of which some are. */
import { MAX_VIEW_ENTRIES } from '@hearsay/shared/membership/view.ts';
import {
  MAX_MESH_MESSAGE_BYTES,
  type MeshMessage,
  parseMeshMessage,
  writeMeshMessage,
} from '@hearsay/shared/protocol/mesh-message.ts';
import { chance, mutateBytes, mutateValue, pick } from '../mutate.ts';
import { must, type Subject } from '../subject.ts';
import { checkAccepted, ENVELOPES, ID } from './signalling.ts';

const EPISODE = 20;

export const MESH_MESSAGES: readonly MeshMessage[] = [
  { type: 'view', degree: 0, entries: [] },
  { type: 'view', degree: 8, entries: [...'01234567'].map((digit) => ({ id: digit.repeat(16), age: 0.5 })) },
  { type: 'unreachable', to: ID, session: ID },
  ...ENVELOPES.map((handshake) => ({ type: 'relay', from: ID, to: ID, session: ID, handshake }) as const),
];

export function checkMeshMessage(message: MeshMessage): void {
  switch (message.type) {
    case 'view':
      must(Number.isSafeInteger(message.degree) && message.degree >= 0, 'a degree is a count', message);
      must(message.entries.length <= MAX_VIEW_ENTRIES, 'a view is small', message.entries.length);
      for (const { id, age } of message.entries) {
        must(/^[0-9a-f]{16}$/.test(id), 'a view names peers', id);
        must(Number.isFinite(age) && age >= 0, 'an age is a time', age);
      }
      break;
    case 'relay':
    case 'unreachable': {
      const { type: _, ...rest } = message;
      checkAccepted(rest);
      break;
    }
  }
}

export const meshMessages: Subject = {
  name: 'mesh-messages',
  episode(random) {
    for (let input = 0; input < EPISODE; input++) {
      const message = pick(MESH_MESSAGES, random);
      const bytes = chance(0.5, random)
        ? mutateBytes(writeMeshMessage(message) ?? new Uint8Array(0), random)
        : new TextEncoder().encode(JSON.stringify(mutateValue(message, random)) ?? '');
      const parsed = parseMeshMessage(bytes);
      if (parsed === null) continue;
      must(bytes.length <= MAX_MESH_MESSAGE_BYTES, 'a message fits into a frame', bytes.length);
      checkMeshMessage(parsed);
    }
    return EPISODE;
  },
};
