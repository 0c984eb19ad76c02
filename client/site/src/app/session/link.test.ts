import { defaultSettings } from '@hearsay/shared/settings/run-settings.ts';
import { expect, it } from 'vitest';
import { linkTo, onlyThisDevice } from './link.ts';

it('leads to the same run, started at once, with a part of the data of its own', () => {
  const settings = { ...defaultSettings, room: 'a', seed: 7, shard: { index: 1, count: 4 } };
  expect(linkTo(settings, 'http://10.0.0.2:8080/?x=1#room=other')).toBe(
    'http://10.0.0.2:8080/?x=1#room=a&seed=7&auto=1',
  );
});

it('leads others to the host, and never to its secret', () => {
  const keys = { host: 'A'.repeat(43), hostSecret: `${'B'.repeat(42)}A` };
  const link = linkTo(
    { ...defaultSettings, ...keys, room: 'a' },
    `http://10.0.0.2/#room=a&hostSecret=${keys.hostSecret}`,
  );
  expect(link).toBe(`http://10.0.0.2/#room=a&host=${keys.host}&auto=1`);
});

it('knows addresses that mean nothing to another device', () => {
  expect(['localhost', '127.0.0.1', '[::1]'].every(onlyThisDevice)).toBe(true);
  expect(['192.168.1.5', 'hearsay.example', '127.example'].some(onlyThisDevice)).toBe(false);
});
