import { defaultLabSettings } from '@hearsay/shared/settings/lab-settings.ts';
import { beforeAll, expect, it } from 'vitest';
import type { Moment, ScalingPoint } from '../../lab/measured.ts';
import { needWords, speak, words } from '../words/words.ts';
import { comparisonSentence, scalingSentence } from './findings.ts';

beforeAll(async () => {
  await Promise.all([needWords('lab'), speak('en')]);
});

const point = (line: 'constant' | 'ln', peers: number, staleness: number | null): ScalingPoint => ({
  line,
  peers,
  staleness,
});

const moment = (time: number, constant: number | null, ln: number | null): Moment => ({
  time,
  lines: { constant: { staleness: constant, mean: 0, worst: 0 }, ln: { staleness: ln, mean: 0, worst: 0 } },
});

it('says of each rate whether staleness grew, by what was measured', () => {
  const points = [
    point('constant', 8, 2.5),
    point('ln', 8, 1.2),
    point('ln', 512, 1.1),
    point('constant', 512, 7.5),
  ];
  const said = scalingSentence(defaultLabSettings, points);
  expect(said).toContain(
    'At a constant 1 exchange per update, staleness grew 3 times: 2.50 updates among 8 peers, 7.50',
  );
  expect(said).toContain('At ln n, staleness did not grow: 1.20 updates among 8 peers, 1.10 among 512');
  const other = points.map((one) => ({
    ...one,
    line: one.line === 'ln' ? ('constant' as const) : ('ln' as const),
  }));
  expect(scalingSentence(defaultLabSettings, other)).toContain('At ln n, staleness grew 3 times');
});

it('says nothing of growth before there are two numbers of peers for both rates', () => {
  const points = [
    point('constant', 8, 2.5),
    point('constant', 32, 3),
    point('ln', 8, 1.2),
    point('ln', 32, null),
  ];
  expect(scalingSentence(defaultLabSettings, points)).toBe(words.value.lab.scalingWaits);
});

it('compares the two rates with their law, once they have settled', () => {
  const moments = [moment(10, 1, 1), moment(80, 6, 1), moment(90, 8, 1.2)];
  expect(comparisonSentence(defaultLabSettings, moments)).toBe(
    'Among 256 peers, a peer lacks 7.00 of another’s updates at 1 exchange per update (the law: 6.12), and 1.10 at ln n, which is 5.55 exchanges per update (the law: 1.10).',
  );
  expect(comparisonSentence(defaultLabSettings, [])).toBe(words.value.lab.comparisonWaits);
  expect(comparisonSentence(defaultLabSettings, [moment(90, null, null)])).toBe(words.value.lab.nobodyLeft);
});
