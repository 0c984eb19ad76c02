import { expect, it } from 'vitest';
import { createIceServers, turnPassword } from './ice-servers.ts';

const PEER = '0123456789abcdef';

it('makes the password that a TURN server makes of the same secret', () => {
  // The example in the tests of pion/turn, lt_cred_test.go.
  expect(turnPassword('foobar', '1599491771')).toBe('Tpz/nKkyvX/vMSLKvL4sbtBt8Vs=');
  // RFC 2202, section 3, test case 2: effcdf6ae5eb2fa2d27416d5f184df9c259a7c79.
  expect(Buffer.from(turnPassword('Jefe', 'what do ya want for nothing?'), 'base64').toString('hex')).toBe(
    'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79',
  );
});

it('gives each peer a name that says when it ends and whose it is', () => {
  let secret = 'one';
  const urls = ['turn:example.org:3478', 'turns:example.org:5349'];
  const servers = createIceServers({
    servers: [{ urls: ['stun:example.org'] }],
    turn: { urls, secret: () => secret },
    validSeconds: 600,
    date: () => 1_700_000_000_900,
  });
  // An hour longer than it is used, where the TURN server's clock is ahead.
  const username = `1700004200:${PEER}`;
  const stun = { urls: ['stun:example.org'] };
  const answer = (of: string) => ({
    servers: [stun, { urls, username, credential: turnPassword(of, username) }],
    seconds: 600,
  });
  expect(servers(PEER)).toEqual(answer('one'));
  secret = 'two';
  expect(servers(PEER)).toEqual(answer('two'));
});

it('gives fixed servers alone where there is no secret', () => {
  const given = [{ urls: ['stun:example.org'] }];
  expect(createIceServers({ servers: given, turn: null })(PEER)).toMatchObject({ servers: given });
});
