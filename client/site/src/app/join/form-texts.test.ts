import { defaultSettings, type RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { describe, expect, it } from 'vitest';
import { keyOf, readTexts, textsOf } from './form-texts.ts';

describe('the texts of the join form', () => {
  it.each<Partial<RunSettings>>([
    {},
    { task: 'mnist-cnn', partition: { kind: 'iid' }, gossip: 0.5, exchange: 'push', rate: 1e-6 },
    { partition: { kind: 'dirichlet', alpha: 0.1 }, shard: { index: 3, count: 8 }, auto: true },
    { driftCorrection: 'best', method: 'ad-psgd' },
    { driftCorrection: ['momentum', 'logits'] },
    { room: 'a', key: 'AAAAAAAAAAAAAAAAAAAAAA' },
    { room: 'Klasse-4.b', partition: { kind: 'labels', labels: 10 }, seed: 4_294_967_295 },
  ])('give back the settings they were made of: %j', (differing) => {
    const settings = { ...defaultSettings, ...differing };
    const base = { ...defaultSettings, auto: settings.auto };
    expect(readTexts(textsOf(settings), base)).toEqual({ settings, problems: [] });
  });

  it.each<Partial<RunSettings>>([
    { privacy: { epsilon: 3, delta: 1e-5 } },
    { attack: { name: 'noise', size: 10 } },
    { slowdown: 3, updateRate: 5, varianceAdaptiveStep: true },
  ])('keep what the address says and the form does not show: %j', (differing) => {
    const base = { ...defaultSettings, ...differing };
    expect(readTexts(textsOf(base), base)).toEqual({ settings: base, problems: [] });
    // What it shows, a shard that was taken out among it, is as it is shown.
    const sharded = { ...base, shard: { index: 3, count: 8 } };
    expect(readTexts(textsOf(base), sharded).settings).toEqual(base);
  });

  it('keep the key of the address for its room alone', () => {
    const initial = { ...defaultSettings, room: 'a', key: 'AAAAAAAAAAAAAAAAAAAAAA' };
    const texts = textsOf(initial);
    const makeKey = () => 'new';
    expect(keyOf(texts, initial, makeKey)).toBe(initial.key);
    expect(keyOf({ ...texts, room: 'a ' }, initial, makeKey)).toBe(initial.key);
    expect(keyOf({ ...texts, room: 'b' }, initial, makeKey)).toBe('new');
    expect(keyOf({ ...texts, room: 'b', key: '' }, initial, makeKey)).toBe('');
  });

  it('keep the host of the address for its room alone, and the secret of a host that nobody knows yet for any', () => {
    const keys = { host: 'A'.repeat(43), hostSecret: `${'B'.repeat(42)}A`, resets: 2 };
    const initial = { ...defaultSettings, ...keys, room: 'a' };
    expect(readTexts(textsOf(initial), initial).settings).toEqual(initial);
    const renamed = { ...textsOf(initial), room: 'b' };
    const of = (base: RunSettings) => {
      const { host, hostSecret, resets } = readTexts(renamed, base).settings;
      return { host, hostSecret, resets };
    };
    expect(of(initial)).toEqual({ host: '', hostSecret: '', resets: 0 });
    expect(of({ ...initial, host: '' })).toEqual({ host: '', hostSecret: keys.hostSecret, resets: 0 });
  });

  it('forgive spaces around a value and name what cannot be used', () => {
    const texts = { ...textsOf(defaultSettings), room: ' a ', labels: 'two', samples: '12 000' };
    const { settings, problems } = readTexts(texts, defaultSettings);
    expect(settings.room).toBe('a');
    expect(problems.map((problem) => problem.name).sort()).toEqual(['partition', 'samples']);
  });
});
