import { generateKeyPairSync } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { namesOf, readPair } from './pair.ts';
import { selfSigned } from './self-signed.ts';

const NOW = new Date('2026-03-01T12:00:00Z');

let directory: string;
const at = (name: string): string => join(directory, name);
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hearsay-pair-'));
  await selfSigned(at('a'), ['a.example', '10.0.0.1'], NOW);
  await selfSigned(at('b'), ['b.example'], NOW);
  await mkdir(at('directory'));
  await writeFile(at('text'), 'text');
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const locked = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' });
  await writeFile(at('locked'), locked);
});
afterAll(() => rm(directory, { recursive: true }));

const CERT = 'a/certificate.pem';
const KEY = 'a/key.pem';

it('is read where both belong together', async () => {
  const { cert, key } = await readPair(at(CERT), at(KEY), NOW);
  expect(key).toContain('PRIVATE KEY');
  expect(namesOf(cert)).toEqual(['a.example', '10.0.0.1']);
});

it.each([
  ['nothing', KEY, NOW, /^--cert: there is no file ".*nothing"/],
  [CERT, 'nothing', NOW, /^--key: there is no file ".*nothing"/],
  ['directory', KEY, NOW, /^--cert: ".*" is a directory/],
  ['text', KEY, NOW, /holds no certificate in PEM format\. It should begin/],
  [KEY, CERT, NOW, /are --cert and --key swapped\?/],
  [CERT, 'text', NOW, /holds no private key in PEM format\. It should begin/],
  [CERT, CERT, NOW, /are --cert and --key swapped\?/],
  [CERT, 'locked', NOW, /locked by a passphrase\. Unlock it: openssl pkey/],
  [CERT, 'b/key.pem', NOW, /is not the one of the certificate/],
  [CERT, KEY, new Date('2028-01-01'), /was valid until .* Renew it/],
  [CERT, KEY, new Date('2020-01-01'), /is valid only from .* clock/],
])('%s with %s is refused in one line', async (cert, key, time, said) => {
  const refusal = await readPair(at(cert), at(key), time).then(
    () => '',
    (error: Error) => error.message,
  );
  expect(refusal).toMatch(said);
  expect(refusal).not.toContain('\n');
});
