import { defaultSettings } from '@hearsay/shared/settings/run-settings.ts';
import { initialStatus, type Status } from 'hearsay/internal/session/status.ts';
import { expect, it } from 'vitest';
import { exitCode, line, newErrors, table } from './report.ts';

const idle = initialStatus(defaultSettings);
const training: Status = {
  ...idle,
  phase: 'training',
  slot: 3,
  accuracy: 0.5,
  roomAccuracy: 0.8312,
  updates: 120,
  updateRate: 4.2,
  sent: { models: 9, bytes: 12_300_000 },
  neighbours: [
    { id: 'a', state: 'connected', path: 'direct', bytesSent: 0, bytesReceived: 0, roundTripMs: null },
    { id: 'b', state: 'closed', path: null, bytesSent: 0, bytesReceived: 0, roundTripMs: null },
  ],
  dropped: { malformed: 1, flood: 2 },
};

it('tells each peer in a line', () => {
  expect(line(training, 0)).toBe(
    'peer 1, slot 3: training, 83.1% right, 120 updates (4.2 a second), connected to 1, 12 MB sent, 0 B received',
  );
});

it('sets all peers in a table', () => {
  const [head, first, second] = table([training, idle]).split('\n');
  expect(head).toMatch(/^peer +slot +phase +accuracy/);
  expect(first.trim().split(/ {2,}/)).toEqual([
    '1',
    '3',
    'training',
    '83.1%',
    '120',
    '4.2',
    '1',
    '12 MB',
    '0 B',
    '3',
  ]);
  expect(second).toHaveLength(head.length);
});

it('tells an error once', () => {
  expect(newErrors([], ['a', 'b'])).toEqual(['a', 'b']);
  expect(newErrors(['a', 'b'], ['b', 'c'])).toEqual(['c']);
});

it('ends with nought where all have trained and none failed', () => {
  expect(exitCode([true, true], [training, training])).toBe(0);
  expect(exitCode([true, false], [training, idle])).toBe(1);
  expect(exitCode([true, true], [training, { ...training, phase: 'failed' }])).toBe(1);
});
