/** Where the server's certificate comes from, and how it follows when that changes. */
import { unwatchFile, watchFile } from 'node:fs';
import { messageOf } from '@hearsay/shared/util/message-of.ts';
import { readPair, type TlsPair } from './pair.ts';
import { selfSigned } from './self-signed.ts';

/** Milliseconds between two looks at the files, and from a change until they are read: they seldom change at once. */
const WATCH_MS = 5000;
const SETTLE_MS = 1000;
/** Milliseconds between two looks at whether the own certificate still fits. */
const RENEW_MS = 3_600_000;

export interface TlsSource {
  readonly pair: TlsPair;
  /** Where the certificate lies that the server made for itself; null for one that it was given. */
  readonly selfSignedFile: string | null;
  /**
   * Hands on each pair that takes the place of the one before, and each reason why one does not. Holds up no process.
   * @returns ends it
   */
  follow(onPair: (pair: TlsPair) => void, onProblem: (message: string) => void): () => void;
}

export interface Pace {
  readonly watchMs: number;
  readonly settleMs: number;
}

/** @throws Error with one line that says what to do */
export async function tlsOfFiles(
  certFile: string,
  keyFile: string,
  { watchMs, settleMs }: Pace = { watchMs: WATCH_MS, settleMs: SETTLE_MS },
): Promise<TlsSource> {
  let used = await readPair(certFile, keyFile, new Date());
  return {
    pair: used,
    selfSignedFile: null,
    follow(onPair, onProblem) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const reload = async (): Promise<void> => {
        try {
          const pair = await readPair(certFile, keyFile, new Date());
          if (pair.cert === used.cert && pair.key === used.key) return;
          used = pair;
          onPair(pair);
        } catch (error) {
          onProblem(`${messageOf(error)} Until then the certificate from before is used.`);
        }
      };
      const changed = (): void => {
        clearTimeout(timer);
        timer = setTimeout(() => void reload(), settleMs).unref();
      };
      // By its content and not by events, which are not told of links that come to lead elsewhere, as certbot's do.
      for (const file of [certFile, keyFile]) {
        watchFile(file, { interval: watchMs, persistent: false }, changed);
      }
      return () => {
        clearTimeout(timer);
        for (const file of [certFile, keyFile]) unwatchFile(file, changed);
      };
    },
  };
}

/**
 * @param names those of now: they change with the network that a machine is in
 * @throws Error with one line that says what to do
 */
export async function tlsOfOwn(directory: string, names: () => readonly string[]): Promise<TlsSource> {
  const current = async () => {
    try {
      return await selfSigned(directory, names(), new Date());
    } catch (error) {
      throw new Error(
        `The certificate could not be kept in ${directory}: ${messageOf(error)}. Let this user write there, or give one with --cert and --key.`,
      );
    }
  };
  const first = await current();
  let used = first.pair;
  return {
    pair: used,
    selfSignedFile: first.file,
    follow(onPair, onProblem) {
      const renew = async (): Promise<void> => {
        try {
          const { pair } = await current();
          if (pair.cert === used.cert) return;
          used = pair;
          onPair(pair);
        } catch (error) {
          onProblem(messageOf(error));
        }
      };
      const timer = setInterval(() => void renew(), RENEW_MS).unref();
      return () => clearInterval(timer);
    },
  };
}
