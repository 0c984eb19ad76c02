/** Pages say which test shows what they claim: these are to be there. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readPage, writtenPages } from './samples.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

it('the tests that pages name are there', async () => {
  const named: string[] = [];
  for (const page of await writtenPages()) {
    for (const [, path] of (await readPage(page)).matchAll(/`([^`\s]+\.test\.ts)`/g)) named.push(path);
  }
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((path) => !existsSync(ROOT + path))).toEqual([]);
});
