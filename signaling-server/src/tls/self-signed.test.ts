import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { selfSigned } from './self-signed.ts';

const DAY_MS = 86_400_000;
const NOW = new Date('2026-03-01T12:00:00Z');
const later = (days: number): Date => new Date(NOW.getTime() + days * DAY_MS);

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hearsay-certificate-'));
});
afterEach(() => rm(directory, { recursive: true }));

const certOf = async (names: readonly string[], time: Date): Promise<string> =>
  (await selfSigned(directory, names, time)).pair.cert;

it('is for the names and the addresses, for as long as every system takes it', async () => {
  const { pair, file } = await selfSigned(directory, ['localhost', '10.0.0.2', '::1', 'fe80::1%eth0'], NOW);
  const certificate = new X509Certificate(pair.cert);
  expect(certificate.checkHost('localhost')).toBe('localhost');
  for (const address of ['10.0.0.2', '::1', 'fe80::1']) expect(certificate.checkIP(address)).toBe(address);
  const days = (Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / DAY_MS;
  expect(days).toBeLessThanOrEqual(398);
  expect(file.startsWith(directory)).toBe(true);
});

it('is kept, its key for this user alone', async () => {
  const first = await certOf(['localhost', '10.0.0.2'], NOW);
  expect(await certOf(['localhost'], later(300))).toBe(first);
  expect((await stat(join(directory, 'key.pem'))).mode & 0o077).toBe(0);
});

it('is made anew for another address, before it expires, and where it is damaged', async () => {
  const first = await certOf(['localhost'], NOW);
  const second = await certOf(['localhost', '10.0.0.3'], NOW);
  expect(second).not.toBe(first);
  const third = await certOf(['localhost'], later(370));
  expect(third).not.toBe(second);
  await writeFile(join(directory, 'key.pem'), 'damaged');
  expect(await certOf(['localhost'], later(370))).not.toBe(third);
});
