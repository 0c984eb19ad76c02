/**
 * By which names the server may be asked. Somebody else's name can be made to lead here, and a page under that name would be of
 * the same origin as the server, and so allowed to use it with the visitor's network. An address cannot be made to lead elsewhere.
 */
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { askedHost } from './origin.ts';

/** Longest part of a name that is repeated, in characters. */
const MAX_SHOWN = 100;

/** A name of a host as browsers write it, also with `*.` before it; null where the text is none. */
export function parseName(text: string): string | null {
  const [, wildcard = '', rest] = /^(\*\.)?([^*]*)$/.exec(text) ?? [];
  if (!rest || !/^[\p{L}\p{N}._-]+$/u.test(rest) || !URL.canParse(`http://${rest}`)) return null;
  return wildcard + new URL(`http://${rest}`).hostname.replace(/\.$/, '');
}

/** @param host as in a `Host` header @param names in lower case; `*.example.org` stands for every first part */
export function isKnownHost(host: string | undefined, names: readonly string[]): boolean {
  // Browsers always say one.
  if (host === undefined || host === '') return true;
  if (!/^[\w.:[\]-]+$/.test(host) || !URL.canParse(`http://${host}`)) return false;
  const name = new URL(`http://${host}`).hostname.replace(/\.$/, '');
  if (isIP(name.replace(/^\[|\]$/g, '')) !== 0) return true;
  return names.includes(name) || names.includes(name.replace(/^[^.]+/, '*'));
}

export interface HostCheck {
  readonly names: () => readonly string[];
  /** Whether a proxy in front says in X-Forwarded-Host under which name it was asked. */
  readonly trustProxy: boolean;
  readonly onRefused: () => void;
}

/** Answers what is asked under another name. To be called when all else listens to the server already. */
export function refuseOtherNames(http: Server, { names, trustProxy, onRefused }: HostCheck): void {
  const refusalOf = (request: IncomingMessage): string | null => {
    const host = askedHost(request, trustProxy);
    if (isKnownHost(host, names())) return null;
    onRefused();
    const shown = String(host).slice(0, MAX_SHOWN);
    return `This server is not known as "${shown}". Whoever runs it can change that, with --name.\n`;
  };
  const headersOf = (text: string): [name: string, value: string][] => [
    ['Content-Type', 'text/plain;charset=utf-8'],
    ['Content-Length', String(Buffer.byteLength(text))],
    ['Cache-Control', 'no-store'],
    ['X-Content-Type-Options', 'nosniff'],
    ['Connection', 'close'],
  ];
  const onRequest = http.listeners('request') as RequestListener[];
  http.removeAllListeners('request');
  http.on('request', (request, response) => {
    const text = refusalOf(request);
    if (text !== null) response.writeHead(421, Object.fromEntries(headersOf(text))).end(text);
    else for (const listener of onRequest) listener.call(http, request, response);
  });
  const onUpgrade = http.listeners('upgrade') as ((...upgrade: [IncomingMessage, Duplex, Buffer]) => void)[];
  http.removeAllListeners('upgrade');
  http.on('upgrade', (request, socket, head) => {
    const text = refusalOf(request);
    if (text === null) {
      for (const listener of onUpgrade) listener.call(http, request, socket, head);
      return;
    }
    socket.on('error', () => {});
    const headers = headersOf(text).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.end(`HTTP/1.1 421 Misdirected Request\r\n${headers.join('')}\r\n${text}`, () => socket.destroy());
  });
}
