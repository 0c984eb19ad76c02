import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { framing, pagePolicy, type SecuritySettings, securityHeaders } from './security-headers.ts';

const SETTINGS: SecuritySettings = { allowedOrigins: [], trustProxy: false, httpsOnly: false };

const asked = (headers: Record<string, string>, encrypted = false): IncomingMessage =>
  ({ headers, socket: { encrypted } }) as unknown as IncomingMessage;

it('names the sockets of the host that was asked for, and nothing that could change the policy', () => {
  expect(pagePolicy(asked({ host: 'a.example:81' }), SETTINGS)).toContain(
    "connect-src 'self' ws://a.example:81 wss://a.example:81 data: blob:;",
  );
  const policy = pagePolicy(asked({ host: "x; script-src 'unsafe-inline'" }), SETTINGS);
  expect(policy).toContain("connect-src 'self' data: blob:;");
  expect(policy).not.toContain('unsafe-inline');
});

it('lets only allowed origins have a page in a frame', () => {
  expect(framing(SETTINGS)).toBe("frame-ancestors 'self'");
  const allowedOrigins = ['https://a.example', 'https://b.example'];
  expect(framing({ ...SETTINGS, allowedOrigins })).toBe(
    "frame-ancestors 'self' https://a.example https://b.example",
  );
  expect(framing({ ...SETTINGS, allowedOrigins: ['*'] })).toBe("frame-ancestors 'self' *");
});

it.each([
  ['127.0.0.1:80', {}, false, true],
  ['localhost', {}, false, true],
  ['[::1]:80', {}, false, true],
  ['10.0.0.1', {}, false, false],
  ['127.evil.example', {}, false, false],
  ['10.0.0.1', {}, true, true],
  ['a.example', { 'x-forwarded-proto': 'https' }, false, false],
])('isolates pages where browsers allow it: %s, %j, encrypted: %s', (host, more, encrypted, isolated) => {
  const headers = securityHeaders(asked({ host, ...more }, encrypted), SETTINGS);
  expect('Cross-Origin-Opener-Policy' in headers).toBe(isolated);
  expect('Cross-Origin-Embedder-Policy' in headers).toBe(isolated);
});

it('takes a proxy at its word', () => {
  const request = asked({ host: 'a.example', 'x-forwarded-proto': 'https' });
  const headers = securityHeaders(request, { ...SETTINGS, trustProxy: true });
  expect(headers['Cross-Origin-Opener-Policy']).toBe('same-origin');
});

it('asks for https alone where the certificate is trusted, and shares files with allowed origins', () => {
  const request = asked({ host: 'a.example' }, true);
  const own = securityHeaders(request, SETTINGS);
  expect(own['Strict-Transport-Security']).toBeUndefined();
  expect(own['Cross-Origin-Resource-Policy']).toBe('same-origin');
  const open = securityHeaders(request, { allowedOrigins: ['*'], trustProxy: false, httpsOnly: true });
  expect(open['Strict-Transport-Security']).toMatch(/^max-age=\d+$/);
  expect(open['Cross-Origin-Resource-Policy']).toBe('cross-origin');
});
