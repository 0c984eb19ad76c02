import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it, vi } from 'vitest';
import { loadTable } from '../../data/table/load-table.ts';
import { STATIONS, stationAddress, stationFile } from './penguins.ts';

const SITE = fileURLToPath(new URL('../../../', import.meta.url));
/** As the package that it is from lists it: the hash that git gives a file. */
const SOURCE = '517b6d3267174b1b65691a37cbd59c1739155866';

afterEach(() => vi.unstubAllGlobals());

it('the penguins are as they were published', () => {
  const bytes = readFileSync(`${SITE}lessons/penguins.json`);
  const hash = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
  expect(hash).toBe(SOURCE);
});

it.each(STATIONS)('the script makes the table of station %i', (station) => {
  const made = execFileSync(process.execPath, [`${SITE}lessons/make-penguins.mjs`, String(station)]);
  expect(made.toString()).toBe(readFileSync(`${SITE}public${stationAddress(station)}`, 'utf8'));
});

it('a table that cannot be fetched is one that cannot be read', async () => {
  vi.stubGlobal('fetch', async () => new Response('', { status: 404 }));
  await expect(loadTable(stationFile(3))).resolves.toEqual({ ok: false, problem: { code: 'unreadable' } });
});
