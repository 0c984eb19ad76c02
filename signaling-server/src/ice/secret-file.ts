/** The secret that is shared with TURN servers: read from a file, and again when that changes, so that it can be replaced. */
import { readFileSync } from 'node:fs';
import { messageOf } from '@hearsay/shared/util/message-of.ts';

/** Milliseconds between two looks at the file. */
const WATCH_MS = 5000;

export interface SecretFile {
  readonly secret: () => string;
  /** Looks no more. */
  close(): void;
}

/**
 * Holds up no process.
 * @param say told of each change, and of why one does not count @throws Error with one line that says what to do
 */
export function openSecretFile(path: string, say: (message: string) => void, watchMs = WATCH_MS): SecretFile {
  let secret = read(path);
  let trouble = '';
  const look = (): void => {
    const before = trouble;
    trouble = '';
    try {
      const now = read(path);
      if (now === secret) return;
      secret = now;
      say('Another TURN secret is used from now on.');
    } catch (error) {
      trouble = `${messageOf(error)} Until then the secret from before is used.`;
      if (trouble !== before) say(trouble);
    }
  };
  // By its content: what changes before the first look of `watchFile` would be missed.
  const timer = setInterval(look, watchMs).unref();
  return { secret: () => secret, close: () => clearInterval(timer) };
}

function read(path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(
      `The TURN secret could not be read from ${path}: ${messageOf(error)}. Give a file that this user may read to --turn-secret-file.`,
    );
  }
  // As an editor or `openssl rand` leaves it.
  const secret = text.replace(/\r?\n$/, '');
  if (secret.trim() === '' || /[\r\n]/.test(secret)) {
    throw new Error(
      `The TURN secret in ${path} must be one line that is not empty: the same as static-auth-secret of coturn.`,
    );
  }
  return secret;
}
