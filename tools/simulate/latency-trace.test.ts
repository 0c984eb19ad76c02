import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measured, parseRoundTrips } from './latency-trace.ts';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hearsay-trace-'));
});
afterAll(() => rm(directory, { recursive: true }));

describe('round trips', () => {
  it('are one number a line', () => {
    expect(parseRoundTrips('12.5\n\n 30 \r\n1e2\n')).toEqual([12.5, 30, 100]);
    expect(parseRoundTrips('\uFEFF7')).toEqual([7]);
  });

  it.each(['rtt', 'rtt_ms', 'ms', 'RTT', '"rtt"'])('are the column named %s', (name) => {
    expect(parseRoundTrips(`host,${name},note\na,12,x\n"b","30",\n`)).toEqual([12, 30]);
    expect(parseRoundTrips(`${name}\n12\n`)).toEqual([12]);
  });

  it.each([
    ['12\nslow\n', 'line 2: slow: must be a number from 0 to 10000000 (ms)'],
    ['12\n\n-1\n', 'line 3: -1: must be a number'],
    ['12\n3,4\n', 'line 2: has 2 columns, must have 1'],
    ['host,ms\na,1\nb\n', 'line 3: has 1 columns, must have 2'],
    ['host,ms\na,\n', 'line 2: : must be a number'],
    ['host,time\na,1\n', 'line 1: must be a number from 0 to 10000000 (ms) alone, or names of columns'],
    ['1,2\n', 'line 1: must be a number from 0 to 10000000 (ms) alone, or names of columns'],
    ['', 'has no round trips'],
    ['ms\n', 'has no round trips'],
  ])('%j is refused by the line', (csv, problem) => {
    expect(() => parseRoundTrips(csv)).toThrow(problem);
  });

  it('of any text are numbers, or a problem in one line', () => {
    const cell = fc.constantFrom('ms', 'rtt', '1', '2.5', '-1', '', '"', 'NaN', '1e999', 'a b', '\u2028');
    const line = fc.array(cell, { minLength: 1, maxLength: 3 }).map((cells) => cells.join(','));
    const csv = fc.array(line, { maxLength: 5 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(fc.oneof(csv, fc.string()), (text) => {
        try {
          const values = parseRoundTrips(text);
          expect(values.length).toBeGreaterThan(0);
          expect(values.every((value) => value >= 0 && Number.isFinite(value))).toBe(true);
        } catch (error) {
          expect(String(error)).toMatch(/^Error: (line \d+: [^\n]+|has no round trips)$/);
        }
      }),
    );
  });
});

describe('a file', () => {
  it('gives seconds one way, half of each round trip', async () => {
    const path = join(directory, 'pings.csv');
    await writeFile(path, 'rtt_ms\n100\n40\n');
    expect(measured({ kind: 'file', path })).toEqual({ kind: 'trace', seconds: [0.05, 0.02] });
    expect(measured(0.3)).toBe(0.3);
  });

  it('is named where it cannot be read', async () => {
    const path = join(directory, 'bad.csv');
    await writeFile(path, '1\nx\n');
    expect(() => measured({ kind: 'file', path })).toThrow(`--latency trace:${path}: line 2: x: must be`);
    const absent = join(directory, 'absent.csv');
    expect(() => measured({ kind: 'file', path: absent })).toThrow(`trace:${absent}: there is no such file`);
    expect(() => measured({ kind: 'file', path: directory })).toThrow('is not a file');
  });
});
