import { expect, it } from 'vitest';
import { driftCorrectionProblem } from '../methods/methods.ts';
import { learningOf } from './made-room.ts';
import { defaultSettings, formatSettings, parseSettings } from './run-settings.ts';

it('shifts no logits of features, and those of all else as the method does', () => {
  const { driftCorrection, steps } = learningOf({ kind: 'pictures', side: 96, features: 'net' });
  expect(driftCorrection).toEqual(['momentum', 'control', 'clip']);
  expect(driftCorrectionProblem(defaultSettings.method, driftCorrection)).toBeNull();
  expect(steps).toBe(1);
  const others = [{ kind: 'pictures', side: 32, features: null }, { kind: 'drawings' }] as const;
  for (const data of others)
    expect(learningOf(data)).toMatchObject({ steps: 1, updateRate: 20, driftCorrection: 'auto' });
});

it('corrects nothing of tables', () => {
  const target = { name: 'species', kind: 'classes' } as const;
  expect(learningOf({ kind: 'table', columns: [], target })).toMatchObject({ steps: 1, driftCorrection: [] });
});

it('stands in a link', () => {
  const settings = { ...defaultSettings, ...learningOf({ kind: 'pictures', side: 96, features: 'net' }) };
  expect(parseSettings(formatSettings(settings))).toEqual({ settings, problems: [] });
});
