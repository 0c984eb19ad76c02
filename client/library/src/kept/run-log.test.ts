import { defaultSettings } from '@hearsay/shared/settings/run-settings.ts';
import { describe, expect, it } from 'vitest';
import { initialStatus, type Status } from '../session/status.ts';
import { CSV_COLUMNS, logAsCsv, logAsJson, type RunLog, VERSIONS } from './log-files.ts';
import { createRunRecorder, MAX_LOG_ROWS } from './run-log.ts';

const KEY = 'AAAAAAAAAAAAAAAAAAAAAA';
const settings = {
  ...defaultSettings,
  room: 'a',
  key: KEY,
  seed: 7,
  method: 'draco',
  with: { psi: 4, windowSeconds: 2 },
  auto: true,
};
const status = (change: Partial<Status> = {}): Status => ({ ...initialStatus(settings), ...change });
const evaluation = (updates: number) => ({
  seconds: updates / 10,
  updates,
  accuracy: 0.5,
  loss: 1.25,
  roomAccuracy: 0.75,
  roomLoss: 1,
});

function logOf(rows: RunLog['rows']): RunLog {
  return { settings, peer: '00000000000000aa', slot: 2, backend: 'wasm', browser: 'Some "browser", 1', rows };
}

describe('the recorder', () => {
  it('keeps what the status said when it happened', () => {
    const recorder = createRunRecorder(() => 3);
    recorder.record('joined', status({ size: 4 }), 'as 00000000000000aa');
    recorder.record(
      'evaluation',
      status({ steps: 80, gossipRate: 2, dropped: { late: 2, malformed: 1 } }),
      '',
      evaluation(8),
    );
    expect(recorder.rows()).toMatchObject([
      { event: 'joined', seconds: 3, size: 4, accuracy: null, detail: 'as 00000000000000aa' },
      {
        event: 'evaluation',
        seconds: 0.8,
        updates: 8,
        steps: 80,
        accuracy: 0.5,
        loss: 1.25,
        roomAccuracy: 0.75,
        dropped: 3,
      },
    ]);
  });

  it('is bounded, keeps events, and spreads the evaluations it keeps over the whole run', () => {
    const recorder = createRunRecorder(() => 0);
    recorder.record('joined', status());
    for (let i = 0; i < 5 * MAX_LOG_ROWS; i++) recorder.record('evaluation', status(), '', evaluation(i));
    const rows = recorder.rows();
    expect(rows.length).toBeLessThanOrEqual(MAX_LOG_ROWS);
    expect(rows[0].event).toBe('joined');
    const updates = rows.slice(1).map((row) => row.updates);
    expect(updates[0]).toBe(0);
    expect(updates.at(-1)).toBeGreaterThan(5 * MAX_LOG_ROWS - 20);
    const gaps = updates.slice(1).map((value, i) => value - updates[i]);
    expect(Math.max(...gaps)).toBeLessThan(20);
    expect(Math.min(...gaps)).toBeGreaterThan(3);
  });

  it('is bounded by events too, which are long', () => {
    const recorder = createRunRecorder(() => 0);
    for (let i = 0; i < MAX_LOG_ROWS + 10; i++)
      recorder.record('error', status(), `${i} ${'x'.repeat(9999)}`);
    expect(recorder.rows()).toHaveLength(MAX_LOG_ROWS);
    expect(recorder.rows()[0].detail).toMatch(/^10 x{297}$/);
  });

  it('goes on after what was before a reload', () => {
    const first = createRunRecorder(() => 1);
    first.record('joined', status());
    const second = createRunRecorder(() => 2, first.rows());
    second.record('resumed', status());
    expect(second.rows().map(({ event }) => event)).toEqual(['joined', 'resumed']);
  });
});

describe('the files', () => {
  const recorder = createRunRecorder(() => 1);
  recorder.record('joined', status());
  recorder.record('evaluation', status({ accuracy: 0.5 }), '', evaluation(8));
  recorder.record('error', status(), '=HYPERLINK("x")\nand more');
  const log = logOf(recorder.rows());

  it('CSV: a header, a line a row, and as many cells in each', () => {
    const table = parseCsv(logAsCsv(log));
    expect(table[0]).toEqual(CSV_COLUMNS);
    expect(table).toHaveLength(4);
    for (const line of table) expect(line).toHaveLength(CSV_COLUMNS.length);
    const at = (line: number, name: string): string => table[line][CSV_COLUMNS.indexOf(name)];
    expect([at(1, 'event'), at(1, 'accuracy'), at(2, 'accuracy'), at(2, 'loss'), at(2, 'updates')]).toEqual([
      'joined',
      '',
      '0.5',
      '1.25',
      '8',
    ]);
    // What came later stands last.
    expect(table[0].slice(-2)).toEqual(['roomAccuracy', 'roomLoss']);
    expect(table[2].slice(-2)).toEqual(['0.75', '1']);
    expect(at(3, 'detail')).toBe('\'=HYPERLINK("x")\nand more');
    expect([at(1, 'seed'), at(1, 'slot'), at(1, 'browser')]).toEqual(['7', '2', 'Some "browser", 1']);
    expect([at(2, 'hearsay'), at(2, 'tfjs')]).toEqual([VERSIONS.hearsay, '4.22.0']);
    expect(at(2, 'settings')).toBe('room=a&method=draco&with=psi:4,windowSeconds:2&seed=7');
  });

  it('JSON: everything that defines the run, and the rows', () => {
    const { auto: _, ...read } = JSON.parse(logAsJson(log));
    expect(read).toMatchObject({
      format: 'hearsay-run-log',
      versions: VERSIONS,
      seed: 7,
      peer: '00000000000000aa',
      settings: { method: 'draco', with: { psi: 4, windowSeconds: 2 } },
    });
    expect(read.rows).toEqual(recorder.rows());
  });

  it('neither gives the key of the room away', () => {
    for (const file of [logAsCsv(log), logAsJson(log)]) expect(file).not.toContain(KEY);
  });
});

/** RFC 4180, all of it. */
function parseCsv(text: string): string[][] {
  const table: string[][] = [];
  let line: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    if (end === '' && line.length === 0) break;
    line.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ',') continue;
    table.push(line);
    line = [];
  }
  return table;
}
