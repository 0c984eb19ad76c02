/** A problem of each code, for tests. */
import type { Problem, ProblemCode, ProblemOf } from './problems.ts';

const url = 'https://example.org/data';

const examples: { readonly [C in ProblemCode]: ProblemOf<C> } = {
  'server-unreachable': { code: 'server-unreachable' },
  'not-a-server': { code: 'not-a-server', what: 'id: 1' },
  'refused-by-server': { code: 'refused-by-server', reason: 'foreign-origin', message: 'It is not for you.' },
  'wrong-key': { code: 'wrong-key' },
  'key-missing': { code: 'key-missing' },
  'peer-without-key': { code: 'peer-without-key' },
  'changed-on-the-way': { code: 'changed-on-the-way' },
  'key-too-short': { code: 'key-too-short', bytes: null, least: 16 },
  'no-secure-context': { code: 'no-secure-context', needed: 'crypto.subtle' },
  'no-webrtc': { code: 'no-webrtc' },
  'page-incomplete': { code: 'page-incomplete' },
  'not-started': { code: 'not-started', what: 'x' },
  'bad-setting': { code: 'bad-setting', name: 'samples', value: '5', allowed: '10 bis 60000' },
  'wrong-shape': { code: 'wrong-shape', what: 'inputs', expected: 10, actual: 9 },
  'not-finite': { code: 'not-finite', what: 'targets', index: 3 },
  'out-of-range': { code: 'out-of-range', what: 'inputs', index: 3, least: 0, most: 1 },
  'cannot-be-trained': { code: 'cannot-be-trained', reason: 'unknown-layer', layer: 'Attention' },
  'no-examples': { code: 'no-examples' },
  'no-model': { code: 'no-model', reason: 'loading' },
  'no-run': { code: 'no-run' },
  'run-under-way': { code: 'run-under-way' },
  'no-host': { code: 'no-host' },
  'not-the-host': { code: 'not-the-host' },
  'bad-model': { code: 'bad-model', problem: 'not-a-model' },
  'data-unreachable': { code: 'data-unreachable', url },
  'data-refused': { code: 'data-refused', url, status: 503 },
  'data-not-in-parts': { code: 'data-not-in-parts', url, status: 200 },
  'data-damaged': { code: 'data-damaged', url, expected: 7, actual: 8 },
  'data-not-understood': { code: 'data-not-understood', url },
  'examples-kept': { code: 'examples-kept', cause: { code: 'data-unreachable', url } },
  'other-task': { code: 'other-task', peer: '0123456789abcdef', own: 'aa', theirs: 'bb' },
  'kept-by-other-version': { code: 'kept-by-other-version' },
  'backend-unavailable': { code: 'backend-unavailable', wanted: 'webgpu', used: 'wasm' },
  'backend-lost': { code: 'backend-lost', lost: 'webgl', used: 'wasm' },
  'worker-failed': { code: 'worker-failed', what: '' },
  'not-computed': { code: 'not-computed', what: 'x' },
  left: { code: 'left' },
  aborted: { code: 'aborted' },
};

export const problemExamples: readonly Problem[] = Object.values(examples);
