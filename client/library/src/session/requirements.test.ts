import { expect, it } from 'vitest';
import { requireKey, requireParameters, requireTask } from './requirements.ts';

const having = (problem: object) => expect.objectContaining({ name: 'HearsayError', problem });

it('knows its tasks', () => {
  requireTask('mnist-mlp');
  expect(() => requireTask('go')).toThrow(
    having({
      code: 'bad-setting',
      name: 'task',
      value: 'go',
      allowed: 'mnist-mlp, mnist-cnn',
      rule: { code: 'one-of', values: ['mnist-mlp', 'mnist-cnn'] },
    }),
  );
});

it('takes no key, and keys of 16 to 32 bytes', () => {
  for (const key of ['', 'A'.repeat(22), 'A'.repeat(43)]) requireKey(key);
  expect(() => requireKey('AAAA')).toThrow(having({ code: 'key-too-short', bytes: 3, least: 16 }));
  expect(() => requireKey('no key!')).toThrow(having({ code: 'key-too-short', bytes: null, least: 16 }));
  expect(() => requireKey('A'.repeat(44))).toThrow(
    having(expect.objectContaining({ code: 'bad-setting', name: 'key' })),
  );
});

it('takes as many parameters as there are, all of them finite', () => {
  requireParameters(Float32Array.of(1, 2), 2);
  expect(() => requireParameters(Float32Array.of(1, 2), 3)).toThrow(
    having({ code: 'wrong-shape', what: 'parameters', expected: 3, actual: 2 }),
  );
  expect(() => requireParameters(Float32Array.of(1, Number.NaN), 2)).toThrow(
    having({ code: 'not-finite', what: 'parameters', index: 1 }),
  );
});
