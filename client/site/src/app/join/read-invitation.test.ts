import { defaultSettings } from '@hearsay/shared/settings/run-settings.ts';
import { expect, it } from 'vitest';
import { readInvitation } from './read-invitation.ts';

const HERE = 'http://10.0.0.2:8080/#lang=de';
const KEY = 'AAAAAAAAAAAAAAAAAAAAAA';
const read = (text: string) => readInvitation(text, HERE);

it('takes a link to a room with all that is in it', () => {
  const settings = { ...defaultSettings, room: 'a', key: KEY, seed: 7, auto: true };
  expect(read(` http://10.0.0.2:8080/#room=a&key=${KEY}&seed=7&auto=1&lang=en `)).toEqual({
    kind: 'run',
    settings,
  });
  expect(read(`#room=a&key=${KEY}&seed=7&auto=1`)).toEqual({ kind: 'run', settings });
});

it('takes a code as a room without a key', () => {
  expect(read(' room-x7 ')).toEqual({ kind: 'run', settings: { ...defaultSettings, room: 'room-x7' } });
});

it('goes to another server for its room', () => {
  const address = 'https://hearsay.example/#room=a';
  expect(read(address)).toEqual({ kind: 'elsewhere', address });
});

it.each([
  ['  ', 'empty'],
  ['two words', 'not-a-room'],
  ['javascript:alert(1)', 'not-a-room'],
  ['http://10.0.0.2:8080/', 'no-room'],
  ['https://hearsay.example/', 'no-room'],
  ['http://10.0.0.2:8080/#seed=1', 'no-room'],
  ['http://10.0.0.2:8080/#room=a&key=short', 'bad-settings'],
  ['http:///#room=a b', 'elsewhere?'],
])('says what is wrong with %j: %s', (text, problem) => {
  if (problem === 'elsewhere?') expect(read(text).kind).not.toBe('run');
  else expect(read(text)).toEqual({ kind: 'problem', problem });
});
