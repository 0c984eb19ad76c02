/** Which pages may use the server: its own, and those it was told of. A browser does not let a page lie about where it is from. */
import type { IncomingMessage } from 'node:http';

/** Stands for every origin. */
export const ANY_ORIGIN = '*';

/** An origin as browsers write it, as in `https://example.org:8443`; null where the text is none. */
export function parseOrigin(text: string): string | null {
  if (text === ANY_ORIGIN) return ANY_ORIGIN;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null;
  return url.href === `${url.origin}/` ? url.origin : null;
}

/** The host that a browser asked for. @param trustProxy as below */
export function askedHost(
  { headers }: Pick<IncomingMessage, 'headers'>,
  trustProxy: boolean,
): string | undefined {
  const forwarded = headers['x-forwarded-host'];
  return trustProxy && typeof forwarded === 'string' ? forwarded : headers.host;
}

/**
 * Whether a request is from a page that may use the server. What names no origin is no page of another site: a browser says so
 * with every socket, and everything else could write there what it likes.
 * @param allowed origins as `parseOrigin` gives them
 * @param trustProxy whether a proxy in front says in X-Forwarded-Host under which name it was asked
 */
export function isAllowedOrigin(
  request: Pick<IncomingMessage, 'headers'>,
  allowed: readonly string[],
  trustProxy: boolean,
): boolean {
  const { origin } = request.headers;
  if (origin === undefined || allowed.includes(ANY_ORIGIN) || allowed.includes(origin)) return true;
  if (!URL.canParse(origin)) return false;
  return new URL(origin).host === askedHost(request, trustProxy)?.toLowerCase();
}
