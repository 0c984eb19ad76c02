/** A certificate and its key: read from files, and checked before a browser would refuse them. */
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { messageOf } from '@hearsay/shared/util/message-of.ts';

/** Both in PEM format; the certificate with those that vouch for it behind it. */
export interface TlsPair {
  readonly cert: string;
  readonly key: string;
}

/** @throws Error with one line that says what to do, where browsers would not take them at that time */
export async function readPair(certFile: string, keyFile: string, time: Date): Promise<TlsPair> {
  const cert = await read('--cert', certFile);
  const key = await read('--key', keyFile);
  checkPair({ cert, key }, { certFile, keyFile }, time);
  return { cert, key };
}

async function read(option: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') throw new Error(`${option}: there is no file "${file}". Give the path of one.`);
    if (code === 'EISDIR')
      throw new Error(`${option}: "${file}" is a directory. Give the path of a file in it.`);
    if (code === 'EACCES') {
      throw new Error(`${option}: this user may not read "${file}". Change who owns it, or copy it.`);
    }
    throw new Error(`${option}: "${file}" could not be read: ${messageOf(error)}`);
  }
}

function checkPair(
  { cert, key }: TlsPair,
  { certFile, keyFile }: { certFile: string; keyFile: string },
  time: Date,
): void {
  const certificate = parseCertificate(cert, certFile);
  if (!certificate.checkPrivateKey(parseKey(key, keyFile))) {
    throw new Error(
      `The key in "${keyFile}" is not the one of the certificate in "${certFile}". Give the two that were made together.`,
    );
  }
  if (time > new Date(certificate.validTo)) {
    throw new Error(
      `The certificate in "${certFile}" was valid until ${certificate.validTo}, so browsers refuse it. Renew it.`,
    );
  }
  if (time < new Date(certificate.validFrom)) {
    throw new Error(
      `The certificate in "${certFile}" is valid only from ${certificate.validFrom} on. Is this machine's clock right?`,
    );
  }
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    throw new Error(
      `The certificate in "${certFile}" cannot be used (${messageOf(error)}). Have a newer one made.`,
    );
  }
}

function parseCertificate(text: string, file: string): X509Certificate {
  try {
    return new X509Certificate(text);
  } catch {
    const instead = text.includes('PRIVATE KEY-----')
      ? 'It holds a key: are --cert and --key swapped?'
      : 'It should begin with -----BEGIN CERTIFICATE-----.';
    throw new Error(`--cert: "${file}" holds no certificate in PEM format. ${instead}`);
  }
}

function parseKey(text: string, file: string): KeyObject {
  if (/ENCRYPTED/.test(text)) {
    throw new Error(
      `--key: "${file}" is locked by a passphrase. Unlock it: openssl pkey -in "${file}" -out unlocked.pem`,
    );
  }
  try {
    return createPrivateKey(text);
  } catch {
    const instead = text.includes('CERTIFICATE-----')
      ? 'It holds a certificate: are --cert and --key swapped?'
      : 'It should begin with -----BEGIN PRIVATE KEY-----, or EC or RSA before PRIVATE.';
    throw new Error(`--key: "${file}" holds no private key in PEM format. ${instead}`);
  }
}

/** The names and addresses that a certificate is for; a name may begin with `*.`. */
export function namesOf(cert: string): string[] {
  const listed = new X509Certificate(cert).subjectAltName ?? '';
  return [...listed.matchAll(/(?:DNS|IP Address):([^,\s"]+)/g)].map(([, name]) => name.toLowerCase());
}
