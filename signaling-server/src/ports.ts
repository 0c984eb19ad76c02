/** Ports: which can be listened on, and why one could not. */

export const DEFAULT_PORT = 8080;
export const MAX_PORT = 65_535;

/** Ports that browsers refuse to open (the "bad ports" of the Fetch standard), those above 1023. */
const BLOCKED_BY_BROWSERS = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697,
  10080,
]);

/** Whether browsers refuse to open it. */
export const isBlockedByBrowsers = (port: number): boolean => BLOCKED_BY_BROWSERS.has(port);

/** A port as it is typed; null where the text is none. */
export function parsePort(text: string): number | null {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return port <= MAX_PORT ? port : null;
}

/**
 * One line, for people, on why the server could not listen; null for an error that has other causes.
 * @param prefix of the options that say where
 */
export function explainListenError(
  error: unknown,
  port: number,
  host: string | undefined,
  prefix = '',
): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const another = `npm start -- --${prefix}port ${port === DEFAULT_PORT ? DEFAULT_PORT + 1 : DEFAULT_PORT}`;
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is in use. Stop what uses it, or choose another one: ${another}`;
    case 'EACCES':
      return `Port ${port} is not allowed for this user. Choose one above 1023: ${another}`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return prefix === ''
        ? `"${host}" is not an address of this machine. Leave out --host (and the variable HOST) to listen on all.`
        : `"${host}" is not an address of this machine. Leave out --${prefix}host to listen on none but its own.`;
    default:
      return null;
  }
}
