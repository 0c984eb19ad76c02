import { describe, expect, it } from 'vitest';
import { isAllowedOrigin, parseOrigin } from './origin.ts';

describe('parseOrigin', () => {
  it.each([
    ['https://example.org', 'https://example.org'],
    ['https://EXAMPLE.org:443/', 'https://example.org'],
    ['http://10.0.0.1:8080', 'http://10.0.0.1:8080'],
    ['*', '*'],
    ['example.org', null],
    ['https://example.org/page', null],
    ['https://user@example.org', null],
    ['file:///x', null],
    ['null', null],
    ['', null],
  ])('of %j is %j', (text, origin) => {
    expect(parseOrigin(text)).toBe(origin);
  });
});

describe('a page', () => {
  const allowed = (origin: string | undefined, more: Record<string, string> = {}, trustProxy = false) =>
    isAllowedOrigin(
      { headers: { host: 'here.example:8080', ...(origin ? { origin } : {}), ...more } },
      ['https://friend.example'],
      trustProxy,
    );

  it('of this server, of an allowed origin, or of none at all may use it', () => {
    for (const origin of ['http://here.example:8080', 'https://friend.example', undefined]) {
      expect(allowed(origin)).toBe(true);
    }
  });

  it('of any other may not', () => {
    for (const origin of ['http://here.example', 'https://friend.example.evil', 'null', 'junk']) {
      expect(allowed(origin)).toBe(false);
    }
  });

  it('is of this server under the name that a trusted proxy was asked by', () => {
    const forwarded = { 'x-forwarded-host': 'outside.example' };
    expect(allowed('https://outside.example', forwarded, true)).toBe(true);
    expect(allowed('https://outside.example', forwarded, false)).toBe(false);
  });
});
