import { defaultSettings } from '@hearsay/shared/settings/run-settings.ts';
import { expect, it } from 'vitest';
import type { Problem } from '../problems.ts';
import { initialStatus } from './status.ts';
import { createStatusStore, MAX_PROBLEMS } from './status-store.ts';

function open() {
  const told: string[] = [];
  const store = createStatusStore(initialStatus(defaultSettings), (words) => told.push(words));
  return { store, told, codes: () => store.status.value.problems.map(({ code }) => code) };
}

const refused = (status: number): Problem => ({ code: 'data-refused', url: 'index.json', status });

it('tells of problems as data and in English, in the same order', () => {
  const { store, told } = open();
  store.report({ code: 'server-unreachable' });
  store.report(refused(503));
  const { problems, errors } = store.status.value;
  expect(problems).toEqual([{ code: 'server-unreachable' }, refused(503)]);
  expect(errors).toEqual([
    'The server cannot be reached; trying again. Peers already connected go on.',
    'index.json answered with status 503. Reload the page.',
  ]);
  expect(told).toEqual(errors);
});

it('tells of the same one once, and again after another, and not of ever more', () => {
  const { store, told, codes } = open();
  store.report(refused(503));
  store.report(refused(503));
  store.report(refused(500));
  store.report(refused(503));
  expect(codes()).toHaveLength(3);
  for (let status = 0; status < 2 * MAX_PROBLEMS; status++) store.report(refused(status));
  expect(codes()).toHaveLength(MAX_PROBLEMS);
  expect(store.status.value.problems.at(-1)).toEqual(refused(2 * MAX_PROBLEMS - 1));
  expect(told).toHaveLength(3 + 2 * MAX_PROBLEMS);
});

it('takes problems back by their code', () => {
  const { store, codes } = open();
  store.report({ code: 'server-unreachable' });
  store.report(refused(503));
  store.report({ code: 'wrong-key' });
  expect(store.tells('wrong-key')).toBe(true);
  store.withdraw(['wrong-key', 'data-refused']);
  expect(codes()).toEqual(['server-unreachable']);
  expect(store.status.value.errors).toHaveLength(1);
  expect(store.tells('wrong-key')).toBe(false);
  store.clear();
  expect(store.status.value).toMatchObject({ problems: [], errors: [] });
});

it('is over when the run was left or has failed', () => {
  const { store } = open();
  for (const phase of ['idle', 'training', 'paused', 'left', 'failed'] as const) {
    store.update({ phase });
    expect(store.isOver, phase).toBe(phase === 'left' || phase === 'failed');
  }
});
