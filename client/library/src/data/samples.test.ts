import { expect, it } from 'vitest';
import type { Rows } from './examples.ts';
import { samplesOf, someOfEach } from './samples.ts';

const examples = (labels: number[]): Rows => ({
  inputs: Uint8Array.from(labels, (_, i) => i),
  divisor: 255,
  inputLength: 1,
  targets: Uint8Array.from(labels),
});

it('takes the first few of each label, by label', () => {
  const some = someOfEach(examples([3, 1, 3, 3, 1]), 2);
  expect([...some.targets]).toEqual([1, 1, 3, 3]);
  expect([...some.inputs]).toEqual([1, 4, 0, 2]);
});

it('shows a few dozen, however many labels there are', () => {
  const of = (labels: number) =>
    samplesOf(examples(Array.from({ length: 1000 }, (_, i) => i % labels)), examples([]));
  expect([1, 2, 10].map((labels) => of(labels).own.targets.length)).toEqual([40, 40, 40]);
  expect(samplesOf(examples([]), examples([])).own.targets).toHaveLength(0);
});
