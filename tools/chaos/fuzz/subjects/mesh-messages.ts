/** What neighbours tell each other besides models: as JSON, whose values are changed, and as bytes, of which some are. */

import { MAX_VIEW_ENTRIES } from '@hearsay/shared/membership/view.ts';
import {
  MAX_MESH_MESSAGE_BYTES,
  type MeshMessage,
  parseMeshMessage,
  writeMeshMessage,
} from '@hearsay/shared/protocol/mesh-message.ts';
import { MAX_COMMAND_SETTINGS, MAX_REMOVED, readHostSettings } from '@hearsay/shared/room/command.ts';
import { publicKeyOf } from '@hearsay/shared/room/host-key.ts';
import { createNewestCommand } from '@hearsay/shared/room/newest-command.ts';
import { MAX_REPORTED_NEIGHBOURS, MAX_REPORTS_TOLD, REPORT_LIFETIME } from '@hearsay/shared/room/report.ts';
import { ReportTable } from '@hearsay/shared/room/report-table.ts';
import { parseRoomMessage, type RoomMessage } from '@hearsay/shared/room/room-message.ts';
import { readSketch, SKETCH_LENGTH } from '@hearsay/shared/room/sketch.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';
import { chance, mutateBytes, mutateValue, pick } from '../mutate.ts';
import { must, type Subject } from '../subject.ts';
import { checkAccepted, ENVELOPES, ID } from './signalling.ts';

const EPISODE = 20;
const TASK = { outputs: 10 };
/** Of nobody who signs anything. */
const HOST = publicKeyOf('A'.repeat(43));

const room = (message: RoomMessage) => ({ type: 'room', message }) as const;

export const MESH_MESSAGES: readonly MeshMessage[] = [
  { type: 'view', degree: 0, entries: [] },
  { type: 'view', degree: 8, entries: [...'01234567'].map((digit) => ({ id: digit.repeat(16), age: 0.5 })) },
  { type: 'unreachable', to: ID, session: ID },
  room({
    type: 'command',
    number: 7,
    run: 'paused',
    settings: 'room=demo&method=d-psgd&resets=1',
    signature: 'A'.repeat(86),
  }),
  room({
    ...{ type: 'command', number: 8, run: 'training', settings: 'room=demo', signature: 'A'.repeat(86) },
    addition: { removed: [ID], guard: 'on', signature: 'A'.repeat(86) },
  }),
  room({ type: 'reports', reports: [] }),
  room({
    type: 'reports',
    reports: [...'0123'].map((digit, place) => ({
      ...(place > 0 && { proof: { key: 'A'.repeat(43), signature: 'A'.repeat(86) } }),
      age: 2.5,
      report: {
        id: digit.repeat(16),
        number: 9,
        slot: place,
        phase: 'training',
        command: 7,
        updates: 100,
        accuracy: 0.9,
        loss: 0.3,
        perClass: [0.5, 1],
        tested: 20,
        confusion: [
          [0, 5],
          [1, 5],
          [3, 10],
        ],
        labels: 3,
        staleness: 1.5,
        gossipRate: 2,
        updateRate: 1,
        answerSeconds: 0.25,
        neighbours: [ID],
        exchanges: [2],
        limited: [0],
        added: 1,
        sketch: 'A'.repeat(86),
      },
    })),
  }),
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
    case 'room': {
      const read = parseRoomMessage(message.message);
      if (read !== null) checkRoomMessage(read);
      break;
    }
    case 'relay':
    case 'unreachable': {
      const { type: _, ...rest } = message;
      checkAccepted(rest);
      break;
    }
  }
}

function checkRoomMessage(message: RoomMessage): void {
  switch (message.type) {
    case 'command': {
      must(Number.isSafeInteger(message.number) && message.number > 0, 'a command has a number', message);
      must(message.settings.length <= MAX_COMMAND_SETTINGS, 'a command is small', message.settings.length);
      const { removed = [] } = message.addition ?? {};
      must(removed.length <= MAX_REMOVED, 'few are removed', removed.length);
      readHostSettings('demo', message.settings, TASK);
      const taken = createNewestCommand('demo', HOST, TASK).take(message);
      must(taken === 'command-forged', 'nobody signs with letters', taken);
      break;
    }
    case 'reports': {
      must(message.reports.length <= MAX_REPORTS_TOLD, 'reports are few', message.reports.length);
      const table = new ReportTable('f'.repeat(16), createRandom(1));
      table.setNeighbours([ID]);
      table.take(ID, message.reports, 0);
      must(
        table.pick(ID, 1).every(({ age }) => age >= 0 && age <= REPORT_LIFETIME),
        'what is told on can be taken',
        message,
      );
      for (const { age, report } of message.reports) {
        must(age >= 0 && age <= REPORT_LIFETIME, 'an age is a time', age);
        must(report.neighbours.length <= MAX_REPORTED_NEIGHBOURS, 'neighbours are few', report);
        must(report.exchanges.length === report.neighbours.length, 'exchanges are with neighbours', report);
        const { updates, staleness, gossipRate, updateRate, answerSeconds = 0 } = report;
        for (const value of [updates, staleness, gossipRate, updateRate, answerSeconds]) {
          must(Number.isFinite(value) && value >= 0, 'a report has numbers', report);
        }
        const sketch = readSketch(report.sketch);
        must(sketch === null || sketch.length === SKETCH_LENGTH, 'a sketch has its length', report.sketch);
      }
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
