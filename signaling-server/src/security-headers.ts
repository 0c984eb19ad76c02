/** What browsers are told to forbid the pages that come from here. */
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { ANY_ORIGIN, askedHost } from './origin.ts';

/** Half a year, for which a browser asks a name over https alone. */
const HTTPS_ONLY_SECONDS = 15_768_000;

export interface SecuritySettings {
  readonly allowedOrigins: readonly string[];
  readonly trustProxy: boolean;
  /** Whether the certificate is one that browsers trust: who has to accept a warning could not any more. */
  readonly httpsOnly: boolean;
}

export type Headers = Record<string, string>;

/** For all but the documentation, whose pages have a policy of their own. */
export function pagePolicy(request: IncomingMessage, settings: SecuritySettings): string {
  const host = askedHost(request, settings.trustProxy) ?? '';
  // Not every browser takes 'self' for the WebSockets of the same host.
  const sockets = /^[\w.:[\]-]+$/.test(host) ? ` ws://${host} wss://${host}` : '';
  return [
    "default-src 'none'",
    // WebAssembly, in which training runs.
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    "style-src 'self'",
    // Pictures that somebody opens or draws, the icon of an empty page.
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    // What an address holds itself, or the page, goes nowhere.
    `connect-src 'self'${sockets} data: blob:`,
    "base-uri 'none'",
    "form-action 'none'",
    framing(settings),
  ].join('; ');
}

/** Which pages may have one of these in a frame. */
export function framing({ allowedOrigins }: SecuritySettings): string {
  const others = allowedOrigins.includes(ANY_ORIGIN) ? ' *' : allowedOrigins.map((origin) => ` ${origin}`);
  return `frame-ancestors 'self'${[others].flat().join('')}`;
}

/** For every answer. */
export function securityHeaders(request: IncomingMessage, settings: SecuritySettings): Headers {
  const headers: Headers = {
    'X-Content-Type-Options': 'nosniff',
    // To its own pages it may say where one came from: elsewhere, an address would tell which rooms there are.
    'Referrer-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(self), microphone=(), geolocation=(), payment=(), usb=()',
    'Cross-Origin-Resource-Policy': settings.allowedOrigins.length > 0 ? 'cross-origin' : 'same-origin',
  };
  // Elsewhere browsers ignore them, and complain in the console.
  if (isTrustworthy(request, settings.trustProxy)) {
    // Together they give a page a process of its own, and memory that its threads share.
    headers['Cross-Origin-Opener-Policy'] = 'same-origin';
    headers['Cross-Origin-Embedder-Policy'] = 'require-corp';
  }
  if (settings.httpsOnly) headers['Strict-Transport-Security'] = `max-age=${HTTPS_ONLY_SECONDS}`;
  return headers;
}

/** Whether a browser takes the address for one that nobody on the way could have changed. */
function isTrustworthy(request: IncomingMessage, trustProxy: boolean): boolean {
  if ((request.socket as Partial<TLSSocket>).encrypted) return true;
  if (trustProxy && request.headers['x-forwarded-proto'] === 'https') return true;
  const host = askedHost(request, trustProxy) ?? '';
  if (!URL.canParse(`http://${host}`)) return false;
  const name = new URL(`http://${host}`).hostname;
  if (name === '[::1]' || name === 'localhost' || name.endsWith('.localhost')) return true;
  return isIP(name) === 4 && name.startsWith('127.');
}
