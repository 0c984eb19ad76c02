import { beforeAll, expect, it } from 'vitest';
import { ensurePrograms } from '../../browsers/find-browsers.mjs';
import { runSignalling } from './signalling.ts';

beforeAll(() => ensurePrograms(['redis'], 'The bench of several processes'));

it('measures every part, in a form too short for figures', async () => {
  const parts: string[] = [];
  const rows = await runSignalling(
    {
      rounds: 1,
      joins: 20,
      pacedSeconds: 0.02,
      relays: 2,
      peers: 30,
      idleSeconds: 0.1,
      lecture: 40,
      lectureSeconds: 1,
    },
    (_done, detail) => parts.push(detail),
  );
  expect(parts).toEqual(['joins', 'relays', 'a lecture', 'two processes', 'many peers']);
  expect(rows.filter(({ value }) => !Number.isFinite(value))).toEqual([]);
  expect(rows.find(({ name }) => name.includes('introduced'))).toMatchObject({ value: 40, meets: true });
  expect(rows.find(({ name }) => name.includes('refused'))).toMatchObject({ value: 0, meets: true });
});
