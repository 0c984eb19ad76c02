import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openSecretFile, type SecretFile } from './secret-file.ts';

let directory: string;
let opened: SecretFile | undefined;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'hearsay-secret-'));
});
afterEach(() => {
  opened?.close();
  rmSync(directory, { recursive: true });
});

const write = (text: string): string => {
  const path = join(directory, 'secret');
  writeFileSync(path, text);
  return path;
};

it('is the line of the file', () => {
  opened = openSecretFile(write(' a secret\r\n'), () => {});
  expect(opened.secret()).toBe(' a secret');
});

it.each([
  ['\n', /one line that is not empty/],
  ['a\nb\n', /one line/],
])('is refused in one line: %j', (text, words) => {
  const path = write(text);
  expect(() => openSecretFile(path, () => {})).toThrow(words);
});

it('says what to do where there is no file', () => {
  expect(() => openSecretFile(join(directory, 'none'), () => {})).toThrow(/none.*--turn-secret-file/);
});

it('follows the file, and keeps what it has while that is of no use', async () => {
  const said: string[] = [];
  opened = openSecretFile(write('one\n'), (message) => said.push(message), 5);
  write('\n');
  await vi.waitFor(() => expect(said.at(-1)).toMatch(/Until then/), { timeout: 10_000 });
  expect(opened.secret()).toBe('one');
  expect(said).toHaveLength(1);
  write('another\n');
  await vi.waitFor(() => expect(opened?.secret()).toBe('another'), { timeout: 10_000 });
});
