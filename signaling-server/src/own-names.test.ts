import { expect, it } from 'vitest';
import { ownNames } from './own-names.ts';

const LAN = {
  eth0: [
    {
      address: '10.0.0.2',
      family: 'IPv4' as const,
      netmask: '',
      mac: '',
      internal: false,
      cidr: null,
    },
  ],
};

it.each([
  ['Desk', undefined, ['desk', 'desk.local']],
  ['desk.example', undefined, ['desk.example']],
  ['not a name', undefined, []],
  ['localhost', '0.0.0.0', ['localhost.local']],
  ['desk', 'Here.example', ['desk', 'desk.local', 'here.example']],
  ['desk', 'fe80::1%eth0', ['desk', 'desk.local', 'fe80::1']],
])('of %s, which listens on %s', (hostname, host, more) => {
  const names = ownNames({ hostname, interfaces: LAN }, host);
  expect(new Set(names)).toEqual(new Set(['localhost', '127.0.0.1', '::1', '10.0.0.2', ...more]));
});
