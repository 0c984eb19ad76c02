import { ReportSchema } from '@hearsay/shared/room/report.ts';
import { defaultSettings } from '@hearsay/shared/settings/run-settings.ts';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { initialStatus, type Status } from '../session/status.ts';
import { ownReport } from './own-report.ts';

const BESIDE = {
  ...{ id: '0123456789abcdef', number: 1, command: 0, sketch: '', exchanges: new Map() },
  isPrivate: false,
};
const statusWith = (change: Partial<Status>): Status => ({
  ...initialStatus(defaultSettings),
  ...{ phase: 'training', slot: 0, labels: [3, 0, 7] },
  ...change,
});

it('is none before there is a model', () => {
  expect(ownReport(statusWith({ phase: 'loading' }), BESIDE)).toBeNull();
});

it('says how many examples there are of each class where each peer brings its own, and elsewhere which', () => {
  const dealt = ownReport(statusWith({}), BESIDE);
  expect(dealt?.labels).toBe(0b101);
  expect(dealt).not.toHaveProperty('counts');
  const brought = ownReport(statusWith({ task: 'a'.repeat(64) }), BESIDE);
  expect(brought?.counts).toEqual([3, 0, 7]);
  for (const report of [dealt, brought]) expect(v.is(ReportSchema, report)).toBe(true);
  expect(v.is(ReportSchema, { ...brought, counts: [-1] })).toBe(false);
  expect(v.is(ReportSchema, { ...brought, counts: new Array(33).fill(1) })).toBe(false);
});

it('says how it reaches each neighbour that it is connected to', () => {
  const neighbour = (id: number, state: 'connected' | 'connecting', path: 'direct' | 'relayed' | null) => ({
    id: id.toString(16).padStart(16, '0'),
    ...{ state, path, bytesSent: 0, bytesReceived: 0, roundTripMs: null },
  });
  const neighbours = [
    neighbour(1, 'connected', 'relayed'),
    neighbour(2, 'connecting', null),
    neighbour(3, 'connected', null),
    neighbour(4, 'connected', 'direct'),
  ];
  const report = ownReport(statusWith({ neighbours }), BESIDE);
  expect(report?.paths).toBe('r?d');
  expect(v.is(ReportSchema, report)).toBe(true);
  for (const paths of ['r?', 'r?dd', 'r?x', 1]) expect(v.is(ReportSchema, { ...report, paths })).toBe(false);
  // As older pages report.
  expect(v.is(ReportSchema, { ...report, paths: undefined })).toBe(true);
});

it('says which neighbours it mostly leaves out', () => {
  const ids = [1, 2, 3].map((id) => id.toString(16).padStart(16, '0'));
  const neighbours = ids.map((id) => ({
    ...{ id, state: 'connected' as const, path: null },
    ...{ bytesSent: 0, bytesReceived: 0, roundTripMs: null },
  }));
  expect(ownReport(statusWith({ neighbours }), BESIDE)).not.toHaveProperty('limited');
  const report = ownReport(
    statusWith({ neighbours, limited: { [ids[1]]: 0.2, ['f'.repeat(16)]: 0.1 } }),
    BESIDE,
  );
  expect(report?.limited).toEqual([1]);
  expect(v.is(ReportSchema, report)).toBe(true);
  for (const limited of [[3], [-1], [0.5], 1]) expect(v.is(ReportSchema, { ...report, limited })).toBe(false);
});

it('tells nothing of a private run that follows from its own examples, and not from its models', () => {
  const isPrivate = { ...BESIDE, isPrivate: true };
  const tested = { ...{ roomAccuracy: 0.5, roomLoss: 1, roomPerClass: [1, 0] }, accuracy: 0.4 };
  const own = {
    task: 'a'.repeat(64),
    ...tested,
    tested: {
      count: 4,
      confusion: [
        [2, 0],
        [2, 0],
      ],
    },
  };
  const report = ownReport(statusWith(own), isPrivate);
  expect(report).toMatchObject({ accuracy: null, loss: null, perClass: [], labels: 0 });
  for (const key of ['counts', 'tested', 'confusion']) expect(report).not.toHaveProperty(key);
  expect(v.is(ReportSchema, report)).toBe(true);
  expect(ownReport(statusWith(own), BESIDE)).toMatchObject({ accuracy: 0.5, tested: 4, counts: [3, 0, 7] });
  // What all are tested with is no secret.
  expect(ownReport(statusWith(tested), isPrivate)).toMatchObject({
    accuracy: 0.5,
    perClass: [1, 0],
    labels: 0,
  });
});
