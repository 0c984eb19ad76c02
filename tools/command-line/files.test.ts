import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeChart } from './files.ts';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hearsay-files-'));
});
afterAll(() => rm(directory, { recursive: true }));

it('makes directories and replaces files', async () => {
  const path = join(directory, 'a', 'b', 'chart.svg');
  await writeChart(path, '<svg/>');
  await writeChart(path, '<svg></svg>');
  expect(await readFile(path, 'utf8')).toBe('<svg></svg>');
});

it('names the file it cannot write, in one line', async () => {
  const file = join(directory, 'file');
  await writeChart(file, 'x');
  await expect(writeChart(directory, 'x')).rejects.toThrow(
    `${directory}: cannot be written, it is a directory`,
  );
  await expect(writeChart(join(file, 'chart.svg'), 'x')).rejects.toThrow(
    `${join(file, 'chart.svg')}: cannot be written, a part of its path is a file`,
  );
});
