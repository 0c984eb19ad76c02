/** A certificate that the server makes for itself, for which nobody vouches. Browsers warn of it, once for each. */
import { X509Certificate } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { readPair, type TlsPair } from './pair.ts';

const DAY_MS = 86_400_000;
/** Some systems refuse those that are valid for longer than 398 days, whoever made them. */
const VALID_DAYS = 397;
/** With fewer days left, another one is made. */
const RENEWED_DAYS = 30;
/** Clocks of phones differ. */
const EARLIER_DAYS = 1;

export interface SelfSigned {
  readonly pair: TlsPair;
  /** Where the certificate lies. */
  readonly file: string;
}

/**
 * The one that is kept in the directory, unless it is for other names, or expires soon: then a new one, which is kept.
 * @param names by which the server is reached, and its addresses
 * @throws Node's error where it cannot be kept
 */
export async function selfSigned(
  directory: string,
  names: readonly string[],
  time: Date,
): Promise<SelfSigned> {
  const file = join(directory, 'certificate.pem');
  const keyFile = join(directory, 'key.pem');
  const kept = await readPair(file, keyFile, time).catch(() => null);
  if (kept && isFor(kept.cert, names, time)) return { pair: kept, file };
  const pair = await make(names, time);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await writeWhole(keyFile, pair.key);
  await writeWhole(file, pair.cert);
  return { pair, file };
}

function isFor(cert: string, names: readonly string[], time: Date): boolean {
  const certificate = new X509Certificate(cert);
  const until = new Date(certificate.validTo).getTime();
  if (until - time.getTime() < RENEWED_DAYS * DAY_MS) return false;
  return names.every((name) =>
    isIP(name) === 0
      ? certificate.checkHost(name, { wildcards: false }) !== undefined
      : certificate.checkIP(name) !== undefined,
  );
}

async function make(names: readonly string[], time: Date): Promise<TlsPair> {
  // Only who asks for it waits for it to load.
  const { generate } = await import('selfsigned');
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'Hearsay on this machine' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(time.getTime() - EARLIER_DAYS * DAY_MS),
    notAfterDate: new Date(time.getTime() + (VALID_DAYS - EARLIER_DAYS) * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: names.map((name) =>
          isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: withoutZone(name) },
        ),
      },
    ],
  });
  return { cert, key };
}

const withoutZone = (address: string): string => address.split('%', 1)[0];

async function writeWhole(path: string, content: string): Promise<void> {
  await writeFile(`${path}.tmp`, content, { mode: 0o600 });
  await rename(`${path}.tmp`, path);
}
