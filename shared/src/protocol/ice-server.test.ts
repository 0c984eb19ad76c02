import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { IceSchema } from './ice-server.ts';
import { parseIceServer, parseTurnUrl } from './ice-server-text.ts';

describe('a STUN or TURN server', () => {
  it.each([
    ['stun:example.org', { urls: ['stun:example.org'] }],
    ['STUNS:[2001:db8::1]:5349', { urls: ['stuns:[2001:db8::1]:5349'] }],
    [
      'turn:ann:p%40ss:word@10.0.0.1:3478?transport=tcp',
      { urls: ['turn:10.0.0.1:3478?transport=tcp'], username: 'ann', credential: 'p@ss:word' },
    ],
    ['turns:a:100%@example.org', { urls: ['turns:example.org'], username: 'a', credential: '100%' }],
  ])('is read: %s', (text, server) => {
    expect(parseIceServer(text)).toEqual(server);
  });

  it.each([
    'example.org:3478',
    'https://example.org',
    'stun://example.org',
    'stun:',
    'stun:example.org:0',
    'stun:example.org:65536',
    'stun:example.org?transport=udp',
    'stun:a:b@example.org',
    // Without a password browsers make no connection at all.
    'turn:example.org:3478',
    'turn:a:b@example.org?transport=sctp',
    'turn:a:b@exa mple.org',
  ])('is refused: %s', (text) => {
    expect(parseIceServer(text)).toBeNull();
  });

  it('has its password elsewhere, where that is made for each peer', () => {
    expect(parseTurnUrl('TURN:example.org:3478?transport=udp')).toBe('turn:example.org:3478?transport=udp');
    for (const text of [
      'stun:example.org',
      'turn:a:b@example.org',
      'turn:example.org:99999',
      'example.org',
    ]) {
      expect(parseTurnUrl(text)).toBeNull();
    }
  });

  it('comes in only as browsers take it', () => {
    const turn = { urls: ['turn:example.org'], username: 'a', credential: 'b' };
    const isTaken = (...servers: object[]) => v.is(IceSchema, { servers, seconds: 600 });
    expect(isTaken({ urls: ['stun:example.org'] }, turn)).toBe(true);
    expect(isTaken({ urls: ['turn:example.org'] })).toBe(false);
    expect(isTaken({ ...turn, urls: ['http://example.org'] })).toBe(false);
    expect(isTaken({ ...turn, urls: [] })).toBe(false);
    expect(v.is(IceSchema, { servers: [], seconds: 1 })).toBe(false);
  });
});
